import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { programFolder } from '../program-folder.ts';

/** What the page may load: files of this server, and pictures that are part of them. */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** The files of the page that are served as they come with its package. */
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js'] as const;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API · Thrive Cash Reconciler</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="stylesheet" href="/docs/page.css">
<script src="/docs/swagger-ui-bundle.js" defer></script>
<script src="/docs/page.js" defer></script>
</head>
<body><div id="api"></div></body>
</html>
`;

/** Of itself the page takes what it finds in its address; nothing but this server's document is shown here. */
const SCRIPT = `const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#api',
  queryConfigEnabled: false,
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  tryItOutEnabled: true,
});
`;

const STYLE = `body { margin: 0 }
html.dark-mode body { background: #1c2022 }
#api .wrapper { max-width: 72rem }
`;

/** The documentation of the API, which can be tried out in it with a token. It holds nothing of anybody's. */
export function serveDocs(server: FastifyInstance): void {
  const folder = join(programFolder(), 'node_modules', 'swagger-ui-dist');
  const texts = {
    '/docs': ['text/html; charset=utf-8', PAGE],
    '/docs/page.js': ['text/javascript; charset=utf-8', SCRIPT],
    '/docs/page.css': ['text/css; charset=utf-8', STYLE],
  } as const;
  for (const [path, [type, text]] of Object.entries(texts))
    server.get(path, (_request, reply) =>
      reply.header('content-security-policy', POLICY).type(type).send(text),
    );
  for (const file of FILES)
    server.get(`/docs/${file}`, (_request, reply) => reply.sendFile(file, folder));
}

/** The addresses of the page and its files. */
export const DOCS_PATHS: readonly string[] = [
  '/docs',
  '/docs/page.js',
  '/docs/page.css',
  ...FILES.map((file) => `/docs/${file}`),
];

import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiReply } from '../../core/contract/api/api.ts';
import { MOST_UPLOADED_BYTES, SESSION_KEY_HEADER } from '../../core/contract/api/shell.ts';
import { asProblem } from '../../core/contract/problem.ts';
import { faultLog } from '../app/fault-log.ts';
import { dataFolder } from '../data-folder/data-folder.ts';
import { rendererFolder, sampleFolder } from '../program-folder.ts';
import { createApplication } from '../program/application.ts';
import type { Application } from '../program/application.ts';
import { dispatch } from '../program/dispatch.ts';
import { plainProblem } from '../secrets/plain-problem.ts';
import { contentSecurityPolicy, newNonce, pageWithNonce, SECURITY_HEADERS } from '../web-policy.ts';
import { readCallBodies } from './call-body.ts';
import { attachment, newDownloads } from './downloads.ts';
import type { Downloads } from './downloads.ts';
import { newEventStream } from './event-stream.ts';
import type { EventStream } from './event-stream.ts';
import { loopbackHost } from './host.ts';
import { onceEnded } from './once-ended.ts';
import { isOwnRequest } from './origin.ts';
import { cookieName, newSession } from './session.ts';
import { spentLinkPage } from './spent-link-page.ts';
import type { Session } from './session.ts';
import { giveUpSilentBodies, headerLimits } from './slow-senders.ts';
import type { SlowSenders } from './slow-senders.ts';
import { keepUpload, refuseTooLarge } from './upload.ts';
import { WORK } from '../../core/contract/calls/needs.ts';
import { uploadFolder } from '../data-folder/data-folder.ts';

export interface LoopbackOptions {
  readonly dataDir?: string | undefined;
  /** 0 or absent: one that is free. */
  readonly port?: number;
  /** Folders within which the page may name paths, beside the samples and the uploads. */
  readonly allow?: readonly string[];
  /** Places to be opened first. */
  readonly opened?: readonly string[];
  /** The built interface. */
  readonly pages?: string;
  readonly mostUploadedBytes?: number;
  /** For how long those are waited for who send slowly. */
  readonly slowSenders?: SlowSenders;
  /** Takes faults that a person should not see, beside the log in the data folder. */
  readonly log?: (fault: unknown) => void;
}

export interface Loopback {
  readonly port: number;
  /** The data folder. */
  readonly root: string;
  readonly application: Application;
  /** A URL that opens the interface, once; those before it are void. */
  openingUrl(): string;
  /** Makes a file fetchable once; the path of its URL. */
  offerDownload(path: string, name: string): string;
  /** Ends the program in good order. */
  stop(): Promise<void>;
  /** Resolves when the program has ended, by whomever. */
  readonly stopped: Promise<void>;
}

/** An answer to those who may not ask; it says nothing about what is here. */
const NOT_ALLOWED = 'Not allowed.\n';
const NO_SESSION = 'Open this page with the link that was printed at the start.\n';
const NOT_UNDERSTOOD = 'Not understood.\n';

/**
 * Serves the interface and the API map on 127.0.0.1.
 *
 * @throws Problems of the data folder and its history; an Error with code EADDRINUSE.
 */
export async function startLoopback(options: LoopbackOptions = {}): Promise<Loopback> {
  const root = dataFolder(options.dataDir);
  const server = Fastify({
    logger: false,
    http: headerLimits(options.slowSenders ?? {}),
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    // What is not even an address passes no hook: it gets the headers and no word of what it asked.
    frameworkErrors: (_error, _request, reply) => {
      reply.headers(headersOf(newNonce()));
      return refuse(reply as FastifyReply, 400, NOT_UNDERSTOOD);
    },
  });
  const note = faultLog(root);
  const log = (fault: unknown): void => {
    note(fault);
    options.log?.(fault);
  };
  const downloads = newDownloads();
  const events = newEventStream();
  const { stop, stopped } = onceEnded(endAll, log);
  const application = createApplication({
    dataDir: root,
    host: loopbackHost({
      allowedFolders: [sampleFolder(), uploadFolder(root), ...(options.allow ?? [])].map((folder) =>
        resolve(folder),
      ),
      offerDownload: downloads.offer,
      // Later, so that the answer to the one who asked gets out.
      quit: () => void setImmediate(() => void stop()),
      log,
    }),
  });
  async function endAll(): Promise<void> {
    await application.close();
    events.close();
    await server.close();
  }

  const session = newSession();
  const port = (): number => (server.server.address() as AddressInfo).port;
  giveUpSilentBodies(server, options.slowSenders ?? {});
  await server.register(fastifyCookie);
  guard(server, session, port, log);
  serveSession(server, session, port);
  await servePages(server, options.pages ?? rendererFolder());
  serveCalls(server, application, events, log);
  serveFiles(
    server,
    root,
    downloads,
    options.mostUploadedBytes ?? MOST_UPLOADED_BYTES,
    application.admit,
  );
  application.onEvent(events.send);
  try {
    await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  } catch (error) {
    await stop();
    throw error;
  }
  for (const place of options.opened ?? []) application.openPlace(place);
  return {
    port: port(),
    root,
    application,
    openingUrl: () => `http://127.0.0.1:${port()}/open?token=${session.newToken()}`,
    offerDownload: downloads.offer,
    stop,
    stopped,
  };
}

/** What every request has to pass before any of it is read, and every answer carries. */
function guard(
  server: FastifyInstance,
  session: Session,
  port: () => number,
  log: LoopbackOptions['log'],
): void {
  server.addHook('onRequest', async (request, reply) => {
    const nonce = newNonce();
    reply.headers(headersOf(nonce));
    nonces.set(reply, nonce);
    if (!isOwnRequest(request.headers, port())) return refuse(reply, 403, NOT_ALLOWED);
    if (request.routeOptions.url === OPENING) return;
    if (!session.holds(request.cookies[cookieName(port())])) return refuse(reply, 401, NO_SESSION);
    if (!NEEDS_NO_KEY.has(request.routeOptions.url ?? '') && !session.holdsKey(keyOf(request)))
      return refuse(reply, 401, NO_SESSION);
  });
  server.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'Not found.\n'));
  server.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return refuse(reply, status, NOT_UNDERSTOOD);
    log?.(error);
    return refuse(reply, status, 'Failed.\n');
  });
}

function headersOf(nonce: string): Record<string, string> {
  return {
    ...SECURITY_HEADERS,
    'content-security-policy': contentSecurityPolicy(nonce),
    'cache-control': 'no-store',
  };
}

const OPENING = '/open';
/** The page and its files, which hold nothing of anybody's, and downloads, whose names are secrets themselves. */
const NEEDS_NO_KEY: ReadonlySet<string> = new Set(['/', '/assets/*', '/download/:id']);

/** A stream of events cannot have headers of its own. */
function keyOf({ headers, query, routeOptions }: FastifyRequest): unknown {
  return routeOptions.url === EVENTS
    ? (query as { readonly key?: unknown }).key
    : headers[SESSION_KEY_HEADER];
}

const EVENTS = '/events';
const nonces = new WeakMap<FastifyReply, string>();

function refuse(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(text);
}

function serveSession(server: FastifyInstance, session: Session, port: () => number): void {
  server.get<{ Querystring: { token?: unknown } }>(OPENING, (request, reply) => {
    const opened = session.exchange(request.query.token);
    // The browser that the program was opened in comes back to it by the same link.
    if (opened === null && session.holds(request.cookies[cookieName(port())]))
      return reply.redirect('/', 303);
    if (opened === null)
      return reply
        .code(403)
        .type('text/html; charset=utf-8')
        .send(spentLinkPage(nonces.get(reply)!));
    return (
      reply
        .setCookie(cookieName(port()), opened.cookie, {
          path: '/',
          httpOnly: true,
          sameSite: 'strict',
        })
        // Behind the mark, where the page reads it and no request ever carries it.
        .redirect(`/#key=${opened.key}`, 303)
    );
  });
}

/** The interface: the page with a nonce of its own at each answer, and the assets under it. */
async function servePages(server: FastifyInstance, pages: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: join(pages, 'assets'),
    prefix: '/assets/',
    index: false,
    decorateReply: false,
    cacheControl: false,
    // Their names carry a hash of what they hold.
    setHeaders: (reply) => reply.header('cache-control', 'public, max-age=31536000, immutable'),
  });
  server.get('/', async (_request, reply) => {
    const html = await readFile(join(pages, 'index.html'), 'utf8');
    return reply.type('text/html; charset=utf-8').send(pageWithNonce(html, nonces.get(reply)!));
  });
}

/** The API map, and the events beside it. */
function serveCalls(
  server: FastifyInstance,
  application: Application,
  events: EventStream,
  log: LoopbackOptions['log'],
): void {
  readCallBodies(server);
  server.post<{ Params: { name: string } }>('/api/:name', async (request, reply) => {
    const answer = await dispatch(application, request.params.name, request.body, log);
    return reply.code(answer.ok ? 200 : statusOf(answer.problem.code)).send(answer);
  });
  server.get(EVENTS, (request, reply) => {
    reply.hijack();
    const headers = reply.getHeaders() as Record<string, string>;
    reply.raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
    events.add(reply.raw, request.headers['last-event-id']?.toString());
  });
}

function statusOf(code: string): number {
  if (code === 'api.unknown-call') return 404;
  // A problem is an answer like another; only a call that nobody could answer is a fault of the page.
  return code === 'api.invalid-input' ? 400 : 200;
}

/** The answer where an upload was not kept. */
function notKept(reply: FastifyReply, thrown: unknown): ApiReply {
  const problem = plainProblem(asProblem(thrown));
  void reply.code(problem.kind === 'usage' ? 400 : 500);
  return { ok: false, problem };
}

/** Files that the browser hands over, and those it fetches. */
function serveFiles(
  server: FastifyInstance,
  root: string,
  downloads: Downloads,
  mostBytes: number,
  admit: Application['admit'],
): void {
  void server.register(async (files) => {
    files.removeAllContentTypeParsers();
    files.addContentTypeParser(
      'application/octet-stream',
      { bodyLimit: mostBytes },
      (_request, body, done) => done(null, body),
    );
    files.post<{ Querystring: { name?: unknown }; Body: Readable }>(
      '/upload',
      {
        bodyLimit: mostBytes,
        onRequest: async (request, reply) => {
          try {
            admit(WORK);
            refuseTooLarge(Number(request.headers['content-length'] ?? 0), mostBytes);
          } catch (thrown) {
            // Not one byte of it is waited for.
            void reply.header('connection', 'close');
            return reply.send(notKept(reply, thrown));
          }
        },
      },
      async (request, reply): Promise<ApiReply> => {
        try {
          const place = await keepUpload(root, request.query.name, request.body, mostBytes);
          return { ok: true, value: { place } };
        } catch (thrown) {
          return notKept(reply, thrown);
        }
      },
    );
  });
  server.get<{ Params: { id: string } }>('/download/:id', async (request, reply) => {
    const download = downloads.take(request.params.id);
    const facts = download && (await stat(download.path).catch(() => null));
    if (!download || !facts?.isFile()) return refuse(reply, 404, 'Not found.\n');
    return reply
      .headers({
        'content-disposition': attachment(download.name),
        'content-length': facts.size,
      })
      .type('application/octet-stream')
      .send(createReadStream(download.path));
  });
}

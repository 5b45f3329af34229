import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { openApiDocument } from '../../core/contract/rest/openapi.ts';
import { Problem } from '../../core/contract/problem.ts';
import { faultLog } from '../app/fault-log.ts';
import { dataFolder, historyFile, uploadFolder } from '../data-folder/data-folder.ts';
import { newSession, processSigner } from '../history/audit/session.ts';
import { openHistory } from '../history/history.ts';
import { readCallBodies } from '../loopback/call-body.ts';
import { newEventStream } from '../loopback/event-stream.ts';
import { loopbackHost } from '../loopback/host.ts';
import { onceEnded } from '../loopback/once-ended.ts';
import { giveUpSilentBodies, headerLimits } from '../loopback/slow-senders.ts';
import type { SlowSenders } from '../loopback/slow-senders.ts';
import { sampleFolder } from '../program-folder.ts';
import { createApplication } from '../program/application.ts';
import { softwareVersion } from '../software-version.ts';
import { SECURITY_HEADERS } from '../web-policy.ts';
import { DOCS_PATHS, serveDocs } from './docs-page.ts';
import { endedJobs } from './request/ended-jobs.ts';
import { bearer, isMeantForHere } from './guard.ts';
import { answerProblems, sendProblem } from './problem-reply.ts';
import { refused } from './request/refused.ts';
import type { RestContext } from './request/rest-context.ts';
import { serveRoutes } from './routes.ts';

export interface RestOptions {
  readonly dataDir?: string | undefined;
  /** 0 or absent: one that is free. */
  readonly port?: number;
  /** Beyond this computer only with a certificate. */
  readonly bind?: string;
  /** The files of a certificate and its key, PEM. */
  readonly tls?: { readonly cert: string; readonly key: string } | null;
  /** Folders whose files may be named, beside the samples and what was uploaded. */
  readonly allow?: readonly string[];
  /** How many requests a token may make in a minute. */
  readonly requestsPerMinute?: number;
  readonly slowSenders?: SlowSenders;
  readonly log?: (fault: unknown) => void;
}

export interface RestServer {
  readonly address: string;
  readonly port: number;
  /** The data folder. */
  readonly root: string;
  stop(): Promise<void>;
  /** Resolves when the server has ended. */
  readonly stopped: Promise<void>;
}

const REQUESTS_PER_MINUTE = 1200;
/** A whole request has to be there by then. */
const REQUEST_MS = 15 * 60_000;
const MOST_CONNECTIONS = 500;
/** The events that are told; the others are the window's own. */
const TOLD: ReadonlySet<string> = new Set([
  'progress',
  'job.ended',
  'run.changed',
  'exceptions.changed',
  'audit.changed',
]);
/** What holds nothing of anybody's and needs no token. */
const OPEN: ReadonlySet<string> = new Set(['/openapi.json', ...DOCS_PATHS]);

/**
 * Serves the API (RULES.md section 23).
 *
 * @throws Problems of the data folder and its history, `api.certificate`; an Error with code EADDRINUSE or the like.
 */
export async function startRest(options: RestOptions = {}): Promise<RestServer> {
  const { bind = '127.0.0.1', slowSenders = {} } = options;
  const root = dataFolder(options.dataDir);
  const tls = options.tls ? await certificate(options.tls) : null;
  const note = faultLog(root);
  const log = (fault: unknown): void => {
    note(fault);
    options.log?.(fault);
  };
  const own = {
    scheme: tls === null ? ('http' as const) : ('https' as const),
    isLoopback: ['127.0.0.1', '::1', 'localhost'].includes(bind),
    get port() {
      return (server.server.address() as AddressInfo).port;
    },
  };
  const limits = headerLimits(slowSenders);
  const server = Fastify({
    logger: false,
    ...(tls === null ? { http: limits } : { https: { ...limits, ...tls, minVersion: 'TLSv1.2' } }),
    requestTimeout: REQUEST_MS,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    frameworkErrors: (_error, _request, reply) => {
      void reply.headers(HEADERS);
      return sendProblem(reply as never, refused('api.malformed'));
    },
  }) as unknown as FastifyInstance;
  server.server.maxConnections = MOST_CONNECTIONS;
  const { stop, stopped } = onceEnded(endAll, log);
  const allowed = [sampleFolder(), uploadFolder(root), ...(options.allow ?? [])];
  const application = createApplication({
    dataDir: root,
    address: 'API',
    signer: processSigner(),
    host: loopbackHost({
      allowedFolders: allowed.map((folder) => resolve(folder)),
      offerDownload: () => '',
      quit: () => void setImmediate(() => void stop()),
      log,
    }),
  });
  const history = openHistory(historyFile(root), { session: newSession('API') });
  async function endAll(): Promise<void> {
    await application.close();
    context.events.close();
    await server.close();
    history.close();
  }
  const context: RestContext = {
    ...{ root, application, history, log },
    ended: endedJobs(),
    events: newEventStream(),
    now: Date.now,
  };
  application.onEvent(context.ended.hear);
  application.onEvent((event) => {
    if (TOLD.has(event.name)) context.events.send(event);
  });
  try {
    answerProblems(server, log);
    guard(server, context, own);
    giveUpSilentBodies(server, slowSenders);
    await limitRates(server, options.requestsPerMinute ?? REQUESTS_PER_MINUTE);
    await server.register(fastifyStatic, { root, serve: false });
    readCallBodies(server);
    serveRoutes(server, context);
    serveDocs(server);
    const document = JSON.stringify(openApiDocument(softwareVersion()));
    server.get('/openapi.json', (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(document),
    );
    await server.listen({ host: bind, port: options.port ?? 0 });
  } catch (error) {
    await stop();
    throw error;
  }
  const name = bind.includes(':') ? `[${bind}]` : bind;
  const address = `${own.scheme}://${name}:${own.port}`;
  return { address, port: own.port, root, stop, stopped };
}

const HEADERS: Readonly<Record<string, string>> = {
  ...SECURITY_HEADERS,
  'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
};

/** What every request has to pass before any of its body is read, and every answer carries. */
function guard(
  server: FastifyInstance,
  { history, now, log }: RestContext,
  own: Parameters<typeof isMeantForHere>[1],
): void {
  server.decorateRequest('token', null);
  server.addHook('onRequest', async (request, reply) => {
    void reply.headers(HEADERS);
    if (!isMeantForHere(request.headers, own)) throw refused('api.foreign-host');
    if (OPEN.has(request.routeOptions.url ?? '')) return;
    const token = bearer(history, request.headers, now());
    request.token = token;
    try {
      history.noteApiTokenUse(token);
    } catch (fault) {
      // A history that is full or busy holds up no reading.
      log(fault);
    }
  });
}

async function limitRates(server: FastifyInstance, max: number): Promise<void> {
  await server.register(fastifyRateLimit, {
    max,
    timeWindow: 60_000,
    keyGenerator: ({ token, ip }) => token?.id ?? ip,
    errorResponseBuilder: (_request, { ttl }) =>
      refused('api.too-many-requests', { details: { seconds: Math.ceil(ttl / 1000) } }),
  });
}

async function certificate(files: NonNullable<RestOptions['tls']>) {
  try {
    const read = { cert: await readFile(files.cert), key: await readFile(files.key) };
    createSecureContext(read);
    return read;
  } catch (cause) {
    throw new Problem(
      {
        kind: 'usage',
        code: 'api.certificate',
        message: `The certificate or its key cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
        hint: 'Name the PEM files of a certificate and of the key that belongs to it.',
      },
      cause,
    );
  }
}

import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import S3rver from '@20minutes/s3rver';
import account from '@20minutes/s3rver/lib/models/account.js';
import type { S3Answer } from './s3-answer.ts';
import type { S3Request } from './s3-request.ts';
import type { Keys } from './signature.ts';

/** The S3 server from the package, and the way to it. */
export interface S3rverBehind {
  /** Passes a request on as it was signed: the server verifies it. */
  forward(request: S3Request): Promise<S3Answer>;
  /** Passes a request on without its signature. */
  ask(request: Pick<S3Request, 'method' | 'url' | 'headers' | 'body'>): Promise<S3Answer>;
  close(): Promise<void>;
}

const NOT_PASSED_ON: ReadonlySet<string> = new Set(['connection', 'expect', 'content-length']);

export async function s3rverBehind(
  directory: string,
  buckets: readonly { readonly name: string }[],
  keys: Keys,
): Promise<S3rverBehind> {
  account.DUMMY_ACCOUNT.createKeyPair(keys.accessKeyId, keys.secretAccessKey);
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    vhostBuckets: false,
    configureBuckets: buckets.map(({ name }) => ({ name })),
  });
  const { port } = await server.run();
  const agent = new Agent({ keepAlive: true });

  async function send(
    method: string,
    path: string,
    headers: S3Request['headers'],
    body: Buffer,
  ): Promise<S3Answer> {
    const passed = Object.entries(headers).filter(
      ([name, value]) => value !== undefined && !NOT_PASSED_ON.has(name),
    );
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      agent,
      method,
      path,
      headers: { ...Object.fromEntries(passed), 'content-length': body.length },
    });
    request.end(body);
    const [response] = await once(request, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    return {
      status: response.statusCode,
      headers: answerHeaders(response.headers),
      body: Buffer.concat(chunks),
    };
  }

  return {
    forward: ({ method, url, headers, body }) => send(method, url, headers, body),
    ask: ({ method, url, headers, body }) =>
      send(method, url, { ...headers, authorization: undefined }, body),
    async close() {
      agent.destroy();
      server.httpServer.closeAllConnections();
      await server.close();
    },
  };
}

function answerHeaders(headers: Record<string, string | string[]>): Record<string, string> {
  const left = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date']);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      left.has(name) ? [] : [[name, String(value)]],
    ),
  );
}

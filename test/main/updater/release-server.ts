import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ownCertificate } from '../../s3/certificate.ts';

/** What a path of the server is answered with. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server on this machine that publishes versions, and a certificate file by which it is trusted. */
export interface ReleaseServer {
  /** With a slash at its end. */
  readonly url: string;
  readonly caFile: string;
  /** By path, without the query. */
  readonly answers: Map<string, Answer>;
  /** What was asked for so far. */
  readonly asked: IncomingMessage[];
  close(): Promise<void>;
}

/**
 * @param folder for the certificate.
 * @param names of servers that it stands in for.
 */
export async function releaseServer(
  folder: string,
  names: readonly string[] = [],
): Promise<ReleaseServer> {
  const { cert, key } = await ownCertificate(names);
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, cert);
  const answers = new Map<string, Answer>();
  const asked: IncomingMessage[] = [];
  const server = createServer({ cert, key }, (request, response) => {
    asked.push(request);
    const answer = answers.get(request.url!.split('?', 1)[0]!);
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}/`,
    caFile,
    answers,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A proxy that leads wherever it is asked to one server on this machine. */
export async function proxyTo(server: ReleaseServer): Promise<{ url: string; close(): void }> {
  const to = Number(new URL(server.url).port);
  const proxy = createHttpServer();
  proxy.on('connect', (_request, socket) => {
    const way = connect(to, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      way.pipe(socket).pipe(way);
    });
    for (const end of [way, socket])
      end.on('error', () => [way, socket].forEach((each) => each.destroy()));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: () => void proxy.close(),
  };
}

function sha512(bytes: Buffer): string {
  return createHash('sha512').update(bytes).digest('base64');
}

/** What electron-builder publishes beside a file. */
export function updateInfo(version: string, file: string, bytes: Buffer): string {
  const sum = sha512(bytes);
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${file}`,
    `    sha512: ${sum}`,
    `    size: ${bytes.length}`,
    `path: ${file}`,
    `sha512: ${sum}`,
    "releaseDate: '2026-12-01T10:00:00.000Z'",
    '',
  ].join('\n');
}

export const bytes =
  (body: Buffer | string): Answer =>
  (_request, response) =>
    void response.writeHead(200, { 'content-length': Buffer.byteLength(body) }).end(body);

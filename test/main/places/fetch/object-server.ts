import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { remoteServer } from '../remote/remote-server.ts';
import type { RemoteServer } from '../remote/remote-server.ts';

/** A web server with one object that knows ETags, ranges and conditions, as the storages of presigned addresses do. */
export interface ObjectServer extends RemoteServer {
  readonly url: string;
  /** What lies there now. */
  bytes: Buffer;
  /** What happens to the nth request that has a body to send, counted from 1; null: nothing. */
  fault: Fault | null;
}

/** Returns true where it has answered itself. `body` is what would be sent, with a right header. */
export type Fault = (context: {
  readonly n: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly from: number;
  readonly body: Buffer;
  readonly send: (body: Buffer) => void;
}) => boolean;

export const etagOf = (bytes: Uint8Array): string =>
  `"${createHash('md5').update(bytes).digest('hex')}"`;

/** Bytes of no pattern, so that a part in a wrong place shows. */
export const noise = (bytes: number): Buffer => randomBytes(bytes);

export async function objectServer(bytes: Buffer, headers = {}): Promise<ObjectServer> {
  let n = 0;
  const server = await remoteServer((request, response) => {
    const etag = etagOf(object.bytes);
    if (request.headers['if-match'] !== undefined && request.headers['if-match'] !== etag)
      return void response.writeHead(412).end();
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const from = Number(first ?? 0);
    const to = Math.min(object.bytes.length, last ? Number(last) + 1 : object.bytes.length);
    const body = object.bytes.subarray(from, to);
    const send = (sent: Buffer): void => {
      response.writeHead(first === undefined ? 200 : 206, {
        etag,
        'content-length': body.length,
        'last-modified': 'Tue, 24 Nov 2026 10:00:00 GMT',
        ...(first !== undefined && {
          'content-range': `bytes ${from}-${to - 1}/${object.bytes.length}`,
        }),
        ...headers,
      });
      if (sent.length === body.length) response.end(sent);
      else response.write(sent);
    };
    if (object.fault?.({ n: ++n, request, response, from, body, send })) return;
    send(body);
  });
  const object: ObjectServer = {
    ...server,
    url: `${server.origin}/month-end/ledger.csv`,
    bytes,
    fault: null,
  };
  return object;
}

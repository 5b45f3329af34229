import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { awsBehaviour } from './aws-behaviour.ts';
import { ownCertificate } from './certificate.ts';
import { faultList } from './faults.ts';
import type { Fault, Faults } from './faults.ts';
import type { S3Answer } from './s3-answer.ts';
import { s3Request } from './s3-request.ts';
import type { S3Request } from './s3-request.ts';
import { s3rverBehind } from './s3rver-behind.ts';
import type { Keys } from './signature.ts';
import type { BucketOptions, Memory } from './stored-objects.ts';

/**
 * A local S3 for the tests: `@20minutes/s3rver`, the one S3 server on npm that is still kept up. It stores the
 * objects and verifies signatures, ranges and multipart uploads. It knows neither the checksums that
 * today's clients send, nor If-Match, versions, encryption, requester pays, or how to abort an upload. A
 * gateway in front of it adds those as AWS documents them, writes down what is asked, and can fail in
 * every way that a network or a storage fails in.
 */
export interface S3Server {
  readonly endpoint: string;
  /** PEM; null without https. */
  readonly certificate: string | null;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What was asked from outside, in order. */
  readonly requests: readonly S3Request[];
  readonly faults: Faults;
  /** Uploads in parts that were neither completed nor aborted. */
  readonly unfinishedUploads: number;
  /** Stores an object without being asked from outside. */
  put(
    bucket: string,
    key: string,
    body: Uint8Array | string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<void>;
  /** Stores an object as an upload in parts would have it, with the CRC-32 of its parts. */
  putInParts(bucket: string, key: string, parts: readonly Uint8Array[]): Promise<void>;
  /** The bytes of an object; null where there is none. */
  bytes(bucket: string, key: string): Promise<Buffer | null>;
  keys(bucket: string): Promise<string[]>;
  close(): Promise<void>;
}

export interface S3ServerOptions {
  readonly buckets: readonly (string | BucketOptions)[];
  readonly https?: boolean;
  readonly keys?: Keys & { readonly sessionToken?: string };
}

const KEYS: Keys = {
  accessKeyId: 'AKIATESTTESTTESTTEST',
  secretAccessKey: 'not/a+secret/of/anyone',
};

export async function s3Server(options: S3ServerOptions): Promise<S3Server> {
  const keys = options.keys ?? KEYS;
  const buckets = options.buckets.map((one) => (typeof one === 'string' ? { name: one } : one));
  const memory: Memory = {
    buckets: new Map(buckets.map((bucket) => [bucket.name, bucket])),
    objects: new Map(),
    uploads: new Map(),
  };
  const directory = await mkdtemp(join(tmpdir(), 'thrive-s3-'));
  const behind = await s3rverBehind(directory, buckets, keys);
  const behaviour = awsBehaviour(memory, behind, keys);
  const faults = faultList();
  const requests: S3Request[] = [];

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
    const sent = s3Request(
      message.method ?? 'GET',
      message.url ?? '/',
      message.headers,
      Buffer.concat(chunks),
    );
    requests.push(sent);
    const fault = faults.take(sent);
    if (fault?.kind === 'reset') return void message.socket.resetAndDestroy();
    if (fault?.kind === 'answer') return send(response, sent, fault.answer);
    if (fault?.kind === 'stall' && fault.bytes === null) {
      await faults.released();
      return void message.socket.destroy();
    }
    const request =
      fault?.kind === 'flip-request' ? { ...sent, body: flipped(sent.body, fault.at) } : sent;
    const right = await behaviour.answer(request);
    if (fault?.kind === 'meanwhile') await fault.run();
    if (fault === null || !cutsShort(fault)) return send(response, sent, altered(right, fault));
    sendHead(response, right);
    const bytes = fault.bytes ?? 0;
    if (bytes > 0) await new Promise((done) => response.write(right.body.subarray(0, bytes), done));
    else response.flushHeaders();
    switch (fault.kind) {
      case 'reset-after':
        return void message.socket.resetAndDestroy();
      case 'truncate':
        return void message.socket.end();
      case 'stall':
        await faults.released();
        return void message.socket.destroy();
    }
  };
  const handler = (message: IncomingMessage, response: ServerResponse): void => {
    answer(message, response).catch((fault: unknown) => {
      // The other side has gone, or the gateway itself is wrong: the test sees a broken connection.
      response.destroy(fault instanceof Error ? fault : new Error(String(fault)));
    });
  };
  const tls = options.https === true ? await ownCertificate() : null;
  const server = tls ? createHttpsServer(tls, handler) : createHttpServer(handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const own = async (
    method: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body: Uint8Array | string = '',
  ): Promise<S3Answer> => {
    const bytes = Buffer.from(body);
    const done = await behaviour.own(s3Request(method, path, headers, bytes));
    if (done.status >= 400 && done.status !== 404)
      throw new Error(`${method} ${path}: ${done.status} ${done.body.toString()}`);
    return done;
  };

  return {
    endpoint: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    certificate: tls?.cert ?? null,
    accessKeyId: keys.accessKeyId,
    secretAccessKey: keys.secretAccessKey,
    requests,
    faults,
    get unfinishedUploads() {
      return memory.uploads.size;
    },
    async put(bucket, key, body, headers) {
      await own('PUT', pathOf(bucket, key), headers, body);
    },
    async putInParts(bucket, key, parts) {
      const path = pathOf(bucket, key);
      const begun = await own('POST', `${path}?uploads=`, { 'x-amz-checksum-algorithm': 'CRC32' });
      const id = /<UploadId>(.*?)</.exec(begun.body.toString())![1]!;
      const listed: string[] = [];
      for (const [at, part] of parts.entries()) {
        const sum = Buffer.alloc(4);
        sum.writeUInt32BE(crc32(part));
        const number = at + 1;
        const uploaded = await own(
          'PUT',
          `${path}?partNumber=${number}&uploadId=${id}`,
          { 'x-amz-checksum-crc32': sum.toString('base64') },
          part,
        );
        listed.push(
          `<Part><PartNumber>${number}</PartNumber><ETag>${uploaded.headers['etag']}</ETag></Part>`,
        );
      }
      await own(
        'POST',
        `${path}?uploadId=${id}`,
        { 'content-type': 'application/xml' },
        `<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`,
      );
    },
    async bytes(bucket, key) {
      const got = await own('GET', pathOf(bucket, key));
      return got.status === 200 ? got.body : null;
    },
    async keys(bucket) {
      const listed = await own('GET', `/${bucket}?list-type=2`);
      return [...listed.body.toString().matchAll(/<Key>(.*?)<\/Key>/gs)].map(([, key]) => key!);
    },
    async close() {
      faults.clear();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await behind.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function pathOf(bucket: string, key: string): string {
  return `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
}

type Short = Extract<Fault, { readonly kind: 'reset-after' | 'truncate' | 'stall' }>;

function cutsShort(fault: Fault): fault is Short {
  return fault.kind === 'reset-after' || fault.kind === 'truncate' || fault.kind === 'stall';
}

function altered(answer: S3Answer, fault: Fault | null): S3Answer {
  if (fault?.kind === 'flip') return { ...answer, body: flipped(answer.body, fault.at) };
  if (fault?.kind !== 'wrong-checksum') return answer;
  const headers = Object.entries(answer.headers).map(([name, value]) =>
    /^x-amz-checksum-(?!type)/.test(name) ? [name, otherSum(value)] : [name, value],
  );
  return { ...answer, headers: Object.fromEntries(headers) };
}

function otherSum(base64: string): string {
  return flipped(Buffer.from(base64, 'base64'), 0).toString('base64');
}

function flipped(bytes: Buffer, at: number): Buffer {
  const other = Buffer.from(bytes);
  if (at < other.length) other[at]! ^= 1;
  return other;
}

function sendHead(response: ServerResponse, { status, headers, body }: S3Answer): void {
  response.writeHead(status, {
    ...headers,
    // The answer to a HEAD has the length of the body that it does not bring.
    'content-length': body.length > 0 ? body.length : (headers['content-length'] ?? 0),
    'x-amz-request-id': 'A1B2C3D4E5F60718',
  });
}

function send(response: ServerResponse, { method }: S3Request, answer: S3Answer): void {
  if (answer.status === 304 || answer.status === 204)
    return void response.writeHead(answer.status, answer.headers).end();
  sendHead(response, answer);
  response.end(method === 'HEAD' ? undefined : answer.body);
}

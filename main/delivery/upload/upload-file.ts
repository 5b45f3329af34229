import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';
import type { Encryption } from '../../../core/contract/api/delivery.ts';
import type { RemoteAccess } from '../../../core/contract/api/places.ts';
import { asProblem, runCancelled } from '../../../core/contract/problem.ts';
import type { Problem } from '../../../core/contract/problem.ts';
import { patientConnection } from '../../places/remote/patience.ts';
import { silence } from '../../places/remote/remote-problem.ts';
import { withRetries } from '../../places/remote/retries.ts';
import { s3Place } from '../../places/s3/s3-address.ts';
import { objectHeaders } from '../../places/s3/s3-client.ts';
import { deedOf } from '../../places/s3/s3-object.ts';
import { s3Problem, statusOf } from '../../places/s3/s3-problem.ts';
import { changedFile, noCustomerKey, notAsSent } from './delivery-problem.ts';

const MOST_PARTS = 10_000;
/** In memory at a time, each a part. */
const PARTS_AT_A_TIME = 3;
const PATIENCE_MS = 60_000;
/** The slowest line that a part is waited for on. */
const SLOWEST_BYTES_PER_MS = 64;

/** The way to the bucket, and how things are put there. */
export interface Upload {
  readonly client: S3Client;
  readonly access: RemoteAccess;
  readonly bucket: string;
  readonly encryption: Encryption;
  /** False once the storage has said that it does not know checksums beside Content-MD5, or not those of parts. */
  checksums: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes: (count: number) => void;
  readonly onRetry: (problem: Problem) => void;
  readonly firstWaitMs?: number | undefined;
}

/** The same for files. */
export interface FileUpload extends Upload {
  /** Up to this size an object is sent at once, and beyond it in parts of this size. */
  readonly partBytes: number;
}

/**
 * Puts bytes under a key, and looks whether they lie there as sent. Throws Problems of kind
 * `source-unreadable` for the way, of kind `delivery-failed` for the bytes; `run.cancelled`.
 */
export async function uploadBytes(upload: Upload, key: string, bytes: Buffer): Promise<void> {
  const { client, bucket, encryption, access } = upload;
  const sums = sumsOf(bytes);
  const { ETag } = await asked(upload, key, bytes.length, (abortSignal) =>
    client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: bytes,
        ContentType: contentType(key),
        ContentMD5: sums.md5.toString('base64'),
        ...(upload.checksums && { ChecksumSHA256: sums.sha256.toString('base64') }),
        ...objectHeadersFor(encryption, access),
      }),
      { abortSignal },
    ),
  );
  upload.onBytes(bytes.length);
  await verify(upload, key, bytes.length, ETag, sums.md5.toString('hex'));
}

/** The same for a file, which must have the SHA-256 that is told; large ones go in parts. */
export async function uploadFile(
  upload: FileUpload,
  key: string,
  file: {
    readonly name: string;
    readonly path: string;
    readonly bytes: number;
    readonly sha256: string;
  },
): Promise<void> {
  const handle = await open(file.path, 'r').catch(() => {
    throw changedFile(file.name);
  });
  try {
    if ((await handle.stat()).size !== file.bytes) throw changedFile(file.name);
    if (file.bytes > upload.partBytes) return await uploadParts(upload, key, handle, file);
    const bytes = await piece(handle, 0, file.bytes);
    if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
      throw changedFile(file.name);
    await uploadBytes(upload, key, bytes);
  } finally {
    await handle.close();
  }
}

async function uploadParts(
  upload: FileUpload,
  key: string,
  handle: FileHandle,
  {
    name,
    bytes,
    sha256,
  }: { readonly name: string; readonly bytes: number; readonly sha256: string },
): Promise<void> {
  const { client, bucket, encryption, access, signal } = upload;
  const target = { Bucket: bucket, Key: key };
  const { UploadId } = await asked(upload, key, 0, (abortSignal) =>
    client.send(
      new CreateMultipartUploadCommand({
        ...target,
        ContentType: contentType(key),
        ...(upload.checksums && { ChecksumAlgorithm: 'SHA256' as const }),
        ...objectHeadersFor(encryption, access),
      }),
      { abortSignal },
    ),
  );
  const partBytes = Math.max(upload.partBytes, Math.ceil(bytes / MOST_PARTS));
  const count = Math.ceil(bytes / partBytes);
  const whole = createHash('sha256');
  const md5s: Buffer[] = [];
  const parts: CompletedPart[] = [];
  const failing = new AbortController();
  const parting: Upload = {
    ...upload,
    signal: signal ? AbortSignal.any([signal, failing.signal]) : failing.signal,
  };
  const sendPart = async (part: number, body: Buffer): Promise<void> => {
    const sums = sumsOf(body);
    md5s[part - 1] = sums.md5;
    const ChecksumSHA256 = sums.sha256.toString('base64');
    const { ETag } = await asked(parting, key, body.length, (abortSignal) =>
      client.send(
        new UploadPartCommand({
          ...target,
          UploadId,
          PartNumber: part,
          Body: body,
          ContentMD5: sums.md5.toString('base64'),
          ...(upload.checksums && { ChecksumSHA256 }),
          ...objectHeaders(access),
        }),
        { abortSignal },
      ),
    );
    parts[part - 1] = { PartNumber: part, ETag, ...(upload.checksums && { ChecksumSHA256 }) };
    upload.onBytes(body.length);
  };
  try {
    const sending = new Set<Promise<void>>();
    try {
      for (let part = 1; part <= count; part++) {
        const body = await piece(handle, (part - 1) * partBytes, partBytes);
        whole.update(body);
        const sent = sendPart(part, body).finally(() => sending.delete(sent));
        sending.add(sent);
        if (sending.size >= PARTS_AT_A_TIME) await Promise.race(sending);
      }
      await Promise.all(sending);
    } finally {
      failing.abort();
      await Promise.allSettled(sending);
    }
    if (whole.digest('hex') !== sha256) throw changedFile(name);
    const etag = await completed(upload, key, UploadId, parts);
    const md5 = createHash('md5').update(Buffer.concat(md5s)).digest('hex');
    await verify(upload, key, bytes, etag, `${md5}-${count}`);
  } catch (thrown) {
    // What was sent of it would be kept, and paid for, without being seen.
    await client
      .send(new AbortMultipartUploadCommand({ ...target, UploadId }))
      .catch(() => undefined);
    throw thrown;
  }
}

/** Makes one object of the parts; its ETag, where that is told. */
async function completed(
  upload: Upload,
  key: string,
  UploadId: string | undefined,
  Parts: CompletedPart[],
): Promise<string | undefined> {
  const { client, bucket, access } = upload;
  let tries = 0;
  const { ETag } = await asked(upload, key, 0, async (abortSignal) => {
    tries++;
    try {
      return await client.send(
        new CompleteMultipartUploadCommand({
          Bucket: bucket,
          Key: key,
          UploadId,
          MultipartUpload: { Parts: upload.checksums ? Parts : Parts.map(withoutChecksum) },
          ...objectHeaders(access),
        }),
        { abortSignal },
      );
    } catch (thrown) {
      // The first try has come through, and only its answer was lost.
      if (tries > 1 && (thrown as Error).name === 'NoSuchUpload') return { ETag: undefined };
      throw thrown;
    }
  });
  return ETag;
}

function withoutChecksum({ PartNumber, ETag }: CompletedPart): CompletedPart {
  return { PartNumber, ETag };
}

/** Looks whether an object has the size, and where its ETag is an MD5, the bytes that were sent. */
async function verify(
  upload: Upload,
  key: string,
  bytes: number,
  etag: string | undefined,
  md5: string,
): Promise<void> {
  const { client, bucket, access } = upload;
  const head = await asked(upload, key, 0, (abortSignal) =>
    client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ...objectHeaders(access) }), {
      abortSignal,
    }),
  ).catch((thrown: unknown) => {
    // Who may write need not be one who may read; the storage has verified the checksums that were sent.
    if (asProblem(thrown).code === 'source.no-permission') return null;
    throw thrown;
  });
  if (head === null) return;
  const encrypted =
    head.SSECustomerAlgorithm !== undefined || head.ServerSideEncryption?.startsWith('aws:kms');
  const told = head.ETag?.replaceAll('"', '');
  const isMd5 = !encrypted && told !== undefined && /^[0-9a-f]{32}(-\d+)?$/.test(told);
  if (
    head.ContentLength !== bytes ||
    (etag !== undefined && head.ETag !== etag) ||
    (isMd5 && told !== md5)
  )
    throw notAsSent(s3Place(bucket, key));
}

/** A request that is repeated where that may help, without checksums where the storage knows none. */
async function asked<T>(
  upload: Upload,
  key: string,
  bytes: number,
  request: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal, bucket, access, onRetry, firstWaitMs } = upload;
  return withRetries(
    async () => {
      const patience = PATIENCE_MS + bytes / SLOWEST_BYTES_PER_MS;
      const connection = patientConnection(signal, patience);
      try {
        return await request(connection.signal).catch((thrown: unknown) => {
          if (!upload.checksums || !knowsNoChecksums(thrown)) throw thrown;
          upload.checksums = false;
          return request(connection.signal);
        });
      } catch (thrown) {
        if (signal?.aborted) throw runCancelled();
        if (connection.silent()) throw silence(thrown, s3Place(bucket, key));
        throw s3Problem(thrown, deedOf({ bucket, key }, access, 's3:PutObject'));
      } finally {
        connection.close();
      }
    },
    { signal, firstWaitMs, onRetry },
  );
}

/** Swift takes a part's checksum, and calls it malformed when the upload is completed. */
function knowsNoChecksums(thrown: unknown): boolean {
  return statusOf(thrown) === 501 || /^(NotImplemented|MalformedXML)$/.test((thrown as Error).name);
}

function objectHeadersFor(encryption: Encryption, access: RemoteAccess) {
  const { RequestPayer, ...customer } = objectHeaders(access);
  const payer = RequestPayer && { RequestPayer };
  switch (encryption.kind) {
    case 'bucket':
      return { ...payer };
    case 'aes256':
      return { ...payer, ServerSideEncryption: 'AES256' as const };
    case 'kms':
      return {
        ...payer,
        ServerSideEncryption: 'aws:kms' as const,
        ...(encryption.keyId !== null && { SSEKMSKeyId: encryption.keyId }),
      };
    case 'customer':
      if (!access.secret?.customerKey) throw noCustomerKey();
      return { ...payer, ...customer };
  }
}

/** The bytes from an offset on, fewer at the end of the file. */
async function piece(handle: FileHandle, from: number, most: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(most);
  let got = 0;
  while (got < most) {
    const { bytesRead } = await handle.read(buffer, got, most - got, from + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return buffer.subarray(0, got);
}

function sumsOf(bytes: Buffer): { readonly sha256: Buffer; readonly md5: Buffer } {
  return {
    sha256: createHash('sha256').update(bytes).digest(),
    md5: createHash('md5').update(bytes).digest(),
  };
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

function contentType(key: string): string {
  return CONTENT_TYPES[/\.(\w+)$/.exec(key)?.[1] ?? ''] ?? 'application/octet-stream';
}

import type { IncomingMessage } from 'node:http';
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import type { HeadObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import type { RemoteAccess } from '../../../core/contract/api/places.ts';
import type { Problem } from '../../../core/contract/problem.ts';
import { proxyFor } from '../remote/network-agents.ts';
import type {
  Look,
  ObjectChecksum,
  ObjectFacts,
  Opening,
  RemoteObject,
} from '../remote/remote-object.ts';
import { remoteProblem, replaced } from '../remote/remote-problem.ts';
import type { S3Address } from './s3-address.ts';
import { s3Place } from './s3-address.ts';
import { objectHeaders, s3ClientFor } from './s3-client.ts';
import { failingWithItsSocket } from '../remote/socket-error.ts';
import { isWordless, noSuchVersion, s3Problem, statusOf } from './s3-problem.ts';
import type { S3Deed } from './s3-problem.ts';

/** An object as it is asked for: by whom, by which name, and how that is told where it fails. */
interface AskedObject {
  readonly place: string;
  readonly client: S3Client;
  readonly target: { readonly Bucket: string; readonly Key: string; readonly VersionId?: string };
  readonly deed: S3Deed;
}

/** An object of S3, or of a storage like it. Throws as {@link s3ClientFor} does. */
export function s3Object(address: S3Address, access: RemoteAccess): RemoteObject {
  const { bucket, key } = address;
  const { versionId } = access.s3;
  const asked: AskedObject = {
    place: s3Place(bucket, key),
    client: s3ClientFor(access),
    target: {
      Bucket: bucket,
      Key: key,
      ...(versionId && { VersionId: versionId }),
      ...objectHeaders(access),
    },
    deed: deedOf(address, access, versionId ? 's3:GetObjectVersion' : 's3:GetObject'),
  };
  return {
    place: asked.place,
    look: (etag, signal) => look(asked, etag, signal),
    read: (facts, from, to, signal) => read(asked, facts, from, to, signal),
    close: () => asked.client.destroy(),
  };
}

async function look(
  asked: AskedObject,
  etag: string | null,
  abortSignal: AbortSignal,
): Promise<Look> {
  const { client, target, deed } = asked;
  const options = { abortSignal };
  let head: HeadObjectCommandOutput;
  try {
    head = await client.send(
      new HeadObjectCommand({
        ...target,
        ChecksumMode: 'ENABLED',
        ...(etag !== null && { IfNoneMatch: etag }),
      }),
      options,
    );
  } catch (thrown) {
    if (abortSignal.aborted) throw thrown;
    if (etag !== null && statusOf(thrown) === 304) return { kind: 'unchanged' };
    const told = isWordless(thrown) ? await inWords(asked, thrown, abortSignal) : thrown;
    const problem = s3Problem(told, deed);
    throw (await isOtherVersion(asked, problem, abortSignal)) ? noSuchVersion(told, deed) : problem;
  }
  return {
    kind: 'there',
    facts: await factsOf(head, () => partBytesOf(asked, abortSignal)),
    body: null,
  };
}

/** An answer to HEAD has no body, and so not S3's own words: the same asked by GET has. */
async function inWords(
  { client, target }: AskedObject,
  thrown: unknown,
  abortSignal: AbortSignal,
): Promise<unknown> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ ...target, Range: 'bytes=0-0' }), {
      abortSignal,
    });
    (Body as { destroy?: () => void } | undefined)?.destroy?.();
    return thrown;
  } catch (told) {
    // A network that fails meanwhile, or an empty object, tells nothing about the first answer.
    return statusOf(told) === null || statusOf(told) === 416 ? thrown : told;
  }
}

/** Whether an object that is told to be missing is there in other versions: not every storage tells the two apart. */
async function isOtherVersion(
  { client, target: { VersionId, ...latest } }: AskedObject,
  { code }: Pick<Problem, 'code'>,
  abortSignal: AbortSignal,
): Promise<boolean> {
  if (VersionId === undefined || code !== 'source.missing') return false;
  return client.send(new HeadObjectCommand(latest), { abortSignal }).then(
    () => true,
    () => false,
  );
}

/** The size of the first part of an object that was uploaded in parts; null where it is not told. */
async function partBytesOf(
  { client, target }: AskedObject,
  abortSignal: AbortSignal,
): Promise<number | null> {
  try {
    const part = await client.send(new HeadObjectCommand({ ...target, PartNumber: 1 }), {
      abortSignal,
    });
    return part.ContentLength ?? null;
  } catch {
    // Not every storage answers that; the object is then checked by its size.
    return null;
  }
}

async function read(
  { place, client, target, deed }: AskedObject,
  facts: ObjectFacts,
  from: number,
  to: number | null,
  abortSignal: AbortSignal,
): Promise<Opening> {
  const whole = from === 0 && (to === null || to === facts.bytes);
  try {
    const answer = await client.send(
      new GetObjectCommand({
        ...target,
        ...(facts.etag !== null && { IfMatch: facts.etag }),
        ...(!whole && { Range: `bytes=${from}-${to === null ? '' : to - 1}` }),
      }),
      { abortSignal },
    );
    // In Node a body is the answer's own stream.
    const chunks = failingWithItsSocket(answer.Body as IncomingMessage);
    // Storages that do not know If-Match send whatever is there now.
    if (answer.ETag !== undefined && facts.etag !== null && answer.ETag !== facts.etag) {
      chunks.destroy();
      throw replaced(place);
    }
    if (!whole && answer.ContentRange === undefined) {
      chunks.destroy();
      throw noParts(place);
    }
    return { chunks, bytes: answer.ContentLength ?? null };
  } catch (thrown) {
    if (abortSignal.aborted) throw thrown;
    throw s3Problem(thrown, deed);
  }
}

/** What is asked of S3, as its problems are told: with the proxy that is on the way. */
export function deedOf(
  { bucket, key }: S3Address,
  { s3, network }: RemoteAccess,
  action: string,
): S3Deed {
  const host = s3.endpoint ?? `https://${bucket}.s3.amazonaws.com`;
  return { bucket, key, action, proxy: proxyFor(network, new URL(host)) };
}

function noParts(place: string): Error {
  return remoteProblem(
    'source.no-ranges',
    `The storage of ${place} returned the whole object instead of the requested part.`,
    'Tell the storage administrator that range requests are not supported.',
  );
}

async function factsOf(
  head: HeadObjectCommandOutput,
  partBytes: () => Promise<number | null>,
): Promise<ObjectFacts> {
  return {
    bytes: head.ContentLength ?? null,
    etag: head.ETag ?? null,
    modifiedAt: head.LastModified?.getTime() ?? null,
    versionId: head.VersionId ?? null,
    checksum: await checksumOf(head, partBytes),
    // Parts of what may change meanwhile would not fit together.
    ranges: head.ETag !== undefined,
  };
}

/**
 * The checksum that a HEAD tells, the strongest and quickest first. One of parts' checksums is usable
 * only with the size of the parts.
 */
async function checksumOf(
  head: HeadObjectCommandOutput,
  partBytes: () => Promise<number | null>,
): Promise<ObjectChecksum | null> {
  const told: [ObjectChecksum['algorithm'], string | undefined][] = [
    ['sha256', inHex(head.ChecksumSHA256)],
    ['sha1', inHex(head.ChecksumSHA1)],
    ['crc32', inHex(head.ChecksumCRC32)],
    ['md5', md5Of(head)],
    ['crc64nvme', inHex(head.ChecksumCRC64NVME)],
    ['crc32c', inHex(head.ChecksumCRC32C)],
  ];
  const known = told.flatMap(([algorithm, value]) => (value ? [{ algorithm, value }] : []));
  const whole = known.find(({ value }) => !value.includes('-'));
  if (whole) return { ...whole, partBytes: null };
  const [composite] = known;
  const bytes = composite ? await partBytes() : null;
  if (!composite || bytes === null || head.ContentLength === undefined) return null;
  // Parts of unequal size cannot be told from the first one.
  const parts = Math.max(1, Math.ceil(head.ContentLength / bytes));
  return composite.value.endsWith(`-${parts}`) ? { ...composite, partBytes: bytes } : null;
}

/** The number of parts, where there is one, stays behind a hyphen. */
function inHex(base64: string | undefined): string | undefined {
  if (base64 === undefined) return undefined;
  const [value, parts] = base64.split('-', 2) as [string, string?];
  const hex = Buffer.from(value, 'base64').toString('hex');
  return parts === undefined ? hex : `${hex}-${parts}`;
}

/** An ETag is an MD5 of the bytes, or of the parts' MD5s, unless KMS or a customer's key encrypts them. */
function md5Of(head: HeadObjectCommandOutput): string | undefined {
  const { ETag = '', ServerSideEncryption = '', SSECustomerAlgorithm } = head;
  if (ServerSideEncryption.startsWith('aws:kms') || SSECustomerAlgorithm !== undefined)
    return undefined;
  return /^"?([0-9a-f]{32}(?:-\d+)?)"?$/.exec(ETag)?.[1];
}

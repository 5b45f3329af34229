import { open, statfs } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Problem, runCancelled } from '../../../core/contract/problem.ts';
import type { Tell } from '../../../core/contract/steps.ts';
import { unwritable } from '../../data-folder/unwritable.ts';
import type { Summed } from '../remote/checksums.ts';
import { claimPartial } from './partial-download.ts';
import type { PartialDownload } from './partial-download.ts';
import { patientConnection } from '../remote/patience.ts';
import type { Look, ObjectFacts, Opening, RemoteObject } from '../remote/remote-object.ts';
import { networkProblem, remoteProblem, silence, truncated } from '../remote/remote-problem.ts';
import { waitBeforeRetry, worthRetrying } from '../remote/retries.ts';
import { sumOfFileBeside, sumOfFileHere } from './sum-file.ts';

const PARTS_AT_A_TIME = 4;
/** How often a part may fail without a byte of progress. */
const ATTEMPTS = 5;
/** And how often in all: each failure here came after some progress. */
const MOST_FAILURES = 100;
const WRITE_BYTES = 2 ** 20;
/** What the disk is left with, for the run and everyone else. */
const RESERVE_BYTES = 256 * 2 ** 20;

export interface DownloadOptions {
  readonly signal: AbortSignal | undefined;
  readonly onProgress: Tell;
  /** How long the other side may be silent. */
  readonly patienceMs: number;
  /** Of the parts that large objects come in. */
  readonly partBytes: number;
  /** See `withRetries`. */
  readonly firstWaitMs?: number | undefined;
  /** Bytes free for `folder`; asked of the system by default. */
  readonly freeBytes?: ((folder: string) => Promise<number>) | undefined;
}

/** All bytes of an object in a file that is not yet in its place. */
export interface Downloaded {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** What they were checked against; null: only their number. */
  readonly checkedBy: string | null;
  /** Deletes the file's folder, once the file has been moved. */
  discard(): Promise<void>;
}

/**
 * Brings an object into `folder`: large ones in parts, several at a time. What has arrived when it fails,
 * is cancelled or killed is gone on with the next time. Throws `source.no-space`, `source.checksum`,
 * `source.replaced`, what the object's functions throw, `run.cancelled`.
 */
export async function download(
  object: RemoteObject,
  { facts, body }: Extract<Look, { kind: 'there' }>,
  folder: string,
  id: string,
  options: DownloadOptions,
): Promise<Downloaded> {
  const { etag, bytes } = facts;
  const { partBytes } = options;
  const partial = await claimPartial(folder, id, { etag, bytes, partBytes });
  let file: FileHandle | null = null;
  try {
    const parts = partsOf(facts, partBytes);
    const known = parts.filter((_, part) => partial.done.has(part)).reduce(addLength, 0);
    if (bytes !== null) await refuseFullDisk(object.place, bytes - known, folder, options);
    file = await open(partial.file, partial.done.size > 0 ? 'r+' : 'w+', 0o600);
    const summed = await transfer(object, facts, body, { file, partial, parts, options });
    const size = (await file.stat()).size;
    if (bytes !== null && size !== bytes) throw truncated(object.place, size, bytes);
    await file.close();
    file = null;
    const { checksum } = facts;
    if (checksum && summed.other !== checksum.value) {
      await partial.discard();
      throw wrongChecksum(object.place, checksum.algorithm);
    }
    return {
      file: partial.file,
      bytes: size,
      sha256: summed.sha256,
      checkedBy: checksum?.algorithm ?? null,
      discard: () => partial.discard(),
    };
  } catch (thrown) {
    await file?.close();
    const replaced = thrown instanceof Problem && thrown.code === 'source.replaced';
    if (replaced || etag === null) await partial.discard();
    else await partial.leave();
    if (options.signal?.aborted) throw runCancelled();
    throw unwritable(thrown, folder);
  }
}

interface Part {
  readonly from: number;
  /** Null: to the end, wherever that is. */
  readonly to: number | null;
}

function partsOf({ bytes, ranges }: ObjectFacts, partBytes: number): readonly Part[] {
  if (bytes === null || !ranges || bytes <= partBytes) return [{ from: 0, to: bytes }];
  return Array.from({ length: Math.ceil(bytes / partBytes) }, (_, part) => ({
    from: part * partBytes,
    to: Math.min(bytes, (part + 1) * partBytes),
  }));
}

function addLength(sum: number, { from, to }: Part): number {
  return sum + ((to ?? from) - from);
}

interface Transfer {
  readonly file: FileHandle;
  readonly partial: PartialDownload;
  readonly parts: readonly Part[];
  readonly options: DownloadOptions;
}

/** Fetches what is missing and sums up everything, in the order of the bytes. */
async function transfer(
  object: RemoteObject,
  facts: ObjectFacts,
  body: Opening | null,
  { file, partial, parts, options }: Transfer,
): Promise<Summed> {
  const failing = new AbortController();
  const signal = options.signal
    ? AbortSignal.any([options.signal, failing.signal])
    : failing.signal;
  let done = parts.filter((_, part) => partial.done.has(part)).reduce(addLength, 0);
  const plain = done > 0 ? 'Resuming the download' : 'Fetching the source';
  let words = plain;
  let troubled: number | null = null;
  const tell = (): void => options.onProgress({ done, of: facts.bytes, unit: 'bytes', words });
  let first = usable(body, parts[0]!, facts) ? body : null;
  if (body && !first) leaveUnread(body);
  tell();

  // A small file is summed up in less time than a thread takes to start.
  const beside = parts.length > 1 || facts.bytes === null;
  const sum = beside ? sumOfFileBeside(partial.file, facts.checksum) : null;
  let summed = 0;
  /** The sums follow the parts that have arrived one after the other. */
  const follow = (): void => {
    while (summed < parts.length && partial.done.has(summed)) summed++;
    const last = parts[summed - 1];
    if (last?.to != null) sum?.upTo(last.to);
  };

  const missing = parts.map((_, part) => part).filter((part) => !partial.done.has(part));
  const fetchNext = async (): Promise<void> => {
    for (let part = missing.shift(); part !== undefined; part = missing.shift()) {
      const opened = part === 0 ? first : null;
      if (part === 0) first = null;
      await fetchPart(part, opened);
      // A power cut may take what is not yet on the disk. The checksum would tell; without one, the
      // part is not noted before it is there.
      if (facts.checksum === null) await file.datasync();
      await partial.finish(part);
      follow();
    }
  };
  const fetchPart = (part: number, opened: Opening | null): Promise<void> =>
    onePart(object, facts, parts[part]!, {
      file,
      opened,
      signal,
      patienceMs: options.patienceMs,
      firstWaitMs: options.firstWaitMs,
      onBytes(count) {
        done += count;
        // What went wrong is told until it goes on.
        if (troubled === part) [words, troubled] = [plain, null];
        tell();
      },
      onRetry(problem, waitMs) {
        troubled = part;
        words = `${problem.message} Trying again${waitMs >= 1000 ? ` in ${Math.round(waitMs / 1000)} s` : ''}`;
        tell();
      },
    });

  const fetchers = Array.from({ length: Math.min(PARTS_AT_A_TIME, missing.length) }, fetchNext);
  // The first failure ends the others; nothing may write to the file when it is closed.
  const failure = await Promise.all(fetchers).then(
    () => null,
    (thrown: unknown) => ({ thrown }),
  );
  if (failure) {
    failing.abort();
    await Promise.allSettled(fetchers);
    await sum?.close();
    if (first) leaveUnread(first);
    throw failure.thrown;
  }
  try {
    return await (sum ?? sumOfFileHere(partial.file, facts.checksum)).end();
  } finally {
    await sum?.close();
  }
}

/** Whether the first answer brings the whole first part, and no less. */
function usable(body: Opening | null, { from, to }: Part, facts: ObjectFacts): boolean {
  if (body === null) return false;
  return to === null || body.bytes === to - from || facts.bytes === null;
}

function leaveUnread({ chunks }: Opening): void {
  (chunks as { destroy?: () => void }).destroy?.();
}

interface PartOptions {
  readonly file: FileHandle;
  readonly opened: Opening | null;
  readonly signal: AbortSignal;
  readonly patienceMs: number;
  readonly firstWaitMs: number | undefined;
  readonly onBytes: (count: number) => void;
  readonly onRetry: (problem: Problem, waitMs: number) => void;
}

/** Fetches a part into its place in the file; what breaks off goes on where it broke off. */
async function onePart(
  object: RemoteObject,
  facts: ObjectFacts,
  { from, to }: Part,
  { file, opened, signal, patienceMs, firstWaitMs, onBytes, onRetry }: PartOptions,
): Promise<void> {
  let at = from;
  let failures = 0;
  let inVain = 0;
  let body = opened;
  while (to === null || at < to || (at === from && to === from)) {
    const before = at;
    const connection = patientConnection(signal, patienceMs);
    // The first answer was asked for under another signal.
    connection.signal.addEventListener('abort', () => body && leaveUnread(body));
    try {
      body ??= await object.read(facts, at, to, connection.signal);
      for await (const piece of gathered(connection.listen(body.chunks))) {
        const { bytes } = piece;
        if (to !== null && at + bytes > to) throw tooLong(object.place, facts.bytes ?? to);
        await writeAll(file, piece, at);
        at += bytes;
        onBytes(bytes);
      }
      if (to === null || at === to) return;
      throw truncated(object.place, at, facts.bytes ?? to);
    } catch (thrown) {
      // Its last byte has come, whatever has become of the connection since.
      if (to !== null && at === to && at > before) return;
      if (signal.aborted) throw thrown;
      const problem = connection.silent()
        ? silence(thrown, object.place)
        : brokenOff(thrown, object.place, at, facts.bytes);
      if (!(problem instanceof Problem) || !worthRetrying(problem)) throw problem;
      failures++;
      inVain = facts.ranges && at > before ? 1 : inVain + 1;
      if (inVain >= ATTEMPTS || failures >= MOST_FAILURES) throw problem;
      // Without ranges there is nothing to go on from.
      if (!facts.ranges) {
        onBytes(from - at);
        at = from;
      }
      await waitBeforeRetry(problem, inVain, { signal, onRetry, firstWaitMs });
    } finally {
      if (body) leaveUnread(body);
      body = null;
      connection.close();
    }
  }
}

interface Gathered {
  readonly chunks: Uint8Array[];
  readonly bytes: number;
}

/** Chunks by the megabyte: a write each would take longer than the network. */
async function* gathered(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Gathered> {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      pieces.push(chunk);
      bytes += chunk.byteLength;
      if (bytes < WRITE_BYTES) continue;
      yield { chunks: pieces, bytes };
      pieces = [];
      bytes = 0;
    }
  } catch (thrown) {
    // What has arrived is not thrown away with the connection.
    if (bytes > 0) yield { chunks: pieces, bytes };
    throw thrown;
  }
  if (bytes > 0) yield { chunks: pieces, bytes };
}

/** What to throw for a body that broke off: Problems and faults of the disk as they are. */
function brokenOff(thrown: unknown, place: string, at: number, bytes: number | null): unknown {
  if (thrown instanceof Problem || unwritable(thrown, place) !== thrown) return thrown;
  const { message, syscall } = thrown as NodeJS.ErrnoException;
  // So Node tells an answer that was ended in good order before its announced size.
  if (message === 'aborted' && syscall === undefined && bytes !== null)
    return truncated(place, at, bytes, thrown);
  return (
    networkProblem(thrown, place) ??
    remoteProblem(
      'source.connection-lost',
      `The download of ${place} was interrupted after ${at} bytes.`,
      'Check the network and try again.',
      thrown,
    )
  );
}

async function writeAll(file: FileHandle, { chunks, bytes }: Gathered, at: number): Promise<void> {
  const { bytesWritten } = await file.writev(chunks, at);
  if (bytesWritten === bytes) return;
  // A disk that fills up takes a part, and refuses the rest when that is written.
  let rest = Buffer.concat(chunks).subarray(bytesWritten);
  for (let place = at + bytesWritten; rest.length > 0;) {
    const written = (await file.write(rest, 0, rest.length, place)).bytesWritten;
    rest = rest.subarray(written);
    place += written;
  }
}

function tooLong(place: string, bytes: number): Problem {
  return remoteProblem(
    'source.too-long',
    `The server sent more than the ${bytes} bytes that it announced for ${place}.`,
    'Try again. If it happens again, contact the administrator of the server.',
  );
}

function wrongChecksum(place: string, algorithm: string): Problem {
  return remoteProblem(
    'source.checksum',
    `The download of ${place} does not match the checksum of the storage (${algorithm}).`,
    'Try again. If it happens again, ask the provider of the file to deliver it again.',
  );
}

async function refuseFullDisk(
  place: string,
  wanted: number,
  folder: string,
  { freeBytes = freeOf }: DownloadOptions,
): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= wanted + RESERVE_BYTES) return;
  const mib = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;
  throw remoteProblem(
    'source.no-space',
    `${place} needs ${mib(wanted)} and a reserve of ${mib(RESERVE_BYTES)}; ${folder} has ${mib(free)} free.`,
    'Free up space on the drive, empty the cache in the settings, or keep the data folder on another drive.',
  );
}

async function freeOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

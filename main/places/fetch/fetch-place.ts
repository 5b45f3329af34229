import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { FetchFacts, ObjectChoice, RemoteAccess } from '../../../core/contract/api/places.ts';
import { Problem, runCancelled } from '../../../core/contract/problem.ts';
import type { Counted, Tell } from '../../../core/contract/steps.ts';
import { fingerprint } from '../../../core/source/fingerprint.ts';
import { placeWithoutSecrets } from '../../secrets/without-secrets.ts';
import { chooseFile, isFilePattern } from '../local/choose-file.ts';
import { isRemote } from '../remote/place-kind.ts';
import { download } from './download.ts';
import {
  fetchedFolder,
  fetchedPath,
  forgetObject,
  keepObject,
  knownObject,
  objectId,
  touch,
  trimCache,
} from './fetch-cache.ts';
import type { KnownObject } from './fetch-cache.ts';
import { patientConnection } from '../remote/patience.ts';
import { PART_BYTES } from '../remote/remote-object.ts';
import type { Look, RemoteObject } from '../remote/remote-object.ts';
import { silence } from '../remote/remote-problem.ts';
import { withRetries } from '../remote/retries.ts';
import { waitForSource } from './wait-for-source.ts';

export interface FetchOptions {
  /** The data folder. */
  readonly root: string;
  readonly access: RemoteAccess;
  /** `YYYY-MM`, for patterns. */
  readonly period: string | null;
  /** How much of fetched objects is kept. */
  readonly cacheBytes: number;
  /** How long to wait for a source that is not there yet; 0: not at all. */
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Tell | undefined;
  /** How long the other side may be silent. */
  readonly patienceMs?: number | undefined;
  /** The longest first wait before a retry. */
  readonly firstWaitMs?: number | undefined;
  /** Of the parts that large objects are fetched in. */
  readonly partBytes?: number | undefined;
  /** How often to look for a source that is not there yet. */
  readonly lookEveryMs?: number | undefined;
  /** Bytes free for a folder; asked of the system by default. */
  readonly freeBytes?: ((folder: string) => Promise<number>) | undefined;
}

/** Progress before a byte is there. */
const NOTHING_YET = { done: 0, of: null, unit: 'bytes' } as const;
const PATIENCE_MS = 60_000;
/** An object that is replaced, or arrives damaged, is fetched anew so often. */
const ROUNDS = 3;

/** A source's bytes on this machine. */
export interface FetchedPlace {
  /** Where they lie. */
  readonly path: string;
  /** The place they came from, without credentials. */
  readonly place: string;
  /** The place as the source names it: the same, or the pattern that it was chosen by. */
  readonly source: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Epoch ms; null where the place does not say. */
  readonly modifiedAt: number | null;
  /** Null for a local file. */
  readonly facts: FetchFacts | null;
  /** How it was chosen; null where the place names one file. */
  readonly choice: ObjectChoice | null;
}

/**
 * Brings a source to this machine: a path as it is, `s3://…` and `https://…` into the data folder, where
 * what has not changed since is taken from. Throws Problems of kind `source-unreadable` that say what is
 * wrong, `source.not-there-yet`, or `run.cancelled`.
 */
export async function fetchPlace(place: string, options: FetchOptions): Promise<FetchedPlace> {
  const { waitMs, signal, onProgress, lookEveryMs } = options;
  const shown = placeWithoutSecrets(place);
  return waitForSource(
    () => (isRemote(place) ? remotePlace(place, options) : localPlace(place, options)),
    {
      waitMs,
      signal,
      everyMs: lookEveryMs,
      onWaiting: (waiting, trouble) =>
        onProgress?.({
          ...NOTHING_YET,
          words: `Waiting for ${shown}${trouble ? `. ${trouble.message}` : ''}`,
          waiting,
        }),
    },
  );
}

async function localPlace(given: string, options: FetchOptions): Promise<FetchedPlace> {
  const { onProgress, signal, period } = options;
  const source = isFilePattern(given) ? given : resolve(given);
  const { path, choice } = await chooseFile(source, period);
  const facts = await fingerprint(path, {
    ...(signal && { signal }),
    ...(onProgress && {
      onProgress: (counted: Counted) => onProgress({ ...counted, words: 'Reading the source' }),
    }),
  });
  return { path, place: path, source, name: basename(path), ...facts, facts: null, choice };
}

async function remotePlace(given: string, options: FetchOptions): Promise<FetchedPlace> {
  const { access, period, partBytes } = options;
  const source = placeWithoutSecrets(given);
  // Loaded when wanted: the S3 client alone would double the time that the program takes to start.
  if (/^s3:/i.test(given)) {
    const { chooseObject } = await import('../s3/choose-object.ts');
    const { s3Object } = await import('../s3/s3-object.ts');
    const { address, choice } = await patiently(options, source, (signal) =>
      chooseObject(given, access, period, signal),
    );
    return fetchObject(s3Object(address, access), source, choice, options);
  }
  const { httpsObject } = await import('../remote/https-object.ts');
  const object = httpsObject(access.secret?.url ?? given, access, partBytes);
  return fetchObject(object, source, null, options);
}

async function fetchObject(
  object: RemoteObject,
  source: string,
  choice: ObjectChoice | null,
  options: FetchOptions,
): Promise<FetchedPlace> {
  const { root, access, cacheBytes, signal } = options;
  const { place } = object;
  const id = objectId(place, access);
  try {
    for (let round = 1; ; round++) {
      const known = await knownObject(root, id);
      const look = await patiently(options, place, (abort) =>
        object.look(known?.etag ?? null, abort),
      );
      try {
        const kept =
          look.kind === 'unchanged'
            ? await fromCache(known!, id, options)
            : await fromPlace(object, look, id, options);
        if (kept === null) continue;
        await trimCache(root, cacheBytes, kept.sha256);
        const { facts, ...bytes } = kept;
        return { ...bytes, place, source, facts: { ...facts, choice }, choice };
      } catch (thrown) {
        if (signal?.aborted) throw runCancelled();
        if (round >= ROUNDS || !isBetterFetchedAnew(thrown)) throw thrown;
        options.onProgress?.({ ...NOTHING_YET, words: `${thrown.message} Fetching it again` });
      }
    }
  } finally {
    object.close();
  }
}

function isBetterFetchedAnew(thrown: unknown): thrown is Problem {
  return (
    thrown instanceof Problem &&
    (thrown.code === 'source.replaced' || thrown.code === 'source.checksum')
  );
}

type Kept = Pick<FetchedPlace, 'path' | 'name' | 'sha256' | 'bytes' | 'modifiedAt'> & {
  readonly facts: Omit<FetchFacts, 'choice'>;
};

/** What is kept of an unchanged object; null where its bytes turn out not to be what they were. */
async function fromCache(
  known: KnownObject,
  id: string,
  { root, signal, onProgress }: FetchOptions,
): Promise<Kept | null> {
  const path = fetchedPath(root, known.sha256, known.name);
  const { sha256, bytes } = await fingerprint(path, {
    ...(signal && { signal }),
    onProgress: (counted) =>
      onProgress?.({
        ...counted,
        words: 'Reading the copy in the cache: the source has not changed',
      }),
  });
  if (sha256 !== known.sha256) {
    await forgetObject(root, id);
    return null;
  }
  await touch(root, sha256);
  const { name, modifiedAt, etag, versionId, checkedBy } = known;
  const facts = { from: 'cache', checkedBy, etag, versionId } as const;
  return { path, name, sha256, bytes, modifiedAt, facts };
}

async function fromPlace(
  object: RemoteObject,
  look: Extract<Look, { kind: 'there' }>,
  id: string,
  {
    root,
    signal,
    onProgress,
    patienceMs = PATIENCE_MS,
    firstWaitMs,
    partBytes = PART_BYTES,
    freeBytes,
  }: FetchOptions,
): Promise<Kept> {
  const { place } = object;
  const arrived = await download(object, look, fetchedFolder(root), id, {
    signal,
    onProgress: (progress) => onProgress?.(progress),
    patienceMs,
    firstWaitMs,
    partBytes,
    freeBytes,
  });
  const { etag, modifiedAt, versionId } = look.facts;
  const { sha256, bytes, checkedBy } = arrived;
  const name = nameOfPlace(place);
  const known = { place, etag, sha256, name, bytes, modifiedAt, versionId, checkedBy };
  const path = await keepObject(root, id, arrived.file, known);
  await arrived.discard();
  const facts = { from: 'place', checkedBy, etag, versionId } as const;
  return { path, name, sha256, bytes, modifiedAt, facts };
}

/** A question to a remote place: not waited for in vain, asked again where that may help. */
async function patiently<T>(
  { signal, onProgress, patienceMs = PATIENCE_MS, firstWaitMs }: FetchOptions,
  place: string,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return withRetries(
    async () => {
      const connection = patientConnection(signal, patienceMs);
      try {
        const answer = await ask(connection.signal);
        connection.answered();
        return answer;
      } catch (thrown) {
        connection.close();
        throw connection.silent() ? silence(thrown, place) : thrown;
      }
    },
    {
      signal,
      firstWaitMs,
      onRetry: ({ message }) => onProgress?.({ ...NOTHING_YET, words: `${message} Trying again` }),
    },
  );
}

/** The last part of a remote place: what its file is called. */
export function nameOfPlace(place: string): string {
  const s3 = /^s3:/i.test(place);
  const path = s3 ? place : place.replace(/[?#].*$/, '');
  const last = path.split('/').findLast((part) => part !== '') ?? 'source';
  // In a key of S3 a per cent sign is a letter like others.
  if (s3) return last;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Whether a local file is there; remote places and patterns are not asked. */
export async function placeExists(place: string): Promise<boolean> {
  if (isRemote(place) || isFilePattern(place)) return true;
  return stat(place).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

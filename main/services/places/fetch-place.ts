import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Place } from '../../../core/contract/api/places.ts';
import { fingerprint } from '../../../core/source/fingerprint.ts';
import { runCancelled } from '../../../core/contract/problem.ts';
import { placeWithoutSecrets } from '../../history/without-secrets.ts';
import { keepFetched } from './keep-fetched.ts';
import { isRemote } from '../place-kind.ts';
import { patientConnection } from './patience.ts';
import { silence } from './remote-problem.ts';

export interface FetchOptions {
  /** The data folder. */
  readonly root: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes. */
  readonly onProgress?: ((done: number, of: number | null) => void) | undefined;
  /** How long the other side may be silent. */
  readonly patienceMs?: number | undefined;
}

const PATIENCE_MS = 60_000;

/** A source's bytes on this machine. */
export interface FetchedPlace {
  /** Where they lie. */
  readonly path: string;
  /** The place, without credentials. */
  readonly place: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Epoch ms; null where the place does not say. */
  readonly modifiedAt: number | null;
}

/** The bytes of a remote place, as they arrive. */
export interface RemoteBody {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Null where the place does not say. */
  readonly bytes: number | null;
  readonly modifiedAt: number | null;
}

/**
 * Brings a source to this machine: a path as it is, `s3://bucket/key` and `https://…` into the data
 * folder. Throws Problems of kind `source-unreadable` that say what is wrong, or `run.cancelled`.
 */
export async function fetchPlace(place: Place, options: FetchOptions): Promise<FetchedPlace> {
  if (!isRemote(place.place)) return localPlace(place.place, options);
  const stored = placeWithoutSecrets(place.place);
  const name = nameOfPlace(stored);
  const connection = patientConnection(options.signal, options.patienceMs ?? PATIENCE_MS);
  try {
    const body = await openRemote(place, connection.signal);
    const chunks = connection.listen(body.chunks);
    const kept = await keepFetched({ ...body, chunks }, name, stored, options);
    return { ...kept, place: stored, name, modifiedAt: body.modifiedAt };
  } catch (thrown) {
    if (options.signal?.aborted) throw runCancelled();
    throw connection.silent() ? silence(thrown, stored) : thrown;
  } finally {
    connection.close();
  }
}

async function localPlace(given: string, options: FetchOptions): Promise<FetchedPlace> {
  const path = resolve(given);
  const { onProgress, signal } = options;
  const facts = await fingerprint(path, {
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  return { path, place: path, name: basename(path), ...facts };
}

async function openRemote(place: Place, signal: AbortSignal): Promise<RemoteBody> {
  // Loaded when wanted: the S3 client alone would double the time that the program takes to start.
  if (/^s3:/i.test(place.place)) {
    const { openS3 } = await import('./s3-object.ts');
    return openS3(place, signal);
  }
  const { openHttps } = await import('./https-object.ts');
  return openHttps(place.place, signal);
}

/** The last part of a remote place: what its file is called. */
export function nameOfPlace(place: string): string {
  const last =
    place
      .replace(/[?#].*$/, '')
      .split('/')
      .findLast((part) => part !== '') ?? 'source';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Whether a local file is there; remote places are not asked. */
export async function placeExists(place: string): Promise<boolean> {
  if (isRemote(place)) return true;
  return stat(place).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

import { resolve } from 'node:path';
import type { Progress, Tell, WorkProgress } from '../../core/contract/steps.ts';
import { fingerprint } from '../../core/source/fingerprint.ts';
import { storageTrouble } from '../data-folder/storage-trouble.ts';

/** Where the bytes of a source lie on this machine, and what they are. */
export interface Fetched {
  readonly path: string;
  /** Where they came from, as the history is to name it. */
  readonly place: string;
  /** The place that the source is known by: the same, or the pattern that it was chosen by. */
  readonly source: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly notes?: Readonly<Record<string, string>>;
}
export type Fetch = (options: {
  readonly signal?: AbortSignal;
  readonly onProgress: Tell;
}) => Promise<Fetched>;

/** Brings the bytes of a place to this machine, or reads a path where it lies. Throws their Problems. */
export async function bytesOf(
  place: string,
  request: {
    /** Absent: the place is a path. */
    readonly fetch?: Fetch;
    readonly signal?: AbortSignal;
    readonly onProgress?: Tell<Progress>;
  },
): Promise<Fetched> {
  const options = {
    onProgress: (progress: WorkProgress): void =>
      request.onProgress?.({ step: 'download', ...progress }),
    ...(request.signal && { signal: request.signal }),
  };
  if (request.fetch) return request.fetch(options);
  const path = resolve(place);
  const facts = await fingerprint(path, {
    ...(request.signal && { signal: request.signal }),
    onProgress: (counted) => options.onProgress({ ...counted, words: 'Reading the source' }),
  }).catch((error: unknown) => {
    throw storageTrouble(error, path) ?? error;
  });
  return { path, place: path, source: path, ...facts };
}

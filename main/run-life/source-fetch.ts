import { fingerprint } from '../../core/source/fingerprint.ts';
import { choiceNotes, fetchNotes } from '../places/fetch/fetch-notes.ts';
import { keptCopy } from '../places/fetch/kept-copy.ts';
import { fetchPlace } from '../places/fetch/fetch-place.ts';
import type { Fetch } from './source-bytes.ts';
import type { RemoteAccess } from '../../core/contract/api/places.ts';

/** Which place is sought, and what it takes to reach it. */
export interface Sought {
  /** The data folder, absolute. */
  readonly root: string;
  readonly place: string;
  /** Where a local source is read from; null for a remote one, which is fetched. */
  readonly path: string | null;
  readonly access: RemoteAccess;
  /** `YYYY-MM`, for a pattern. */
  readonly period: string | null;
  /** How long to wait for a source that is not there yet. */
  readonly waitMs: number;
  /** How much of fetched objects is kept. */
  readonly cacheBytes: number;
}

/** How the bytes of a place come to this machine: a local file is read where it lies. */
export function sourceFetch(sought: Sought): Fetch {
  const { root, place, path, access, period, waitMs, cacheBytes } = sought;
  return async (options) => {
    const how = { root, access, period, waitMs, cacheBytes, ...options };
    const fetched = await fetchPlace(path ?? place, how);
    // A local source bears the name under which it was asked for.
    if (fetched.facts === null && fetched.choice === null)
      return { ...fetched, place, source: place };
    if (fetched.facts === null)
      return { ...fetched, source: place, notes: choiceNotes(fetched.choice) };
    return { ...fetched, notes: fetchNotes(access.s3, fetched.facts) };
  };
}

/**
 * The same for a run that goes on: what was fetched for it is taken again if it is still kept, for
 * what gave access to it, a signature in its URL, may be gone.
 */
export function sourceFetchAgain(sought: Sought, sha256: string | null): Fetch {
  return async (options) => {
    const path = sought.path === null ? await keptCopy(sought.root, sha256) : null;
    if (path !== null) {
      const { signal, onProgress } = options;
      const facts = await fingerprint(path, {
        ...(signal && { signal }),
        onProgress: (counted) => onProgress({ ...counted, words: 'Reading what was fetched' }),
      });
      if (facts.sha256 === sha256)
        return { path, place: sought.place, source: sought.place, ...facts };
    }
    return sourceFetch(sought)(options);
  };
}

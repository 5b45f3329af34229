import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprint } from '../../core/source/fingerprint.ts';
import { fetchPlace } from '../services/places/fetch-place.ts';
import type { Fetch } from '../services/run-source.ts';
import { s3Notes } from '../services/s3-notes.ts';
import type { RunTask } from './messages.ts';

type Sought = Pick<RunTask, 'root' | 'place' | 'path' | 's3'>;

/** How the bytes of a place come to this machine: a local file is read where it lies. */
export function sourceFetch({ root, place, path, s3 }: Sought): Fetch {
  return async (options) => {
    if (path !== null) return { path, place, ...(await fingerprint(path, options)) };
    const fetched = await fetchPlace({ place, ...(s3 && { s3 }) }, { root, ...options });
    return { ...fetched, notes: s3Notes(s3) };
  };
}

/**
 * The same for a run that goes on: what was fetched for it is taken again if it is still kept, for
 * what gave access to it, a signature in its URL, may be gone.
 */
export function sourceFetchAgain(sought: Sought, sha256: string | null): Fetch {
  return async (options) => {
    if (sought.path === null && sha256 !== null) {
      const folder = join(sought.root, 'fetched', sha256);
      const [name] = await readdir(folder).catch((): string[] => []);
      if (name !== undefined) {
        const path = join(folder, name);
        const facts = await fingerprint(path, options);
        if (facts.sha256 === sha256) return { path, place: sought.place, ...facts };
      }
    }
    return sourceFetch(sought)(options);
  };
}

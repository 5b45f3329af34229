import { fingerprint } from '../../core/source/fingerprint.ts';
import { fetchPlace } from '../services/places/fetch-place.ts';
import type { Fetch } from '../services/run-source.ts';
import type { RunTask } from './messages.ts';

/** How the bytes of a place come to this machine: a local file is read where it lies. */
export function sourceFetch(
  place: string,
  { path, s3, root }: Pick<RunTask, 'path' | 's3' | 'root'>,
): Fetch {
  return async (options) => {
    if (path !== null) return { path, place, ...(await fingerprint(path, options)) };
    return fetchPlace({ place, ...(s3 && { s3 }) }, { root, ...options });
  };
}

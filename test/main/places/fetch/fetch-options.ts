import type { RemoteAccess } from '../../../../core/contract/api/places.ts';
import type { FetchOptions } from '../../../../main/places/fetch/fetch-place.ts';

/** The way to a place with nothing set: no proxy, no certificates, no secret. */
export const PLAIN: RemoteAccess = {
  s3: {},
  secret: null,
  network: { proxy: null, caFile: null },
};

/** Of the parts that large objects come in. */
export const PART_BYTES = 2 ** 20;

/** Fetching into `root` without waiting, and without dwelling on failures. */
export function fetchOptions(root: string, changes: Partial<FetchOptions> = {}): FetchOptions {
  return {
    root,
    access: PLAIN,
    period: null,
    cacheBytes: 2 ** 30,
    waitMs: 0,
    firstWaitMs: 1,
    partBytes: PART_BYTES,
    ...changes,
  };
}

import type { FetchFacts } from '../../../core/contract/api/places.ts';

/** How the bytes of a remote place came here, for a person. */
export function fetchWords({ from, checkedBy, etag, versionId }: Omit<FetchFacts, 'choice'>): {
  readonly from: string;
  readonly details: string;
} {
  return {
    from: from === 'cache' ? 'Unchanged, from the cache' : 'From its location',
    details: [
      checkedBy === null ? 'checked by its size' : `checked by ${checkedBy}`,
      etag !== null && `ETag ${etag}`,
      versionId !== null && `version ${versionId}`,
    ]
      .filter(Boolean)
      .join(' · '),
  };
}

import type { FindingWords } from './rule/words.ts';

/** What the matching of a policy shows. */
export const MATCH_FINDINGS = [
  {
    code: 'match.expired-early',
    severity: 'warning',
    title: 'An expired row took a lot that had not yet expired',
    remedy: 'Check the expiry date of the lot and the date of the expired row.',
  },
  {
    code: 'match.redemption-unmatched',
    severity: 'warning',
    title: 'A redemption could not be matched to a lot',
    remedy: 'Look for a missing earned row of this customer.',
  },
] as const satisfies readonly FindingWords[];

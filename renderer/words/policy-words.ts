import type { Policy } from '../../core/contract/settings.ts';

/** Each policy as one explains it to an analyst. */
export const POLICY_WORDS: Readonly<
  Record<Policy, { readonly title: string; readonly short: string; readonly long: string }>
> = {
  'one-to-one': {
    title: 'One to one',
    short: 'A redemption takes the single oldest lot, whole.',
    long: 'A redemption takes the single oldest lot that is available, whole, whatever the amounts. Each TRANS_ID is used once. What the amounts leave over on either side is untracked variance: it is shown for each pair and customer, never hidden.',
  },
  'whole-lot': {
    title: 'Whole lot',
    short: 'A redemption takes whole lots, oldest first, until they cover it.',
    long: 'A redemption takes whole lots, oldest first, until they cover it. A lot belongs to one redemption; a redemption may hold many lots. What the last lot has too much is untracked variance.',
  },
  exact: {
    title: 'Exact',
    short: 'Lots are split to the cent.',
    long: 'Lots are split to the cent, oldest first. Every split is a row of the allocation ledger. There is no untracked variance: what is left is an open lot or an uncovered redemption.',
  },
};

import { EXCEPTION_STATUS_MEANINGS, EXCEPTION_STATUS_WORDS } from '../../core/contract/run.ts';
import type { ExceptionStatus } from '../../core/contract/run.ts';

/** A word of the interface and what it means here (RULES.md). */
export interface Term {
  readonly term: string;
  readonly means: string;
}

const STATUSES = Object.keys(EXCEPTION_STATUS_WORDS) as readonly ExceptionStatus[];

/** The words that an analyst meets, by the alphabet; those of a status as the rules have them. */
export const GLOSSARY: readonly Term[] = [
  { term: 'Allocation', means: 'The part of a lot that a redemption used.' },
  {
    term: 'Archived',
    means: 'A run put away with a reason, such as a trial: kept, but no longer listed or compared.',
  },
  { term: 'Bridge', means: 'How one total leads to another, line by line, to the cent.' },
  {
    term: 'Closing balance',
    means: 'Earned less spent and expired, up to the cut-off: the liability to customers.',
  },
  {
    term: 'Cut-off',
    means:
      'The end of the as-of day. Every figure is stated there; later rows are listed and not counted.',
  },
  { term: 'Lot', means: 'One earned row: credit that redemptions use up, oldest first.' },
  { term: 'Match rate', means: 'Amount matched to lots as a share of the amount redeemed.' },
  { term: 'Open lot', means: 'Earned credit that no redemption has used yet.' },
  {
    term: 'Overdrawn',
    means: 'A balance below zero: the customer has redeemed more than was earned to date.',
  },
  {
    term: 'Policy',
    means: 'The rule by which redemptions are matched to lots: one-to-one, whole-lot or exact.',
  },
  {
    term: 'Quality score',
    means:
      'Rows without an error × redemptions covered by value × checks passed, out of 100: how much the source, the matching and the results each leave of it.',
  },
  {
    term: 'Quarantine',
    means: 'Rows with errors are set aside and reported with their total; the rest is reconciled.',
  },
  {
    term: 'Reconciling item',
    means: 'A known difference that explains why two figures do not agree.',
  },
  { term: 'Redemption', means: 'A spent or expired row: it uses up lots.' },
  { term: 'Restatement', means: 'A later file changes a month that was already reported.' },
  {
    term: 'Roll-forward',
    means: 'Opening balance plus activity equals closing balance, period by period.',
  },
  {
    term: 'Rows without an error',
    means: 'Their share of all rows in the file. Warnings do not count.',
  },
  {
    term: 'Sign-off',
    means: 'The preparer or the reviewer confirms the figures of a run, with name, date and note.',
  },
  {
    term: 'Source',
    means: 'A series of files of one ledger. Its runs are compared and share their decisions.',
  },
  {
    term: 'Superseded',
    means: 'A later revision of the same source, period and policy has replaced the run.',
  },
  { term: 'Tie out', means: 'To agree a figure with its source, to the cent.' },
  {
    term: 'Unapplied',
    means:
      'Redemptions without a lot; under whole-lot and exact, also the part of a redemption that its lots do not cover.',
  },
  {
    term: 'Untracked variance',
    means: 'The difference between a redemption and the whole lots it was matched to.',
  },
  ...STATUSES.map((status) => ({
    term: `${EXCEPTION_STATUS_WORDS[status]} (exception)`,
    means: EXCEPTION_STATUS_MEANINGS[status],
  })),
].toSorted((a, b) => (a.term < b.term ? -1 : 1));

import type { CheckFailure, CheckId, ControlTotals } from '../contract/checks.ts';
import type { Totals } from '../ledger/draft.ts';
import type { Books } from './books.ts';
import type { CheckPart } from './check-sheet.ts';

/** What the checks compare their sums with when all partitions are looked at. */
export interface Whole {
  /** By currency; those of the only one may stand under any name. */
  readonly totals: Readonly<Record<string, Totals>>;
  readonly control: ControlTotals;
  /** The first and the last customer of each partition's output that has rows. */
  readonly edges: readonly { readonly first: string; readonly last: string }[];
  /** All sums of the check, by name. */
  readonly sums: Readonly<Record<string, number>>;
}

/** One of the seven checks: what holds within each partition, and what over all of them. */
export interface Check {
  readonly id: CheckId;
  part(books: Books): CheckPart;
  /** Fails what does not add up; returns the check's numbers and the sentence for a check that held. */
  conclude(
    sum: (name: string) => number,
    whole: Whole,
    fail: (message: CheckFailure['message']) => void,
  ): { readonly numbers: Record<string, number | string>; readonly held: string };
}

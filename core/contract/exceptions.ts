import type { RunDetail } from './run.ts';

/** The kinds of exceptions that an analyst works on (RULES.md section 5), each by its one title and its one short name. */
export const EXCEPTIONS = {
  'redemption.unmatched': { title: 'Redemption with no lot', short: 'Unmatched' },
  'redemption.partly-matched': {
    title: 'Redemption only partly covered by lots',
    short: 'Partly matched',
  },
  'variance.untracked': {
    title: 'Untracked variance in a matched pair',
    short: 'Untracked variance',
  },
  'expired.out-of-order': {
    title: 'Expired row applied to a lot that had not expired yet',
    short: 'Expired early',
  },
  'balance.negative': { title: 'Overdrawn balance', short: 'Overdrawn' },
  'order.orphan': {
    title: 'Order that is not in Sales or belongs to another customer',
    short: 'Orphan order',
  },
  'row.quarantined': { title: 'Row set aside', short: 'Set aside' },
  'row.backdated': { title: 'Row entered after its period was reconciled', short: 'Backdated' },
  'row.changed': {
    title: 'Row changed or removed after it was reported',
    short: 'Changed after report',
  },
} as const;
export type ExceptionCode = keyof typeof EXCEPTIONS;

/** What a kind is called: in full, and in a word or two; its code where this version does not know it. */
export function exceptionWords(code: string): { readonly title: string; readonly short: string } {
  return EXCEPTIONS[code as ExceptionCode] ?? { title: code, short: code };
}

/**
 * By kind, how many exceptions of a run are not on the work list, which holds the largest of each kind; all of
 * them are in exceptions.csv.
 */
export function unlistedExceptions({
  exceptions,
  exceptionTotals,
}: Pick<RunDetail, 'exceptions' | 'exceptionTotals'>): { code: string; count: number }[] {
  return exceptionTotals.flatMap(({ code, count }) => {
    const listed = exceptions.reduce((sum, one) => sum + (one.code === code ? one.count : 0), 0);
    return count > listed ? [{ code, count: count - listed }] : [];
  });
}

/** The bit of each kind in a row's flags; a set-aside row is in no grid. The order is part of a file's format. */
export const FLAG_BITS: readonly ExceptionCode[] = [
  'redemption.unmatched',
  'redemption.partly-matched',
  'variance.untracked',
  'expired.out-of-order',
  'balance.negative',
  'order.orphan',
  'row.backdated',
  'row.changed',
];

export interface Exception {
  readonly code: ExceptionCode;
  /** The same for the same exception in every run of a source: code and ids. */
  readonly key: string;
  readonly customer: string;
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  /** TRANS_IDs concerned. */
  readonly ids: readonly string[];
  /** Row numbers as the source shows them. */
  readonly rows: readonly number[];
  /** The amount at stake, unsigned. */
  readonly cents: number;
  /** Wall-clock ms of the movement; null where there is none. */
  readonly createdAt: number | null;
  readonly message: string;
}

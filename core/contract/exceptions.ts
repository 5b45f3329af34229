import type { RunDetail } from './run.ts';

/** The kinds of exceptions that an analyst works on (RULES.md section 5), each by its one name. */
export const EXCEPTIONS = {
  'redemption.unmatched': 'Redemption with no lot',
  'redemption.partly-matched': 'Redemption partly covered by lots',
  'variance.untracked': 'Untracked variance',
  'expired.out-of-order': 'Expired too early',
  'balance.negative': 'Overdrawn balance',
  'order.orphan': 'Order not traced to Sales',
  'row.quarantined': 'Row set aside',
  'row.backdated': 'Backdated row',
  'row.changed': 'Row changed after reporting',
} as const;
export type ExceptionCode = keyof typeof EXCEPTIONS;

/** What a kind is called everywhere; its code where this version does not know it. */
export function exceptionTitle(code: string): string {
  return EXCEPTIONS[code as ExceptionCode] ?? code;
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
  /** The TRANS_ID concerned, or the two of a pair; none where a row that was set aside has none. */
  readonly ids: readonly string[];
  /** Their rows as the source numbers them; 0 for one that only an earlier file of the source has. */
  readonly rows: readonly number[];
  /** The amount at stake, unsigned, in which no cent of another exception is counted again; null: unknown. */
  readonly cents: number | null;
  /** Wall-clock ms of the movement; null where there is none. */
  readonly createdAt: number | null;
  readonly message: string;
}

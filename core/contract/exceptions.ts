/** The kinds of exceptions that an analyst works on (RULES.md section 5). */
export const EXCEPTIONS = {
  'redemption.unmatched': 'Redemption without a lot',
  'redemption.partly-matched': 'Redemption that lots cover only in part',
  'variance.untracked': 'Untracked variance of a pair',
  'expired.out-of-order': 'Expired row that took a lot which had not yet expired',
  'balance.negative': 'Balance below zero',
  'order.orphan': 'Order that is not in Sales or belongs to another customer',
  'row.quarantined': 'Row set aside',
  'row.backdated': 'Row entered after its period was reconciled',
  'row.changed': 'Row changed or gone after it was reported',
} as const;
export type ExceptionCode = keyof typeof EXCEPTIONS;

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

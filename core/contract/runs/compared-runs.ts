import type { RunRecord } from '../run.ts';

/** One run beside another: `a` the earlier, `b` the later. */
export interface RunComparison {
  readonly a: RunRecord;
  readonly b: RunRecord;
  readonly counts: Readonly<Record<ComparisonKind, number>>;
  /** The number of rows of `kind`, of which `rows` is a page. */
  readonly total: number;
  readonly rows: readonly ComparedRow[];
}

export const COMPARISON_KINDS = ['new', 'gone', 'rematched', 'changed'] as const;
/** new: only in b; gone: only in a; rematched: same row, other lots or status; changed: its own data differ. */
export type ComparisonKind = (typeof COMPARISON_KINDS)[number];
export interface ComparedRow {
  readonly kind: ComparisonKind;
  readonly id: string;
  readonly customer: string;
  readonly type: string;
  /** Wall-clock ms. */
  readonly createdAt: number | null;
  readonly cents: number | null;
  readonly before: ComparedMatch | null;
  readonly after: ComparedMatch | null;
}

export interface ComparedMatch {
  readonly status: string;
  readonly redeemId: string | null;
  /** Null after the cut-off of its run; so is `open`. */
  readonly matched: number | null;
  readonly open: number | null;
  /** The row's own amount. */
  readonly cents: number;
}

import type { EstimatedVintage } from '../../../core/contract/close/close-view.ts';

/** What the cells of a triangle tell. */
export const TRIANGLE_LOOKS = {
  amounts: 'Amounts',
  share: 'Share of earned',
  cumulative: 'Cumulative share',
} as const;
export type TriangleLook = keyof typeof TRIANGLE_LOOKS;

/** What was spent at an age of the lots of a month. */
export interface TriangleCell {
  /** Cents. */
  readonly cents: number;
  /** Of what was earned; null of nothing. */
  readonly share: number | null;
  readonly cumulative: number | null;
  /** The month of this age has passed only in part. */
  readonly isPartial: boolean;
  /** How dark it is: from 0 for nothing to 5 for the most in the triangle. */
  readonly heat: number;
}

export interface TriangleRow {
  readonly month: string;
  readonly earned: number;
  readonly cells: readonly TriangleCell[];
  readonly expired: number;
  readonly open: number;
  /** Earned is what the other columns add up to. */
  readonly addsUp: boolean;
}

const STEPS = 5;

/** The triangle of a class as a table shows it, a row for each month of issue. */
export function triangleRows(
  cohorts: readonly EstimatedVintage[],
  look: TriangleLook,
): readonly TriangleRow[] {
  const shares = cohorts.map(({ earned, redeemed }) => {
    let sum = 0;
    return redeemed.map((cents) => {
      sum += cents;
      return earned === 0
        ? { share: null, cumulative: null }
        : { share: cents / earned, cumulative: sum / earned };
    });
  });
  const heatOf = ({ share, cumulative }: (typeof shares)[number][number]): number =>
    (look === 'cumulative' ? cumulative : share) ?? 0;
  const most = Math.max(0, ...shares.flat().map(heatOf));
  return cohorts.map(({ month, earned, redeemed, expired, open, wholeAge }, row) => ({
    ...{ month, earned, expired, open },
    cells: redeemed.map((cents, age): TriangleCell => {
      const of = shares[row]![age]!;
      const heat = most === 0 ? 0 : Math.ceil((heatOf(of) / most) * STEPS);
      return { ...of, cents, isPartial: age > wholeAge, heat };
    }),
    addsUp: earned === redeemed.reduce((sum, one) => sum + one, 0) + expired + open,
  }));
}

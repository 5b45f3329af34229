import type { MoneyTotals, RunDetail } from '../run.ts';
import { totalsByCurrency } from '../totals.ts';

/** What a run has recorded of itself, of which figures are made. */
export type ObservedRun = Pick<
  RunDetail,
  'run' | 'steps' | 'findings' | 'checks' | 'exceptionTotals'
>;

/** What a figure counts in: by it numbers are written and drawn. */
export type FigureUnit = 'cents' | 'count' | 'ms' | 'share' | 'score';

/** A figure of one run; `part` tells apart what it is by, and is empty where it is of the whole. */
export interface Reading {
  readonly part: string;
  readonly value: number;
}

/** A figure that is followed from run to run (RULES.md section 22). */
export interface Figure {
  readonly id: string;
  readonly title: string;
  /** One sentence: what it is. */
  readonly about: string;
  readonly unit: FigureUnit;
  /** What it is told apart by, and what a part is called; null where it is of the whole. */
  readonly by: { readonly title: string; readonly words: (part: string) => string } | null;
  /**
   * What nobody would look at: no band is narrower to either side than so much in its unit and than this share of
   * the median before. Amounts have only a share: the same ledger in another currency gets the same verdict.
   */
  readonly least: { readonly absolute: number; readonly share: number };
  /** What a part is where a run has none of it: nothing of a count is 0, of an amount unknown. */
  readonly absent: 0 | null;
  readonly of: (run: ObservedRun) => readonly Reading[];
}

/** What a part of a figure is called among all figures. */
export function figureTitle({ title, by }: Figure, part: string): string {
  return by === null || part === '' ? title : `${title}, ${by.words(part)}`;
}

/** By currency; the only one has an empty name. */
export const BY_CURRENCY: Figure['by'] = {
  title: 'Currency',
  words: (currency) => (currency === '' ? 'No currency given' : currency),
};

/** A sum of the run's totals, by currency. Cents. */
export function sumByCurrency(
  sum: (totals: MoneyTotals) => number,
): Pick<Figure, 'unit' | 'by' | 'least' | 'absent' | 'of'> {
  return {
    unit: 'cents',
    by: BY_CURRENCY,
    least: { absolute: 0, share: 0.01 },
    absent: null,
    of: ({ run }) =>
      run.totals === null
        ? []
        : totalsByCurrency(run.totals).map(({ currency, totals }) => ({
            part: currency,
            value: sum(totals),
          })),
  };
}

/** The figure of the whole run; none where it is unknown. */
export function whole(value: number | null | undefined): readonly Reading[] {
  return value === null || value === undefined ? [] : [{ part: '', value }];
}

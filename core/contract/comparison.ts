import type { MoneyTotals, RunRecord, RunTotals } from './run.ts';
import { matchRate, totalsByCurrency } from './totals.ts';

/** A figure of two runs. Null where a run does not have it. */
export interface ComparedFigure {
  readonly name: string;
  readonly a: number | null;
  readonly b: number | null;
  /** What b has more than a; null where one of them lacks the figure. */
  readonly difference: number | null;
}

export interface ComparedTotals {
  /** Empty where the ledger holds one currency without a code of its own. */
  readonly currency: string;
  readonly figures: readonly ComparedFigure[];
  /** By value, 0 to 1; null where nothing was redeemed, or the run lacks the currency. */
  readonly matchRate: { readonly a: number | null; readonly b: number | null };
}

type TotalName = keyof MoneyTotals;
const TOTALS: readonly (readonly [TotalName, string])[] = [
  ['earned', 'Earned'],
  ['spent', 'Spent'],
  ['expired', 'Expired'],
  ['closing', 'Closing balance'],
  ['matched', 'Matched'],
  ['openLots', 'Open lots'],
  ['uncovered', 'Unapplied redemptions'],
  ['untracked', 'Untracked variance'],
];

/**
 * Totals side by side, by currency where one of the runs holds several: sums over currencies are no
 * money. A run of one currency is then not split, so it has no figure there.
 */
export function comparedTotals(
  a: Pick<RunRecord, 'totals'>,
  b: Pick<RunRecord, 'totals'>,
): readonly ComparedTotals[] {
  const [ofA, ofB] = [a, b].map(({ totals }) => byCode(totals)) as [ByCode, ByCode];
  const currencies = [...new Set([...ofA.keys(), ...ofB.keys()])].sort();
  const several = currencies.some((currency) => currency !== '');
  const shown = several ? currencies.filter((currency) => currency !== '') : [''];
  return shown.map((currency): ComparedTotals => {
    const [one, other] = [ofA.get(currency), ofB.get(currency)];
    return {
      currency,
      figures: TOTALS.map(figureOf(one, other)),
      matchRate: { a: one ? matchRate(one) : null, b: other ? matchRate(other) : null },
    };
  });
}

type ByCode = ReadonlyMap<string, MoneyTotals>;

function byCode(totals: RunTotals | null): ByCode {
  const all = totals === null ? [] : totalsByCurrency(totals);
  return new Map(all.map(({ currency, totals: of }) => [currency, of]));
}

function figureOf(a: MoneyTotals | undefined, b: MoneyTotals | undefined) {
  return ([name, words]: readonly [TotalName, string]): ComparedFigure =>
    compared(words, a?.[name], b?.[name]);
}

/** Counts of rows and customers side by side. */
export function comparedCounts(
  a: Pick<RunRecord, 'counts' | 'rowCount'>,
  b: Pick<RunRecord, 'counts' | 'rowCount'>,
): readonly ComparedFigure[] {
  return [
    compared('Rows of the source', a.rowCount, b.rowCount),
    compared('Earned rows', a.counts?.earned, b.counts?.earned),
    compared('Spent rows', a.counts?.spent, b.counts?.spent),
    compared('Expired rows', a.counts?.expired, b.counts?.expired),
    compared('Rows set aside', a.counts?.quarantined, b.counts?.quarantined),
    compared('Customers', a.counts?.customers, b.counts?.customers),
    compared('Fully covered redemptions', a.counts?.covered, b.counts?.covered),
  ];
}

function compared(
  name: string,
  a: number | null | undefined,
  b: number | null | undefined,
): ComparedFigure {
  const difference = a == null || b == null ? null : b - a;
  return { name, a: a ?? null, b: b ?? null, difference };
}

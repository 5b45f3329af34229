import type { BucketView, MonthView } from '../../../core/contract/runs/report-view.ts';
import { daysOfPeriod, kindOfPeriod, ROLL_FORWARD_WORDS } from '../../../core/contract/periods.ts';
import type { Calendar, RollForwardKind } from '../../../core/contract/periods.ts';
import type { RunRecord } from '../../../core/contract/run.ts';
import type { Format } from '../../format/format.ts';

/**
 * The kind of period by which a run's roll-forward is shown first: that of its own period, where it is of one that
 * divides time; else the one that was asked for.
 */
export function kindInFocus({
  period,
  settings,
}: Pick<RunRecord, 'period' | 'settings'>): RollForwardKind {
  const own = period === null ? null : kindOfPeriod(period, settings.calendar);
  const kind = ROLL_FORWARD_WORDS.find((words) => words.kind === own?.id)?.kind;
  return kind ?? settings.rollForward;
}

/**
 * A period as a line of the Report names it, with its first and last day: `2026-Q2, 2026-04-01 to 2026-06-30`. A date
 * range is its days.
 */
export function periodWords(
  period: string,
  calendar: Calendar,
  { dayNamed }: Pick<Format, 'dayNamed'>,
): string {
  const { first, last } = daysOfPeriod(period, calendar);
  const days = `${dayNamed(first)} to ${dayNamed(last)}`;
  return kindOfPeriod(period, calendar)?.id === 'dates' ? days : `${period}, ${days}`;
}

/** Things of a report by their currency, in the order in which the currencies come. */
export function byCurrency<T extends { readonly currency: string }>(
  things: readonly T[],
): readonly { readonly currency: string; readonly items: readonly T[] }[] {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(thing.currency);
    if (group) group.push(thing);
    else groups.set(thing.currency, [thing]);
  }
  return [...groups].map(([currency, items]) => ({ currency, items }));
}

/** Whether opening plus activity is closing, and each opening is the closing before it. */
export function rollsForward(months: readonly MonthView[]): boolean {
  return months.every(
    ({ opening, earned, spent, expired, closing }, index) =>
      opening + earned - spent - expired === closing &&
      (index === 0 || opening === months[index - 1]!.closing),
  );
}

/** A period that is shown by itself, or several quiet ones one after the other. */
export type FoldedPeriods =
  | { readonly kind: 'one'; readonly period: MonthView }
  | {
      readonly kind: 'quiet';
      readonly first: MonthView;
      readonly last: MonthView;
      readonly count: number;
    };

/** Periods with two or more quiet ones in a row folded into one line; the one in focus stays as it is. */
export function foldQuiet(periods: readonly MonthView[], focus: string | null): FoldedPeriods[] {
  const folded: FoldedPeriods[] = [];
  const isQuiet = ({ movements, month }: MonthView): boolean => movements === 0 && month !== focus;
  for (let i = 0; i < periods.length;) {
    let after = i;
    while (after < periods.length && isQuiet(periods[after]!)) after++;
    const count = after - i;
    if (count > 1)
      folded.push({ kind: 'quiet', first: periods[i]!, last: periods[after - 1]!, count });
    else folded.push({ kind: 'one', period: periods[i]! });
    i += Math.max(1, count);
  }
  return folded;
}

/** Activity over all months, from the first opening to the last closing. */
export function sumOfMonths(
  months: readonly MonthView[],
): Pick<MonthView, 'opening' | 'earned' | 'spent' | 'expired' | 'closing' | 'movements'> | null {
  const [first] = months;
  const last = months.at(-1);
  if (!first || !last) return null;
  const sum = (of: (month: MonthView) => number): number =>
    months.reduce((total, month) => total + of(month), 0);
  return {
    opening: first.opening,
    earned: sum(({ earned }) => earned),
    spent: sum(({ spent }) => spent),
    expired: sum(({ expired }) => expired),
    closing: last.closing,
    movements: sum(({ movements }) => movements),
  };
}

/** Buckets with their share of the largest one, 0 to 1: how long their bars are. */
export function withShares(
  buckets: readonly BucketView[],
): readonly (BucketView & { readonly share: number })[] {
  const largest = Math.max(0, ...buckets.map(({ cents }) => cents));
  return buckets.map((bucket) => ({
    ...bucket,
    share: largest === 0 ? 0 : Math.max(0, bucket.cents) / largest,
  }));
}

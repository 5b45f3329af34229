import { FLUX_MEASURES } from '../../contract/close/flux.ts';
import type { FluxMeasure, FluxSlice } from '../../contract/close/flux.ts';
import type { ActivityLine } from '../../contract/close/journal.ts';
import type { Calendar } from '../../periods/period-kind.ts';
import { periodsWithin, spanOfPeriod } from '../../periods/periods.ts';
import type { RollForwardKind } from '../../periods/periods.ts';
import type { Activity } from '../activity/activity.ts';
import type { Series } from './comparisons/comparison.ts';

/** What was followed of a slice. */
export interface FluxSeries extends FluxSlice, Series {
  readonly measure: FluxMeasure;
}

/**
 * What moved, and what was owed, in each period up to one, in total and by group and reason (RULES.md section 12).
 * By reason there is no balance: what is spent has no reason of its own. In the order of currencies, columns, values
 * and measures.
 */
export function fluxSeries(
  { groupColumns, lines }: Activity,
  kind: RollForwardKind,
  calendar: Calendar,
  period: string,
): readonly FluxSeries[] {
  const periods = periodsUpTo(period, lines, kind, calendar);
  const placeOf = new Map(periods.map((name, place) => [name, place]));
  const slices = new Map<string, { slice: FluxSlice; sums: Record<FluxMeasure, number[]> }>();
  const add = (slice: FluxSlice, line: ActivityLine, place: number): void => {
    const column = [null, ...groupColumns, 'REASON'].indexOf(slice.column);
    const key = [slice.currency, column, slice.value].join('\u0000');
    let of = slices.get(key);
    if (!of) {
      const quiet = (): number[] => periods.map(() => 0);
      const sums = { earned: quiet(), spent: quiet(), expired: quiet(), closing: quiet() };
      slices.set(key, (of = { slice, sums }));
    }
    of.sums[line.type][place]! += line.cents;
    of.sums.closing[place]! += line.type === 'earned' ? line.cents : -line.cents;
  };
  for (const line of lines) {
    const place = placeOf.get(line.period);
    if (place === undefined) continue;
    const { currency } = line;
    add({ currency, column: null, value: '' }, line, place);
    for (const column of groupColumns)
      add({ currency, column, value: line.groups[column] ?? '' }, line, place);
    add({ currency, column: 'REASON', value: line.reason }, line, place);
  }
  return [...slices.keys()].sort().flatMap((key) => {
    const { slice, sums } = slices.get(key)!;
    const measures = (Object.keys(FLUX_MEASURES) as FluxMeasure[]).filter(
      (measure) => measure !== 'closing' || slice.column !== 'REASON',
    );
    return measures.map((measure): FluxSeries => {
      const cents = measure === 'closing' ? runningSums(sums.closing) : sums[measure];
      return { ...slice, measure, kind, calendar, periods, cents };
    });
  });
}

/** All periods from that of the first movement up to one, in the order of time. */
function periodsUpTo(
  period: string,
  lines: readonly ActivityLine[],
  kind: RollForwardKind,
  calendar: Calendar,
): readonly string[] {
  const { end } = spanOfPeriod(period, calendar)!;
  let start = spanOfPeriod(period, calendar)!.start;
  for (const name of new Set(lines.map((line) => line.period)))
    start = Math.min(start, spanOfPeriod(name, calendar)!.start);
  return periodsWithin(kind, { start, end }, calendar, Infinity).reverse();
}

function runningSums(changes: readonly number[]): readonly number[] {
  let sum = 0;
  return changes.map((change) => (sum += change));
}

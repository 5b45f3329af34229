import { dayText, endOfDay } from '../ledger/time.ts';
import type { Calendar } from '../periods/period-kind.ts';
import {
  kindOf,
  kindOfPeriod,
  periodsWithin,
  ROLL_FORWARD_KINDS,
  spanOfPeriod,
} from '../periods/periods.ts';
import type { RunRecord } from './run.ts';
import type { Settings } from './settings.ts';
import type { RollForwardKind } from '../periods/periods.ts';

// For the sides that reach the program through the contract alone.
export { isPeriodName, kindOfPeriod, PERIOD_EXAMPLES, PLAIN_CALENDAR } from '../periods/periods.ts';
export type { RollForwardKind } from '../periods/periods.ts';
export type { Calendar } from '../periods/period-kind.ts';

/** The kinds by which a roll-forward can be drawn up, with their names for a person. */
export const ROLL_FORWARD_WORDS: readonly {
  readonly kind: RollForwardKind;
  readonly title: string;
  readonly many: string;
}[] = ROLL_FORWARD_KINDS.map((kind) => ({
  kind,
  title: kindOf(kind).title,
  many: kindOf(kind).many,
}));

/** The first and the last day that a ledger has movements on, `YYYY-MM-DD`. */
export interface DaysHeld {
  readonly first: string;
  readonly last: string;
}

/** As many periods of a kind are offered. */
const MOST_OFFERED = 120;

/**
 * The periods of a kind in which days lie, the latest first. None begins after `today` (`YYYY-MM-DD`): nobody
 * reports on it yet. Where not all rows were looked at, those up to today are among them.
 */
export function periodsHeld(
  kind: RollForwardKind,
  { first, last }: DaysHeld,
  {
    isWhole,
    today,
    calendar,
  }: {
    readonly isWhole: boolean;
    readonly today: string;
    readonly calendar: Calendar;
  },
): readonly string[] {
  const until = !isWhole || last > today ? today : last;
  const [from, to] = [first < until ? first : until, until].map((day) => endOfDay(day)!);
  return periodsWithin(kind, { start: from!, end: to! }, calendar, MOST_OFFERED);
}

/**
 * The as-of day (`YYYY-MM-DD`) that the settings ask for, which is that of the period's end where they name a
 * period alone; null where they leave it to the ledger (RULES.md section 2a).
 */
export function askedDay({
  asOf,
  period,
  calendar,
}: Pick<Settings, 'asOf' | 'period' | 'calendar'>): string | null {
  if (asOf !== null) return asOf;
  return period === null ? null : dayText(spanOfPeriod(period, calendar)!.end);
}

/** The first and the last day of a period, `YYYY-MM-DD`. Throws a TypeError for the name of none. */
export function daysOfPeriod(name: string, calendar: Calendar): DaysHeld {
  const { start, end } = spanOfPeriod(name, calendar)!;
  return { first: dayText(start), last: dayText(end) };
}

/**
 * What a run reports on: the whole ledger, or periods of some kind. Only runs of one of these can be compared
 * from period end to period end.
 */
export function periodsOfRun({ period, settings }: Pick<RunRecord, 'period' | 'settings'>): {
  readonly id: string;
  readonly words: string;
} {
  if (period === null) return { id: 'whole', words: 'Whole ledger' };
  const kind = kindOfPeriod(period, settings.calendar);
  return kind === null
    ? { id: 'other', words: 'Other periods' }
    : { id: kind.id, words: kind.many };
}

/** The day at whose end a run states its figures; of runs of before that was kept, that of their last row. */
export function asOfDay({
  cutOff,
  highWater,
  startedAt,
}: Pick<RunRecord, 'cutOff' | 'highWater' | 'startedAt'>): string {
  return cutOff?.asOf ?? dayText(highWater ?? startedAt);
}

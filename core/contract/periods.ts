import { dayText } from '../ledger/time.ts';
import { kindOf, kindOfPeriod, ROLL_FORWARD_KINDS, spanOfPeriod } from '../periods/periods.ts';
import type { RunRecord } from './run.ts';
import type { Settings } from './settings.ts';
import type { RollForwardKind } from '../periods/periods.ts';

// For the sides that reach the program through the contract alone.
export { isPeriodName, PERIOD_EXAMPLES } from '../periods/periods.ts';
export type { RollForwardKind } from '../periods/periods.ts';

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

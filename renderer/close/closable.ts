import type { RunRecord } from '../../core/contract/run.ts';
import {
  asOfDay,
  daysOfPeriod,
  kindOfPeriod,
  periodsHeld,
  ROLL_FORWARD_WORDS,
} from '../../core/contract/periods.ts';
import type { RollForwardKind } from '../../core/contract/periods.ts';

/** Why there is no close of a run; null where there is one. */
export type WhyNotClosed = 'not-completed' | 'archived' | 'whole-ledger' | 'period-kind';

/** Whether the period of a run can be closed, by the run alone: it is completed, counts, and is of a period. */
export function whyNotClosed({
  status,
  archived,
  period,
  settings,
}: Pick<RunRecord, 'status' | 'archived' | 'period' | 'settings'>): WhyNotClosed | null {
  if (status !== 'completed') return 'not-completed';
  if (archived !== null) return 'archived';
  if (period === null) return 'whole-ledger';
  const kind = kindOfPeriod(period, settings.calendar);
  return ROLL_FORWARD_WORDS.some((words) => words.kind === kind?.id) ? null : 'period-kind';
}

/** The periods of a kind, the latest first, that a run has movements in, which are in these months (`YYYY-MM`). */
export function periodsToRun(
  months: readonly string[],
  run: Pick<RunRecord, 'cutOff' | 'highWater' | 'startedAt' | 'settings'>,
  kind: RollForwardKind,
): readonly string[] {
  const sorted = months.toSorted();
  const [first, latest] = [sorted[0], sorted.at(-1)];
  if (first === undefined || latest === undefined) return [];
  const { calendar } = run.settings;
  // The as-of day may be long after the last movement, or within its month.
  const last = [asOfDay(run), daysOfPeriod(latest, calendar).last].toSorted()[0]!;
  return periodsHeld(
    kind,
    { first: `${first}-01`, last },
    { isWhole: true, today: last, calendar },
  );
}

import type { RunSettings } from '../../core/contract/api/run-settings.ts';
import type { S3Access } from '../../core/contract/api/places.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import type { RunStatus } from '../../core/contract/run.ts';
import type { Schedule, ScheduledTime } from '../../core/contract/schedules/schedule.ts';
import { periodRule } from '../../core/schedule/period-rules.ts';
import { wallAt } from '../../core/schedule/zone.ts';
import { calendarOf } from '../history/kept-reading.ts';
import { unknown } from '../history/tables/unknown.ts';
import type { History } from '../history/history.ts';

/** What is to be run at a time of a schedule. */
export interface ScheduledRun {
  readonly sourceId: number;
  readonly place: string;
  readonly s3: S3Access | undefined;
  readonly settings: RunSettings;
  readonly period: string | null;
  readonly deliver: boolean;
}

/** What came of it. */
export interface Carried {
  readonly outcome: RunStatus | 'paused';
  readonly runId: string | null;
  readonly problem: ProblemValue | null;
}

/** How a run is carried out where the program is: with a window, or without. */
export interface Carrier {
  /** Looks whether the file is there. Throws Problems of the way to it. */
  look(run: ScheduledRun): Promise<void>;
  /** Throws what keeps it from beginning. */
  carry(run: ScheduledRun): Promise<Carried>;
}

/** What a schedule has run at one of its times. Throws Problem `source.unknown`. */
export function scheduledRun(
  history: Pick<History, 'getSource' | 'savedSource' | 'listRuns'>,
  schedule: Schedule,
  { dueAt }: Pick<ScheduledTime, 'dueAt'>,
): ScheduledRun {
  const { sourceId, period: rule, zone, policy, deliver } = schedule;
  const source = history.getSource(sourceId);
  if (source === null) throw unknown('source.unknown', String(sourceId), 'Choose another source.');
  const saved = history.savedSource(sourceId);
  const period =
    periodRule(rule)?.periodAt(wallAt(dueAt, zone), calendarOf(history, sourceId)) ?? null;
  // What the source is set up with holds, but for a day and a period of its own.
  const { asOf, period: ofSource, ...settings } = saved?.settings ?? {};
  void [asOf, ofSource];
  return {
    sourceId,
    place: source.place,
    s3: saved?.s3,
    period,
    deliver,
    settings: { ...settings, ...(period !== null && { period }), ...(policy && { policy }) },
  };
}

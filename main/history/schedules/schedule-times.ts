import { z } from 'zod';
import { TIME_STATES } from '../../../core/contract/schedules/schedule.ts';
import type { ScheduledTime, TimeState } from '../../../core/contract/schedules/schedule.ts';
import { problemValueSchema } from '../../../core/contract/run.ts';
import { withoutSecrets } from '../../secrets/without-secrets.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { json, parsed } from '../tables/history-context.ts';

interface TimeRow {
  id: number;
  schedule_id: number;
  due_at: number;
  state: string;
  tries: number;
  next_try_at: number | null;
  started_at: number | null;
  ended_at: number | null;
  run_id: string | null;
  problem: string | null;
  checklist: string | null;
}

/** What is noted of a time anew. */
export type TimeChange = Partial<Omit<ScheduledTime, 'id' | 'scheduleId' | 'dueAt'>>;

/** What became of the times of schedules. */
export function scheduleTimeFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { prepared, atomically } = context;

  /** Notes times of a schedule that have come, each once, and that all up to `seen` are noted. */
  function noteTimes(
    scheduleId: number,
    times: readonly { readonly at: number; readonly state: TimeState }[],
    seen: number,
  ): void {
    atomically(() => {
      for (const { at, state } of times) {
        const { isOver } = TIME_STATES[state];
        const { changes } = prepared<[number, number, string, number | null, number, number]>(
          `INSERT INTO schedule_times (schedule_id, due_at, state, ended_at) SELECT ?, ?, ?, ?
           WHERE NOT EXISTS (SELECT 1 FROM schedule_times WHERE schedule_id = ? AND due_at = ?)`,
        ).run(scheduleId, at, state, isOver ? seen : null, scheduleId, at);
        if (changes > 0) tell(scheduleId, at, state, null);
      }
      prepared<[number, number]>('UPDATE schedules_seen SET seen = ? WHERE schedule_id = ?').run(
        seen,
        scheduleId,
      );
    });
  }

  /** Those that are not over, the one that was due first in front. */
  function openTimes(): ScheduledTime[] {
    const open = (Object.keys(TIME_STATES) as TimeState[]).filter(
      (state) => !TIME_STATES[state].isOver,
    );
    return prepared<[string], TimeRow>(
      `${SELECT} WHERE state IN (SELECT value FROM json_each(?)) ORDER BY due_at, id`,
    )
      .all(JSON.stringify(open))
      .map(timeOf);
  }

  /** The latest first. */
  function timesOf(scheduleId: number, limit: number): ScheduledTime[] {
    return prepared<[number, number], TimeRow>(
      `${SELECT} WHERE schedule_id = ? ORDER BY due_at DESC LIMIT ?`,
    )
      .all(scheduleId, limit)
      .map(timeOf);
  }

  /** Notes what has become of a time. */
  function changeTime(time: ScheduledTime, change: TimeChange): ScheduledTime {
    const now = { ...time, ...change };
    return atomically(() => {
      prepared<
        [
          string,
          number,
          number | null,
          number | null,
          number | null,
          string | null,
          string | null,
          string | null,
          number,
        ]
      >(
        `UPDATE schedule_times SET state = ?, tries = ?, next_try_at = ?, started_at = ?, ended_at = ?, run_id = ?,
           problem = ?, checklist = ? WHERE id = ?`,
      ).run(
        now.state,
        now.tries,
        now.nextTryAt,
        now.startedAt,
        now.endedAt,
        now.runId,
        json(withoutSecrets(now.problem)),
        json(now.checklist),
        time.id,
      );
      if (now.state !== time.state) tell(time.scheduleId, time.dueAt, now.state, now.runId);
      return now;
    });
  }

  function tell(scheduleId: number, dueAt: number, state: TimeState, runId: string | null): void {
    appendAudit({ action: 'schedule.time', runId, detail: { scheduleId, dueAt, state } });
  }

  return { noteTimes, openTimes, timesOf, changeTime };
}

const SELECT = `SELECT id, schedule_id, due_at, state, tries, next_try_at, started_at, ended_at, run_id, problem,
  checklist FROM schedule_times`;

const checklistSchema = z.array(z.string()).nullable();

function timeOf(row: TimeRow): ScheduledTime {
  return {
    id: row.id,
    scheduleId: row.schedule_id,
    dueAt: row.due_at,
    state: row.state as TimeState,
    tries: row.tries,
    nextTryAt: row.next_try_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    runId: row.run_id,
    problem: problemValueSchema.nullable().parse(parsed(row.problem)),
    checklist: checklistSchema.parse(parsed(row.checklist)),
  };
}

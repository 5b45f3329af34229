import { scheduleDraftSchema } from '../../../core/contract/schedules/schedule.ts';
import type { Schedule, ScheduleDraft } from '../../../core/contract/schedules/schedule.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { parsed } from '../tables/history-context.ts';
import { unknown } from '../tables/unknown.ts';

interface ScheduleRow {
  id: number;
  draft: string;
  since: number;
  seen: number;
}

/** A schedule, and up to when its times are noted. */
export interface SeenSchedule extends Schedule {
  readonly seen: number;
}

/** The schedules that people have set up. */
export function scheduleFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { prepared, atomically } = context;

  /** In the order in which they were set up. */
  function schedules(): SeenSchedule[] {
    return prepared<[], ScheduleRow>(`${SELECT} ORDER BY id`).all().map(scheduleOf);
  }

  /** Throws Problem `schedule.unknown`. */
  function schedule(id: number): SeenSchedule {
    const row = prepared<[number], ScheduleRow>(`${SELECT} AND id = ?`).get(id);
    if (!row) throw unknown('schedule.unknown', String(id), 'Check the list of schedules.');
    return scheduleOf(row);
  }

  /**
   * Sets up a schedule (`id` null) or changes one, which begins anew with it: times before `at` are none of it.
   * Throws Problem `schedule.unknown`.
   */
  function saveSchedule(id: number | null, draft: ScheduleDraft, at: number): SeenSchedule {
    return atomically(() => {
      const before = id === null ? null : schedule(id);
      const text = JSON.stringify(draft);
      const saved =
        id ??
        Number(
          prepared<[number, string, number]>(
            'INSERT INTO schedules (source_id, draft, since) VALUES (?, ?, ?)',
          ).run(draft.sourceId, text, at).lastInsertRowid,
        );
      if (id !== null)
        prepared<[number, string, number, number]>(
          'UPDATE schedules SET source_id = ?, draft = ?, since = ? WHERE id = ?',
        ).run(draft.sourceId, text, at, id);
      prepared<[number, number]>(
        `INSERT INTO schedules_seen (schedule_id, seen) VALUES (?, ?)
         ON CONFLICT (schedule_id) DO UPDATE SET seen = excluded.seen`,
      ).run(saved, at);
      appendAudit({
        action: 'schedule.saved',
        detail: { scheduleId: saved, before: before && draftOf(before), after: draft },
      });
      return schedule(saved);
    });
  }

  /** Takes a schedule off the list; what became of its times stays. Throws Problem `schedule.unknown`. */
  function removeSchedule(id: number): void {
    atomically(() => {
      const before = schedule(id);
      prepared<[number]>('UPDATE schedules SET removed = 1 WHERE id = ?').run(id);
      appendAudit({
        action: 'schedule.removed',
        detail: { scheduleId: id, before: draftOf(before), after: null },
      });
    });
  }

  return { schedules, schedule, saveSchedule, removeSchedule };
}

const SELECT = `SELECT id, draft, since, seen FROM schedules JOIN schedules_seen ON schedule_id = id
  WHERE removed = 0`;

function scheduleOf({ id, draft, since, seen }: ScheduleRow): SeenSchedule {
  return { ...scheduleDraftSchema.parse(parsed(draft)), id, since, seen };
}

function draftOf({ id, since, seen, ...draft }: SeenSchedule): ScheduleDraft {
  void [id, since, seen];
  return draft;
}

import type {
  ScheduleDraft,
  SchedulePreview,
  ScheduleView,
} from '../../core/contract/schedules/schedule.ts';
import { TIME_STATES } from '../../core/contract/schedules/schedule.ts';
import { nextTime, timesAfter } from '../../core/schedule/next-times.ts';
import { periodRule } from '../../core/schedule/period-rules.ts';
import { scheduleSentence } from '../../core/schedule/sentence.ts';
import { calendarOf } from '../history/kept-reading.ts';
import type { History } from '../history/history.ts';
import type { SeenSchedule } from '../history/schedules/schedules.ts';

type ViewedHistory = Pick<History, 'getSource' | 'timesOf' | 'savedSource' | 'listRuns'>;

const PREVIEWED = 5;

/** A schedule as the list shows it, at a moment (epoch ms). */
export function scheduleView(
  history: ViewedHistory,
  { seen, ...schedule }: SeenSchedule,
  now: number,
): ScheduleView {
  void seen;
  const source = sourceName(history, schedule.sourceId);
  const times = history.timesOf(schedule.id, 20);
  return {
    ...schedule,
    source,
    sentence: scheduleSentence(schedule, source),
    nextAt: schedule.isOn ? (nextTime(schedule, now)?.at ?? null) : null,
    last: times.find(({ state }) => TIME_STATES[state].isOver) ?? null,
    current: times.find(({ state }) => !TIME_STATES[state].isOver) ?? null,
  };
}

/** What a draft would do from a moment on. */
export function schedulePreview(
  history: ViewedHistory,
  draft: ScheduleDraft,
  now: number,
): SchedulePreview {
  const calendar = calendarOf(history, draft.sourceId);
  const next: { at: number; period: string | null }[] = [];
  for (const { at, wall } of timesAfter(draft, now)) {
    next.push({ at, period: periodRule(draft.period)?.periodAt(wall, calendar) ?? null });
    if (next.length === PREVIEWED) break;
  }
  return { sentence: scheduleSentence(draft, sourceName(history, draft.sourceId)), next };
}

function sourceName(history: ViewedHistory, id: number): string {
  return history.getSource(id)?.name ?? `source ${id}`;
}

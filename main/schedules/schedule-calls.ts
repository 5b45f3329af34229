import type { ApiEvent, ApiHandlers } from '../../core/contract/api/api.ts';
import { PERIOD_RULES } from '../../core/schedule/period-rules.ts';
import { TIMING_EXAMPLES } from '../../core/schedule/timings/timings.ts';
import type { AppContext } from '../app/app-context.ts';
import { unknown } from '../history/tables/unknown.ts';
import { programCarrier } from './carry-in-program.ts';
import { lookAgainAndAgain } from './clock.ts';
import { scheduleDesk } from './desk.ts';
import { checkDraft } from './schedule-problems.ts';
import { schedulePreview, scheduleView } from './schedule-view.ts';
import {
  installSchedules,
  systemSchedule,
  thisSystem,
  uninstallSchedules,
} from './system-schedule.ts';

type Calls = Extract<keyof ApiHandlers, `schedules.${string}`>;

/** Schedules, and the clock that runs them while the program is open. */
export function scheduleHandlers(
  context: AppContext,
  onEvent: (listener: (event: ApiEvent) => void) => () => void,
): Pick<ApiHandlers, Calls> {
  const { root, history, now, emit, onClose } = context;
  const changed = (): void => emit('schedules.changed', null);
  const desk = scheduleDesk({
    root,
    history,
    now,
    carrier: programCarrier(context, onEvent),
    changed,
  });
  onClose(lookAgainAndAgain(() => desk.look()));
  const ms = (): number => now().getTime();

  return {
    'schedules.list': () => history.schedules().map((one) => scheduleView(history, one, ms())),
    'schedules.choices': () => ({
      periods: PERIOD_RULES.map(({ id, words }) => ({ id, words })),
      examples: TIMING_EXAMPLES,
      zones: Intl.supportedValuesOf('timeZone'),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
    'schedules.preview': (draft) => {
      checkDraft(draft);
      return schedulePreview(history, draft, ms());
    },
    'schedules.save': ({ id, draft }) => {
      checkDraft(draft);
      if (history.getSource(draft.sourceId) === null)
        throw unknown('source.unknown', String(draft.sourceId), 'Choose another source.');
      const saved = history.saveSchedule(id, draft, ms());
      changed();
      return scheduleView(history, saved, ms());
    },
    'schedules.remove': ({ id }) => {
      history.removeSchedule(id);
      changed();
      return null;
    },
    'schedules.run': ({ id }) => {
      desk.runNow(id);
      // It shows in the list what becomes of it; what keeps it from being looked at now passes.
      void desk.look().catch(() => undefined);
      return null;
    },
    'schedules.times': ({ id, limit }) => history.timesOf(id, limit),
    'schedules.system': () => systemSchedule(root, thisSystem()),
    'schedules.install': ({ install }) =>
      install ? installSchedules(root, thisSystem()) : uninstallSchedules(root, thisSystem()),
  };
}

import { holidaysIn } from '../../core/contract/schedules/holidays.ts';
import { scheduleDraftSchema } from '../../core/contract/schedules/schedule.ts';
import type { ScheduleDraft, ScheduleView } from '../../core/contract/schedules/schedule.ts';
import type { Policy } from '../../core/contract/settings.ts';

/** A schedule as it is typed. */
export interface ScheduleForm {
  readonly name: string;
  readonly sourceId: string;
  readonly isOn: boolean;
  readonly when: string;
  readonly zone: string;
  readonly weekend: readonly number[];
  readonly holidays: string;
  readonly period: string;
  readonly policy: Policy | '';
  readonly waitHours: string;
  readonly missed: ScheduleDraft['missed'];
  readonly retries: string;
  readonly checklist: boolean;
  readonly deliver: boolean;
}

/** The form of a schedule, or of a new one of a source: month-end, with half a day to wait for its file. */
export function formOf(
  schedule: ScheduleView | null,
  source: { readonly id: number; readonly name: string },
  zone: string,
): ScheduleForm {
  const { calendar, waitMinutes, retries, sourceId, policy, ...same }: ScheduleDraft =
    schedule ??
    scheduleDraftSchema.parse({
      name: `${source.name} month-end`.slice(0, 200),
      sourceId: source.id,
      when: '1st at 02:00',
      zone,
      waitMinutes: 12 * 60,
    });
  return {
    name: same.name,
    sourceId: String(sourceId),
    isOn: same.isOn,
    when: same.when,
    zone: same.zone,
    weekend: calendar.weekend,
    holidays: calendar.holidays.join('\n'),
    period: same.period,
    policy: policy ?? '',
    waitHours: String(Math.round((waitMinutes / 60) * 100) / 100),
    missed: same.missed,
    retries: String(retries),
    checklist: same.checklist,
    deliver: same.deliver,
  };
}

/** What the form says; what of it is no number counts as none. */
export function draftOf(form: ScheduleForm): ScheduleDraft {
  const { weekend, holidays, sourceId, policy, waitHours, retries, ...same } = form;
  const whole = (text: string, most: number): number =>
    Math.min(most, Math.max(0, Math.round(Number(text.replace(',', '.')) || 0)));
  return {
    ...same,
    sourceId: Number(sourceId),
    calendar: { weekend: [...weekend], holidays: [...holidaysIn(holidays)] },
    policy: policy === '' ? null : policy,
    waitMinutes: whole(String((Number(waitHours.replace(',', '.')) || 0) * 60), 20_160),
    retries: whole(retries, 10),
  };
}

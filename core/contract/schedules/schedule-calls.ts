import { z } from 'zod';
import { call } from '../calls/call.ts';
import { entryOf, entryWithin, noEntry } from '../calls/entry.ts';
import { scheduleDraftSchema } from './schedule.ts';
import type { ScheduledTime, SchedulePreview, ScheduleView, SystemSchedule } from './schedule.ts';

const id = z.int();

export const scheduleCalls = {
  'schedules.list': call<readonly ScheduleView[]>()(z.strictObject({}), noEntry),
  /** The rules by which a period is chosen, and ways to say when. */
  'schedules.choices': call<{
    readonly periods: readonly { readonly id: string; readonly words: string }[];
    readonly examples: readonly string[];
    readonly zones: readonly string[];
    readonly zone: string;
  }>()(z.strictObject({}), noEntry),
  /** What a draft would do. Throws Problems `schedule.when`, `schedule.zone`, `schedule.period`. */
  'schedules.preview': call<SchedulePreview>()(scheduleDraftSchema, noEntry),
  /** Sets up a schedule (`id` null) or changes one. Throws as `schedules.preview`, and `source.unknown`. */
  'schedules.save': call<ScheduleView>()(
    z.strictObject({ id: id.nullable(), draft: scheduleDraftSchema }),
    entryWithin('schedule.saved'),
  ),
  'schedules.remove': call<null>()(z.strictObject({ id }), entryWithin('schedule.removed')),
  /** Runs it now, as if its time had come; what becomes of it shows in the list. */
  'schedules.run': call<null>()(z.strictObject({ id }), entryWithin('schedule.time')),
  /** The times of a schedule so far, the latest first. */
  'schedules.times': call<readonly ScheduledTime[]>()(
    z.strictObject({ id, limit: z.int().min(1).max(200).default(20) }),
    noEntry,
  ),
  'schedules.system': call<SystemSchedule>()(z.strictObject({}), noEntry),
  /** Has the system run schedules while the program is closed, or has it stop that. */
  'schedules.install': call<SystemSchedule>()(
    z.strictObject({ install: z.boolean() }),
    entryOf('schedule.system', ({ install }) => ({ detail: { install } })),
  ),
} as const;

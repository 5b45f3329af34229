import { z } from 'zod';
import type { ProblemValue } from '../problem.ts';
import { POLICIES, waitMinutesSchema } from '../settings.ts';

/** The days on which nobody is at work. */
export const businessCalendarSchema = z.strictObject({
  /** Days of the week that are none of business, 0 for Sunday to 6 for Saturday. */
  weekend: z.array(z.int().min(0).max(6)).max(6).default([0, 6]),
  /** `YYYY-MM-DD`. */
  holidays: z.array(z.iso.date()).max(2000).default([]),
});
export type BusinessCalendar = z.infer<typeof businessCalendarSchema>;

/** What becomes of times at which neither the program nor the system could run it. */
export const MISSED_WORDS = {
  'catch-up': 'Run the latest one as soon as possible',
  report: 'Only report them',
} as const;

/** What a person sets up: when a source is reconciled by itself, and how (RULES.md section 20). */
export const scheduleDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  sourceId: z.int(),
  isOn: z.boolean().default(true),
  /** In plain words, `1st at 02:00`, or as cron has it. */
  when: z.string().trim().min(1).max(200),
  /** Of the time zones' database (IANA), such as `Europe/Berlin`. */
  zone: z.string().min(1).max(100),
  calendar: businessCalendarSchema.prefault({}),
  /** Which period it is about: the id of a rule. */
  period: z.string().max(40).default('month-before'),
  /** Null: that of the source and of the settings. */
  policy: z.enum(POLICIES).nullable().default(null),
  /** How long the file is waited for after the time. */
  waitMinutes: waitMinutesSchema.default(0),
  missed: z.enum(['catch-up', 'report']).default('catch-up'),
  /** How often it is tried again where the reason may pass. */
  retries: z.int().min(0).max(10).default(5),
  /** Whether what the close still needs is told with the run. */
  checklist: z.boolean().default(true),
  /** Whether results are delivered as the settings say. */
  deliver: z.boolean().default(true),
});
export type ScheduleDraft = z.infer<typeof scheduleDraftSchema>;

export interface Schedule extends ScheduleDraft {
  readonly id: number;
  /** Epoch ms; times before it are none of this schedule. */
  readonly since: number;
}

/** How it stands with one of the times of a schedule. */
export const TIME_STATES = {
  due: { words: 'Waits for its turn', isOver: false },
  running: { words: 'Running', isOver: false },
  waiting: { words: 'Waits for the file', isOver: false },
  retry: { words: 'Will be tried again', isOver: false },
  done: { words: 'Completed', isOver: true },
  halted: { words: 'Halted: the file has errors', isOver: true },
  failed: { words: 'Failed', isOver: true },
  late: { words: 'The file did not arrive in time', isOver: true },
  missed: { words: 'Missed', isOver: true },
} as const;
export type TimeState = keyof typeof TIME_STATES;

/** A time of a schedule, and what became of it. */
export interface ScheduledTime {
  readonly id: number;
  readonly scheduleId: number;
  /** Epoch ms, like all moments here. */
  readonly dueAt: number;
  readonly state: TimeState;
  /** How often it was tried. */
  readonly tries: number;
  /** When it is tried or the file is looked for again; null where it is not. */
  readonly nextTryAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly runId: string | null;
  readonly problem: ProblemValue | null;
  /** What the close of the period still needs, in words; null where nobody asked for it. */
  readonly checklist: readonly string[] | null;
}

/** A schedule as the list shows it. */
export interface ScheduleView extends Schedule {
  readonly source: string;
  /** What it does, in one sentence. */
  readonly sentence: string;
  /** Null where it is off, or never comes. */
  readonly nextAt: number | null;
  readonly last: ScheduledTime | null;
  /** What it does at present; null where it does nothing. */
  readonly current: ScheduledTime | null;
}

/** What a draft would do. */
export interface SchedulePreview {
  readonly sentence: string;
  /** The next five times, epoch ms, with the period that each would be about; null for the whole ledger. */
  readonly next: readonly { readonly at: number; readonly period: string | null }[];
}

/** How the system runs schedules while the program is closed. */
export interface SystemSchedule {
  /** What does it here, such as `systemd`; null where nothing is known that does. */
  readonly by: string | null;
  readonly isInstalled: boolean;
  /** The files that it consists of. */
  readonly files: readonly string[];
  /** When the system looks next, and has looked last, where it tells; epoch ms. */
  readonly nextAt: number | null;
  readonly lastAt: number | null;
  /** What the person should know of it; null where nothing is. */
  readonly note: string | null;
}

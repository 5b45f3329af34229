import type { CloseView } from '../../core/contract/close/close-view.ts';
import { z } from 'zod';
import { deliverySchema } from '../../core/contract/api/delivery.ts';
import { sourceChoiceSchema } from '../../core/contract/recognition.ts';
import { placePeriodSchema, remoteAccessSchema } from '../../core/contract/api/places.ts';
import { problemValueSchema, sha256Schema } from '../../core/contract/run.ts';
import { settingsSchema, POLICIES } from '../../core/contract/settings.ts';
import { PROGRESS_UNITS, STEP_NAMES } from '../../core/contract/steps.ts';
import type { PublishedRun, PublishedVerdict } from '../../core/published/verify-published.ts';

/** What the runner is to do. Another kind of work is another member of the union. */
export const runTaskSchema = z.strictObject({
  task: z.literal('run'),
  /** The data folder, absolute. */
  root: z.string(),
  /** The source, as the history names it. */
  place: z.string(),
  /** Where a local source is read from; null for a remote one, which is fetched. */
  path: z.string().nullable(),
  /** How a remote source is reached. It holds secrets. */
  access: remoteAccessSchema,
  /** For a pattern. */
  period: placePeriodSchema,
  /** How long to wait for a source that is not there yet. */
  waitMs: z.int().min(0),
  /** How much of fetched objects is kept. */
  cacheBytes: z.int().min(0),
  settings: settingsSchema,
  /** Which source it is a file of. */
  sourceChoice: sourceChoiceSchema,
  /** They say all of how the file is read. */
  readingIsWhole: z.boolean(),
  workers: z.int().min(0),
  force: z.boolean(),
  until: z.enum(STEP_NAMES).nullable(),
  /** Folder in which a completed run's files are put as well, in one named after the run. */
  outputFolder: z.string().nullable(),
  /**
   * Where a completed run's files are uploaded to as well; it holds secrets. Or why they cannot be; null
   * where they are not to be.
   */
  delivery: z
    .union([
      z.strictObject({ delivery: deliverySchema, access: remoteAccessSchema }),
      z.strictObject({ problem: problemValueSchema }),
    ])
    .nullable(),
  /** Who acts, for the audit trail. */
  actor: z.string().nullable(),
  /** The session that the run belongs to; absent for one of its own. */
  session: z.strictObject({ id: z.string(), address: z.string() }).optional(),
});
export const continueTaskSchema = runTaskSchema
  .omit({ settings: true, sourceChoice: true, readingIsWhole: true, force: true })
  .extend({
    task: z.literal('continue'),
    runId: z.string(),
    /** What the source's bytes were; null where they were never fetched. */
    sha256: sha256Schema.nullable(),
    policy: z.enum(POLICIES).nullable(),
  });
/** The proof of a run's files as they lie on the disk: a {@link PublishedRun}. */
export const verifyTaskSchema = z.strictObject({
  task: z.literal('verify'),
  published: z.custom<PublishedRun>((value) => typeof value === 'object' && value !== null),
});
/** The workbook of a completed run, with what was decided since. */
const workbookTaskSchema = z.strictObject({
  task: z.literal('workbook'),
  root: z.string(),
  runId: z.string(),
  path: z.string(),
  workers: z.int().min(0),
  close: z.custom<CloseView>((value) => typeof value === 'object' && value !== null).nullable(),
  day: z.iso.date(),
});
export const taskSchema = z.discriminatedUnion('task', [
  runTaskSchema,
  continueTaskSchema,
  verifyTaskSchema,
  workbookTaskSchema,
]);
export type RunnerTask = z.infer<typeof taskSchema>;
export type RunTask = z.infer<typeof runTaskSchema>;
export type VerifyTask = z.infer<typeof verifyTaskSchema>;
export type ContinueTask = z.infer<typeof continueTaskSchema>;

export const toRunnerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), work: taskSchema }),
  z.strictObject({ kind: z.literal('cancel') }),
]);
export type ToRunner = z.infer<typeof toRunnerSchema>;

export const runEndingSchema = z.object({
  runId: z.string().nullable(),
  outcome: z.enum([
    'completed',
    'paused',
    'failed',
    'halted',
    'cancelled',
    'interrupted',
    'running',
  ]),
  alreadyReconciled: z.boolean(),
  problem: problemValueSchema.nullable(),
});
export type RunnerEnding = z.infer<typeof runEndingSchema>;

export const fromRunnerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    progress: z.object({
      step: z.enum(STEP_NAMES).nullable(),
      done: z.number(),
      of: z.number().nullable(),
      unit: z.enum(PROGRESS_UNITS).nullable(),
      part: z.string().optional(),
      share: z.number().optional(),
      files: z
        .array(z.object({ name: z.string(), share: z.number() }))
        .readonly()
        .optional(),
      words: z.string(),
      waiting: z
        .object({ nextLookAt: z.number(), until: z.number(), looks: z.number() })
        .optional(),
    }),
  }),
  z.object({ kind: z.literal('run-started'), runId: z.string() }),
  z.object({ kind: z.literal('run-changed'), runId: z.string() }),
  z.object({
    kind: z.literal('verdict'),
    verdict: z.custom<PublishedVerdict>((value) => typeof value === 'object' && value !== null),
  }),
  z.object({ kind: z.literal('ended'), ending: runEndingSchema }),
]);
export type FromRunner = z.infer<typeof fromRunnerSchema>;

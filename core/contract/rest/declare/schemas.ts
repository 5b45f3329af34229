import { z } from 'zod';
import {
  checkRecordSchema,
  findingCountRecordSchema,
  outputRecordSchema,
  problemValueSchema,
  runCountsSchema,
  runRecordSchema,
  runTotalsSchema,
  stepRecordSchema,
} from '../../run.ts';
import { STEP_NAMES } from '../../steps.ts';

export const runIdParam = z.object({ runId: z.string().min(1).max(40) });
export const time = z.int().meta({ description: 'Milliseconds since 1970 (UTC).' });

/** A run as a list shows it. Paths of this computer are left out but for the place that was asked for. */
export const runSchema = z
  .object({
    id: runRecordSchema.shape.id,
    sourceId: z.int(),
    sourceName: z.string(),
    place: z.string(),
    sha256: runRecordSchema.shape.sha256,
    period: z.string().nullable(),
    policy: runRecordSchema.shape.policy,
    status: runRecordSchema.shape.status,
    revision: z.int(),
    startedAt: time,
    endedAt: time.nullable(),
    counts: runCountsSchema.nullable(),
    totals: runTotalsSchema.nullable(),
    quality: z.number().nullable(),
    asOf: z
      .string()
      .nullable()
      .meta({ description: 'The cut-off: all is stated at the end of this day.' }),
    softwareVersion: z.string(),
    problem: problemValueSchema.nullable(),
  })
  .meta({ id: 'Run' });

const fileSchema = outputRecordSchema
  .omit({ path: true })
  .extend({ href: z.string() })
  .meta({ id: 'File' });

/** A run with all that hangs on it. */
export const runDetailSchema = runSchema
  .extend({
    steps: z.array(stepRecordSchema.omit({ checksums: true })),
    checks: z.array(checkRecordSchema.omit({ failures: true })),
    findings: z.array(findingCountRecordSchema),
    files: z.array(fileSchema),
  })
  .meta({ id: 'RunDetail' });

/** Work under way, or what became of it. */
export const jobSchema = z
  .object({
    jobId: z.uuid(),
    kind: z.string().meta({ description: '`run`, or what else it is: `deliver`, `verify`, …' }),
    state: z.enum(['under-way', 'ended']),
    runId: z.string().nullable().meta({ description: 'Null until the source was fetched.' }),
    step: z.enum(STEP_NAMES).nullable(),
    share: z.number().nullable().meta({ description: 'How far the step is, 0 to 1.' }),
    words: z.string().nullable(),
    outcome: z
      .enum([...runRecordSchema.shape.status.options, 'paused'])
      .nullable()
      .meta({ description: 'Null while it is under way.' }),
    problem: problemValueSchema.nullable(),
  })
  .meta({ id: 'Job' });

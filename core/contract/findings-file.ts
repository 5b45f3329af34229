import { z } from 'zod';
import { findingCountRecordSchema, findingRecordSchema } from './run.ts';

/** In the folder of every run that was validated: what the history keeps only samples of. */
export const FINDINGS_FILE = 'findings.json';

/**
 * The findings of a run: true counts, and the first findings of each code (1,000 of them) in the
 * order in which they were found. Those of one code stand in the order of the source's rows.
 */
export const findingsFileSchema = z.object({
  version: z.literal(1),
  counts: findingCountRecordSchema.array().readonly(),
  kept: findingRecordSchema.array().readonly(),
});
export type FindingsFile = z.infer<typeof findingsFileSchema>;

import { z } from 'zod';
import { sha256Schema } from '../run.ts';

/** What can be wrong with the audit log and the records that it vouches for, and what that means. */
export const BREAK_KINDS = {
  'entry-changed': 'An entry was changed after it was written.',
  'entries-missing': 'Entries were deleted, or were cut off at the end.',
  'entry-replaced': 'The log was written anew: a head of it that was kept elsewhere is not in it.',
  'seal-changed': 'The list of what an entry vouches for was changed or deleted.',
  'seal-added': 'There is a list that no entry vouches for.',
  'row-changed': 'A record was changed by other means than this program.',
  'row-missing': 'A record was deleted by other means than this program.',
  'row-added': 'A record was added by other means than this program.',
  'sum-changed': 'A sum is not that of the records.',
  'signed-other': 'What was signed off is not what stands now.',
  'signature-wrong': 'A signature is not that person’s, or not on what it stands for.',
  'signature-missing': 'Something that a person signs has no signature.',
  'layout-changed': 'The layout of the history, or a guard in it, was changed.',
} as const;
export type BreakKind = keyof typeof BREAK_KINDS;

export const breakSchema = z.object({
  /** The same for the same break, as long as nothing more is changed. */
  id: z.string(),
  kind: z.enum(Object.keys(BREAK_KINDS) as [BreakKind, ...BreakKind[]]),
  /** The entry that it is about; null for none. */
  entry: z.int().nullable(),
  runId: z.string().nullable(),
  /** What is wrong, in a sentence. */
  message: z.string(),
});
export type AuditBreak = z.infer<typeof breakSchema>;

/** As many breaks are listed. */
export const MOST_BREAKS = 1000;

export const verdictSchema = z.object({
  /** Epoch milliseconds. */
  at: z.int(),
  /** Whether all was verified, or what is new since the verdict before. */
  isFull: z.boolean(),
  /** The last entry; null for a log without any. */
  head: z.object({ entry: z.int(), hash: sha256Schema }).nullable(),
  /** How many entries, records and kept heads were verified. */
  entries: z.int(),
  rows: z.int(),
  heads: z.int(),
  /** How many breaks there are, of which the first are listed. */
  count: z.int(),
  breaks: z.array(breakSchema),
  /** What is worth knowing and breaks nothing: a clock that was set back. */
  notices: z.array(z.string()),
});
export type AuditVerdict = z.infer<typeof verdictSchema>;

/** How many breaks of a verdict are not listed: nobody can have explained these. */
export function unlistedBreaks({ count, breaks }: Pick<AuditVerdict, 'count' | 'breaks'>): number {
  return count - breaks.length;
}

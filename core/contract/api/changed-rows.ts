import { z } from 'zod';
import { call } from '../calls/call.ts';
import { noEntry } from '../calls/entry.ts';

/** A value of a row that is another one in the later file, as text; empty where it is blank. */
const changedFieldSchema = z.object({
  /** The header in the later file. */
  column: z.string(),
  before: z.string(),
  after: z.string(),
});
export type ChangedField = z.infer<typeof changedFieldSchema>;

const changedRowSchema = z.object({
  /** Its TRANS_ID. */
  id: z.string(),
  /** The row in the file; null where the file lacks it. */
  row: z.int().nullable(),
  /** Customer, currency (empty for none) and wall-clock ms as they were reported. */
  customer: z.string(),
  currency: z.string(),
  createdAt: z.number(),
  /** The amount in cents, signed: as it was reported, and in the file; null where the row is gone. */
  before: z.int(),
  after: z.int().nullable(),
  /** What differs; empty where the row is gone. */
  fields: z.array(changedFieldSchema),
  /** By how many cents balances change if the file counts, and from which month (`YYYY-MM`) on. */
  effects: z.array(
    z.object({ customer: z.string(), currency: z.string(), month: z.string(), cents: z.int() }),
  ),
});
/** A row that was reported and that a later file changes or lacks. */
export type ChangedRow = z.infer<typeof changedRowSchema>;

/** The rows of which a run halts until a person has decided what counts. */
export const changedRowsSchema = z.object({
  /** How many there are; those with the largest amounts are listed, none where the list is lost. */
  total: z.int(),
  rows: z.array(changedRowSchema),
});
export type ChangedRows = z.infer<typeof changedRowsSchema>;

export const changedRowCalls = {
  /** The reported rows that the file of a halted run changes or lacks; none where it does not halt for them. */
  'changedRows.list': call<ChangedRows>()(z.strictObject({ runId: z.string().max(40) }), noEntry),
} as const;

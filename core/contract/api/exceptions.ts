import { z } from 'zod';
import { exceptionStatusSchema } from '../run.ts';
import type { ExceptionNote, ExceptionRecord, ExceptionSummary } from '../run.ts';
import { call } from '../calls/call.ts';
import { entryWithin, noEntry, ofRun, opening } from '../calls/entry.ts';
import { exportTargetSchema, tableFormatSchema } from '../calls/written-file.ts';
import type { WrittenFile } from '../calls/written-file.ts';

const runId = z.string().max(40);
export const EXCEPTION_ORDERS = ['cents', 'createdAt', 'code', 'customer', 'status'] as const;

export const exceptionQuerySchema = z.strictObject({
  code: z.string().optional(),
  status: exceptionStatusSchema.optional(),
  customer: z.string().optional(),
  /** Null asks for those that nobody owns. */
  owner: z.string().nullable().optional(),
  /** Part of a customer, a TRANS_ID or the message. */
  search: z.string().max(500).optional(),
  /** Carried over from an earlier run, or new in this one. */
  carried: z.boolean().optional(),
  orderBy: z.enum(EXCEPTION_ORDERS).default('cents'),
  descending: z.boolean().default(true),
});
export type ExceptionQueryInput = z.input<typeof exceptionQuerySchema>;

/** What is at stake in a currency, in cents, and how many exceptions have an amount that is unknown. */
export interface AtStake {
  readonly currency: string;
  readonly cents: number;
  readonly unknown: number;
}

export interface ExceptionPageView {
  readonly count: number;
  /** The amount at stake of all that match, by currency. */
  readonly atStake: readonly AtStake[];
  readonly items: readonly ExceptionRecord[];
}

/** How many exceptions are as they were again, and how many were changed by someone since. */
export interface UndoneChange {
  readonly undone: number;
  readonly left: number;
}

export const exceptionCalls = {
  'exceptions.list': call<ExceptionPageView>()(
    z.strictObject({
      runId,
      query: exceptionQuerySchema,
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    opening('exceptions.opened', ofRun),
  ),
  'exceptions.summary': call<readonly ExceptionSummary[]>()(z.strictObject({ runId }), noEntry),
  /** The people named as owners so far. */
  'exceptions.owners': call<readonly string[]>()(z.strictObject({ runId }), noEntry),
  /**
   * Sets status, owner, or both, and adds a note, to all of them or to none. Any status but open
   * wants a note as its reason. Answers the entries of the audit trail, for `exceptions.undo`.
   */
  'exceptions.change': call<{ readonly entries: readonly number[] }>()(
    z.strictObject({
      runId,
      keys: z.array(z.string()).min(1).max(20_000),
      status: exceptionStatusSchema.optional(),
      owner: z.string().trim().max(100).nullable().optional(),
      note: z.string().trim().max(2000).optional(),
    }),
    entryWithin('exception.state'),
  ),
  /**
   * Takes a change back, by the entries of all calls that made it: what has been changed again since
   * stays as it is and is counted as left. The trail and the notes keep both.
   */
  'exceptions.undo': call<UndoneChange>()(
    z.strictObject({ runId, entries: z.array(z.int()).min(1).max(100) }),
    entryWithin('exception.undone'),
  ),
  /** Keys of everything that matches, for "select all". */
  'exceptions.keys': call<readonly string[]>()(
    z.strictObject({ runId, query: exceptionQuerySchema }),
    noEntry,
  ),
  'exceptions.notes': call<readonly ExceptionNote[]>()(
    z.strictObject({ runId, key: z.string() }),
    noEntry,
  ),
  'exceptions.export': call<WrittenFile>()(
    z.strictObject({
      runId,
      query: exceptionQuerySchema,
      format: tableFormatSchema,
      target: exportTargetSchema,
    }),
    entryWithin('export.written'),
  ),
} as const;

import { z } from 'zod';
import { reasonSchema } from '../settings.ts';
import { breakageTermsSchema } from './breakage.ts';
import { chartSchema } from './chart.ts';
import { fluxTermsSchema } from './flux.ts';
import { importedAsSchema, keptFileSchema } from './given-files.ts';
import { journalEntrySchema, REVERSIBLE_KINDS } from './journal.ts';
import { sampleTermsSchema, workpaperSchema } from './sample.ts';
import { closeEventSchema, closePersonSchema } from './sign-off.ts';
import { glBalanceSchema, reconcilingItemSchema, tiedAccountSchema } from './tie-out.ts';

/** How the periods of a source are closed. */
export const closeTermsSchema = z.strictObject({
  /** The liability accounts; where there are several, the chart says what stands in which. */
  accounts: z.array(tiedAccountSchema).default([]),
  /** Null: breakage is not booked. */
  breakage: breakageTermsSchema.nullable().default(null),
  flux: fluxTermsSchema.prefault({}),
  /** Whole days for which a lot may be used after its EXPIREDAT. */
  graceDays: z.int().min(0).max(3650).default(0),
  /** Exceptions with less at stake need not be decided, in cents of their currency. */
  materialityCents: z.int().min(0).default(0),
  people: z.array(closePersonSchema).default([]),
  /** Entries that are always reversed in the next open period, from when it is said on. */
  reverse: z.array(z.enum(REVERSIBLE_KINDS)).default([]),
});
export type CloseTerms = z.infer<typeof closeTermsSchema>;

/**
 * What people enter and do for the close of a source: a log to which is added and in which nothing changes. All but
 * terms and charts are of a period.
 */
export const closeEntrySchema = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('terms'), terms: closeTermsSchema }),
  z.strictObject({ is: z.literal('chart'), chart: chartSchema }),
  /** The balances of the period, in the place of those before; `file` is null where they were typed. */
  z.strictObject({
    is: z.literal('balances'),
    balances: z.array(glBalanceSchema),
    file: keptFileSchema.nullable(),
  }),
  /** A reconciling item, in the place of the one of its id. */
  z.strictObject({ is: z.literal('item'), item: reconcilingItemSchema }),
  /** Why a line of flux differs. */
  z.strictObject({ is: z.literal('explained'), key: z.string(), explanation: reasonSchema }),
  /** Entries that are booked, and by class the breakage that they true up, in cents. */
  z.strictObject({
    is: z.literal('booked'),
    entries: z.array(journalEntrySchema).min(1),
    trueUps: z.record(z.string(), z.int()),
  }),
  /** The number that the general ledger gave to an entry. */
  z.strictObject({ is: z.literal('posted'), entry: z.string(), number: z.string().trim().min(1) }),
  /** Whether an entry that was booked is reversed in the next open period. */
  z.strictObject({ is: z.literal('reversal'), entry: z.string(), isWanted: z.boolean() }),
  /** The list of what the platform says that its customers have, in the place of one before. */
  z.strictObject({ is: z.literal('customers'), file: keptFileSchema, as: importedAsSchema }),
  /** The sample that is tested by hand, in the place of one before. */
  z.strictObject({ is: z.literal('sample'), terms: sampleTermsSchema }),
  /** What was noted of an item of it, by its TRANS_ID, in the place of what was before. */
  z.strictObject({ is: z.literal('workpaper'), item: z.string().min(1), paper: workpaperSchema }),
  /** A signature, the lock or its end; `run` is the run that it is about. */
  z.strictObject({ is: z.literal('event'), run: z.string(), event: closeEventSchema }),
]);
export type CloseEntry = z.infer<typeof closeEntrySchema>;

/** An entry of the log as it is kept. */
export interface LoggedClose {
  readonly id: number;
  /** ms since 1970. */
  readonly at: number;
  readonly actor: string;
  /** Null for what is of no period. */
  readonly period: string | null;
  readonly entry: CloseEntry;
}

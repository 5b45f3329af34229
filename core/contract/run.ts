import { z } from 'zod';
import { cutOffSchema } from './bridge.ts';
import { POLICIES, settingsSchema } from './settings.ts';
import { STEP_NAMES } from './steps.ts';

/** What the history keeps of a run. Times are epoch milliseconds; amounts are integer cents. */
const RUN_STATUSES = [
  'running',
  'completed',
  /** Verification failed, or the program met a fault: nothing is published. */
  'failed',
  /** Validation found errors and the settings say halt. */
  'halted',
  'cancelled',
  /** The process died. The run can be resumed from its last completed step. */
  'interrupted',
] as const;
export const runStatusSchema = z.enum(RUN_STATUSES);
export type RunStatus = z.infer<typeof runStatusSchema>;
export const RUN_STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  halted: 'Halted',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
};

const time = z.int();
const cents = z.int();
const rows = z.int().min(0);

/** `20261124-104233-7f3a9c`: when it was started (UTC) and six random hex digits. */
export const runIdSchema = z.string().regex(/^\d{8}-\d{6}-[0-9a-f]{6}$/);
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

export const sheetRowsSchema = z.object({ name: z.string(), rows });
/** A sheet of the source and its rows below the header. */
export type SheetRows = z.infer<typeof sheetRowsSchema>;

export const runCountsSchema = z.object({
  earned: rows,
  spent: rows,
  expired: rows,
  quarantined: rows,
  customers: rows,
  /** Redemptions that lots cover wholly; absent before the matching, and in runs of before 2026-11-30. */
  covered: rows.optional(),
});
/** Rows at the cut-off by type, rows set aside, customers and covered redemptions at the cut-off. */
export type RunCounts = z.infer<typeof runCountsSchema>;

const totals = z.object({
  earned: cents,
  spent: cents,
  expired: cents,
  closing: cents,
  matched: cents,
  openLots: cents,
  uncovered: cents,
  untracked: cents,
});
/** The totals of one currency, in cents. */
export type MoneyTotals = z.infer<typeof totals>;

/** Of several currencies nothing but the totals of each: what stands beside them, as 0.2.0 has it, is left out. */
export const runTotalsSchema = z.union([
  z.object({ byCurrency: z.record(z.string(), totals) }),
  totals,
]);
/** The totals of a run, in cents: those of its currency or, where its ledger holds several, of each by its code. */
export type RunTotals = z.infer<typeof runTotalsSchema>;

export const problemValueSchema = z.object({
  kind: z.enum([
    'usage',
    'source-unreadable',
    'source-not-there-yet',
    'delivery-failed',
    'validation-halted',
    'verification-failed',
    'cancelled',
    'busy',
    'internal',
  ]),
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  details: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .default({}),
});

/**
 * A ledger that is reconciled again and again, as a series of files under one name, wherever each of them lies.
 * Exceptions, mappings and comparisons carry over from run to run within it.
 */
export const sourceRecordSchema = z.object({
  id: z.int(),
  /** Where it is set up to be, else where its latest file lay; without credentials. */
  place: z.string(),
  name: z.string(),
  /** Source header → column of the ledger. */
  mapping: z.record(z.string(), z.string()),
  createdAt: time,
});
export type SourceRecord = z.infer<typeof sourceRecordSchema>;

/** Settings as they were then: names that have since been retired are dropped, not refused. */
const settingsSnapshotSchema = z.object(settingsSchema.shape);

export const runRecordSchema = z.object({
  id: runIdSchema,
  sourceId: z.int(),
  /** What the source was called when the run began. */
  sourceName: z.string(),
  /** Where the bytes of this run came from, without credentials. */
  place: z.string(),
  /** The place that was asked for: the same, or the pattern that it was chosen by. */
  asked: z.string(),
  /** Null until the source has been fetched; so are `bytes` and, until it was read, `sheets`. */
  sha256: sha256Schema.nullable(),
  bytes: z.int().min(0).nullable(),
  sheets: z.array(sheetRowsSchema).nullable(),
  /** How the source was understood: delimiter, encoding, date system. */
  notes: z.record(z.string(), z.string()),
  /** `YYYY-MM`, or null for the whole ledger. */
  period: z.string().nullable(),
  policy: z.enum(POLICIES),
  settings: settingsSnapshotSchema,
  settingsKey: sha256Schema,
  softwareVersion: z.string(),
  status: runStatusSchema,
  /** Counts the completed runs of one source, period and policy from 1. */
  revision: z.int().min(1),
  /** The completed run of the same source, period and policy that this one replaces. */
  supersedes: z.string().nullable(),
  /** The latest completed run that replaces this one. */
  supersededBy: z.string().nullable(),
  startedAt: time,
  endedAt: time.nullable(),
  counts: runCountsSchema.nullable(),
  totals: runTotalsSchema.nullable(),
  /** Share of rows with no error, 0 to 1. */
  quality: z.number().min(0).max(1).nullable(),
  problem: problemValueSchema.nullable(),
  /** The latest CREATEDAT at the cut-off: wall-clock milliseconds. */
  highWater: time.nullable(),
  /** When its figures are stated, and what leads to them; null before validation, and in runs of before 2026-11-30. */
  cutOff: cutOffSchema.nullable(),
  /** Rows of TC_Data below the header. */
  rowCount: rows.nullable(),
  /** The step after which an interrupted run waits for a person; null where it was not asked to. */
  pausedAfter: z.enum(STEP_NAMES).nullable(),
  /**
   * Rows set aside, or those that a halted run would set aside under quarantine; null before validation. The
   * bridge has their amounts by currency.
   */
  rejected: z.object({ rows }).nullable(),
  /** When, by whom and why it was put aside (RULES.md section 7); null for a run that counts. */
  archived: z.object({ at: time, by: z.string(), reason: z.string() }).nullable(),
  /** When and by whom its files were deleted under a retention rule (RULES.md section 17); null where they were not. */
  deleted: z.object({ at: time, by: z.string() }).nullable().default(null),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

const STEP_STATUSES = [
  'running',
  'completed',
  'failed',
  'cancelled',
  'interrupted',
  'skipped',
] as const;
export const stepRecordSchema = z.object({
  name: z.string().min(1),
  status: z.enum(STEP_STATUSES),
  startedAt: time,
  endedAt: time.nullable(),
  rowsIn: rows.nullable(),
  rowsOut: rows.nullable(),
  /** What was read and written → its checksum. */
  checksums: z.record(z.string(), z.string()),
  /** How often the step was begun; more than 1 after a resume. */
  attempts: z.int().min(1),
  detail: z.string().nullable(),
});
export type StepRecord = z.infer<typeof stepRecordSchema>;
export type StepStatus = StepRecord['status'];

export const outputRecordSchema = z.object({
  name: z.string(),
  /** Relative to the run's folder, so that the data folder can be moved. */
  path: z.string(),
  bytes: z.int().min(0),
  sha256: sha256Schema,
  /** Null where the file is no table. */
  rows: rows.nullable(),
});
export type OutputRecord = z.infer<typeof outputRecordSchema>;

export const checkRecordSchema = z.object({
  id: z.string(),
  passed: z.boolean(),
  /** What was compared: counts, cents, checksums. */
  numbers: z.record(z.string(), z.union([z.number(), z.string()])),
  /** One sentence with the numbers. */
  detail: z.string(),
  /** The first failures, up to a cap: what does not hold, and the TRANS_IDs concerned. */
  failures: z
    .array(z.object({ message: z.string(), ids: z.array(z.string()).readonly() }))
    .readonly(),
  failureCount: z.int().min(0),
});
/** The verdict of one check of the result verification. */
export type CheckRecord = z.infer<typeof checkRecordSchema>;

const severity = z.enum(['critical', 'error', 'warning', 'info']);
export const findingCountRecordSchema = z.object({
  /** A plain text: a run may hold codes that the catalogue has since retired. */
  code: z.string(),
  severity,
  count: z.int().min(0),
});
export type FindingCountRecord = z.infer<typeof findingCountRecordSchema>;

export const findingRecordSchema = z.object({
  code: z.string(),
  severity,
  sheet: z.string().nullable(),
  row: z.int().nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  message: z.string(),
});
export type FindingRecord = z.infer<typeof findingRecordSchema>;

const EXCEPTION_STATUSES = ['open', 'explained', 'accepted', 'resolved'] as const;
export const exceptionStatusSchema = z.enum(EXCEPTION_STATUSES);
export type ExceptionStatus = z.infer<typeof exceptionStatusSchema>;
export const EXCEPTION_STATUS_WORDS: Readonly<Record<ExceptionStatus, string>> = {
  open: 'Open',
  explained: 'Explained',
  accepted: 'Accepted',
  resolved: 'Resolved',
};
/** What each status means: whoever sets it says so, and an auditor reads it so. */
export const EXCEPTION_STATUS_MEANINGS: Readonly<Record<ExceptionStatus, string>> = {
  open: 'Not yet reviewed, or still under review.',
  explained: 'The cause is known and documented; the ledger still has to be corrected.',
  accepted:
    'The difference stays as it is, as a known reconciling item. Nothing will be corrected.',
  resolved: 'The ledger has been corrected; the next file should no longer show it.',
};

/** Whether a status is set with a reason only: all that close an exception. */
export function wantsReason(status: ExceptionStatus): boolean {
  return status !== 'open';
}

/** An exception of one run together with what people have said about it. */
export const exceptionRecordSchema = z.object({
  code: z.string(),
  /** The same for the same exception in every run of a source. */
  key: z.string(),
  /** Empty where the row names none. */
  customer: z.string(),
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  currency: z.string(),
  /** TRANS_IDs concerned. */
  ids: z.array(z.string()),
  /** Rows as the source shows them. */
  rows: z.array(z.int()),
  /** The amount at stake; null where it is unknown. */
  cents: cents.nullable(),
  createdAt: time.nullable(),
  message: z.string(),
  status: exceptionStatusSchema,
  owner: z.string().nullable(),
  updatedAt: time.nullable(),
  /** The amount at stake when the status was last set; unlike `cents` if it has changed since. */
  decidedCents: cents.nullable(),
  /** First and last completed run of the source that had it; null before a run completed with it. */
  firstRun: z.string().nullable(),
  lastRun: z.string().nullable(),
  notes: z.int().min(0),
});
export type ExceptionRecord = z.infer<typeof exceptionRecordSchema>;

export const exceptionNoteSchema = z.object({
  at: time,
  author: z.string(),
  text: z.string(),
});
export type ExceptionNote = z.infer<typeof exceptionNoteSchema>;

export const exceptionSummarySchema = z.object({
  code: z.string(),
  currency: z.string(),
  status: exceptionStatusSchema,
  count: z.int().min(0),
  /** What is at stake, as far as it is known. */
  cents,
  /** How many of them have an amount that is not. */
  unknown: z.int().min(0),
});
export type ExceptionSummary = z.infer<typeof exceptionSummarySchema>;

/** All exceptions of a kind that a run has, listed in the history or not. */
export interface ExceptionTotal {
  readonly code: string;
  readonly count: number;
}

/** A run with everything that hangs on it, but the exceptions one by one. */
export interface RunDetail {
  readonly run: RunRecord;
  readonly source: SourceRecord;
  readonly steps: readonly StepRecord[];
  readonly findings: readonly FindingCountRecord[];
  /** The first findings of each code, up to the cap they were saved with. */
  readonly findingSamples: readonly FindingRecord[];
  readonly checks: readonly CheckRecord[];
  readonly outputs: readonly OutputRecord[];
  /** Those that are listed: of each kind the largest. */
  readonly exceptions: readonly ExceptionSummary[];
  readonly exceptionTotals: readonly ExceptionTotal[];
}

/** An entry of the audit trail, which can only grow. */
export const auditRecordSchema = z.object({
  id: z.int(),
  at: time,
  actor: z.string(),
  /** e.g. `run.completed`, `exception.state`. */
  action: z.string(),
  runId: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  /** SHA-256 over this entry and the hash of the one before it. */
  hash: sha256Schema,
  /** What the clock said when it was written; and who acted from where. Null in entries of before format 12 of the history. */
  clock: time.nullable(),
  systemUser: z.string().nullable(),
  computer: z.string().nullable(),
  session: z.string().nullable(),
  address: z.string().nullable(),
});
export type AuditRecord = z.infer<typeof auditRecordSchema>;

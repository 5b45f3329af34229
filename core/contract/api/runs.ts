import { z } from 'zod';
import type { SetAsideSum } from '../bridge.ts';
import type { AtStake } from './exceptions.ts';
import type { CloseToday } from '../close/sign-off.ts';
import type { ProblemValue } from '../problem.ts';
import { runStatusSchema } from '../run.ts';
import type {
  AuditRecord,
  CheckRecord,
  FindingRecord,
  RunDetail,
  RunRecord,
  RunStatus,
} from '../run.ts';
import { POLICIES, reasonSchema, waitMinutesSchema } from '../settings.ts';
import { STEP_NAMES } from '../steps.ts';
import type { Counted, FileProgress, StepName, Waiting } from '../steps.ts';
import { call } from '../calls/call.ts';
import { entryOf, entryWithin, noEntry, ofRun, opening } from '../calls/entry.ts';
import { PREPARE, REVIEW } from '../calls/needs.ts';
import { COMPARISON_KINDS } from '../runs/compared-runs.ts';
import type { RunComparison } from '../runs/compared-runs.ts';
import type { ReportView } from '../runs/report-view.ts';
import { placeSchema } from './places.ts';
import { runSettingsSchema } from './run-settings.ts';
import { exportTargetSchema, sheetFormatSchema, tableFormatSchema } from '../calls/written-file.ts';
import type { WrittenFile } from '../calls/written-file.ts';
import { sourceChoiceSchema } from '../recognition.ts';

const runId = z.string().max(40);

/**
 * Work under way in the background: a run, the fetching of a source, the test of a connection, the
 * proof of a run's files, their delivery.
 */
export interface Job {
  readonly jobId: string;
  readonly kind:
    | 'run'
    | 'inspect'
    | 'test'
    | 'export'
    | 'verify'
    | 'deliver'
    | 'keeping'
    | 'backup';
  readonly place: string | null;
  /** Null until the source was fetched and the run was written down. */
  readonly runId: string | null;
  readonly startedAt: number;
  readonly progress: JobProgress | null;
}

export interface JobProgress extends Counted {
  readonly step: StepName | null;
  /** How far it is, 0 to 1: the whole step, also where `done` counts but a part of it. */
  readonly share: number | null;
  /** The files that are being written, in their order; null where it is not about files. */
  readonly files: readonly FileProgress[] | null;
  readonly words: string;
  /** What `done` counts, per second; null until it can be told. */
  readonly rate: number | null;
  /** When this was told, and since when the step, or the job where it has none, is under way; epoch ms. */
  readonly at: number;
  readonly since: number;
  /** Null where it cannot be told without guessing. */
  readonly left: TimeLeft | null;
  /** Set while a source that is not there yet is waited for: a state, not a failure. */
  readonly waiting: Waiting | null;
}

/** The time that is left, as it is estimated. */
export interface TimeLeft {
  readonly ms: number;
  /** The whole run, where earlier runs tell how long later steps take; else the step alone. */
  readonly of: 'step' | 'run';
}

/**
 * Which of a run's rows are looked at: those of its published files; `early`, those of its tables, verified and
 * whole, while other files are still being written; or those of a draft that has not passed verification.
 */
export type RunData = 'published' | 'early' | 'draft';

const signOffRoleSchema = z.enum(['prepared', 'reviewed']);
export const SIGN_OFF_ROLE_WORDS: Readonly<Record<z.infer<typeof signOffRoleSchema>, string>> = {
  prepared: 'Prepared by',
  reviewed: 'Reviewed by',
};

export interface SignOff {
  readonly at: number;
  readonly actor: string;
  readonly role: z.infer<typeof signOffRoleSchema>;
  /** The name signed with. */
  readonly name: string;
  readonly note: string;
}

/** Where the close of the run's period stands; null where nobody has begun it, and of a run that it is not made from. */
export type RunClose = CloseToday | null;

/** A run as a list shows it. */
export interface ListedRun extends RunRecord {
  /** Whether `runs.continue` can take it further. */
  readonly canContinue: boolean;
  /** The latest sign-off in each role; none before anybody has signed. */
  readonly signOffs: readonly SignOff[];
  /** How long it was at work, in milliseconds, without what it waited. */
  readonly workedMs: number;
  /** How many of the run's listed exceptions are open today, and what is at stake with them; null until it completed. */
  readonly openExceptions: { readonly count: number; readonly atStake: readonly AtStake[] } | null;
  readonly close: RunClose;
}

/** What a list of runs can be ordered by. A total counts where the ledger has one currency: they are never added up. */
export const RUN_ORDERS = [
  'startedAt',
  'source',
  'status',
  'quality',
  'matched',
  'untracked',
  'closing',
  'signedOff',
  'exceptions',
] as const;
export type RunOrder = (typeof RUN_ORDERS)[number];

export interface RunView extends RunDetail {
  /** Absolute path of the run's folder. */
  readonly folder: string;
  /** The step after which the run waits for the analyst; null where it does not wait. */
  readonly pausedAfter: StepName | null;
  /** Whether it was begun to wait after each step. */
  readonly stepByStep: boolean;
  /** Whether `runs.continue` can take it further. */
  readonly canContinue: boolean;
  /** Whether its file was uploaded: who has changed it since has to give it again. */
  readonly uploaded: boolean;
  /** Set aside, or what a halted run would set aside under quarantine; null before validation. */
  readonly rejected: {
    readonly rows: number;
    readonly byCurrency: readonly SetAsideSum[];
  } | null;
  readonly signOffs: readonly SignOff[];
  readonly close: RunClose;
  /** What all its files are called as one. */
  readonly zipName: string;
  /** Which of the run's data can be looked at in the grid. */
  readonly data: RunData | null;
}

export interface FindingRows {
  /** How many of this code there are; only the first are kept. */
  readonly total: number;
  readonly kept: number;
  readonly items: readonly FindingRecord[];
}

/** The verdict on a run's published files, read back from the disk. */
export interface Reverification {
  readonly passed: boolean;
  readonly at: number;
  readonly checks: readonly CheckRecord[];
  /** Files that are missing or not what was written. */
  readonly changedFiles: readonly string[];
}

/** By source, which run later files would be compared with: where that changes. Null for none. */
export type ArchiveEffect = readonly {
  readonly sourceName: string;
  readonly before: RunRecord | null;
  readonly after: RunRecord | null;
}[];

const archiving = z.strictObject({ runIds: z.array(runId).min(1).max(500) });

export const runCalls = {
  /**
   * Starts a run in the background. `until` names the step after which it waits (step by step);
   * null runs to the end. Answers at once; what becomes of it comes as events under `jobId`.
   */
  'runs.start': call<Job>()(
    placeSchema.extend({
      jobId: z.uuid(),
      settings: runSettingsSchema.default({}),
      /** Which source it is a file of; left to the program, a doubtful one is refused. */
      source: sourceChoiceSchema.default({ kind: 'recognise' }),
      /** The settings say all of how the file is read; else what was said for the source's latest run holds. */
      readingIsWhole: z.boolean().default(false),
      until: z.enum(STEP_NAMES).nullable().default(null),
      force: z.boolean().default(false),
      /** How long to wait for a source that is not there yet. */
      waitMinutes: waitMinutesSchema.default(0),
    }),
    entryWithin('run.started'),
  ),
  /** Takes a paused or interrupted run further. A policy may be chosen as long as Match has not begun. */
  'runs.continue': call<Job>()(
    z.strictObject({
      jobId: z.uuid(),
      runId,
      until: z.enum(STEP_NAMES).nullable().default(null),
      policy: z.enum(POLICIES).optional(),
    }),
    entryWithin('run.resumed'),
  ),
  'jobs.list': call<readonly Job[]>()(z.strictObject({}), noEntry),
  /** True where there was such a job. It ends within a second, with the problem `run.cancelled`. */
  'jobs.cancel': call<boolean>()(
    z.strictObject({ jobId: z.uuid() }),
    entryOf('job.cancelled', ({ jobId }) => ({ detail: { jobId } })),
  ),
  'runs.list': call<{ readonly items: readonly ListedRun[]; readonly total: number }>()(
    z.strictObject({
      sourceId: z.int().optional(),
      status: runStatusSchema.optional(),
      policy: z.enum(POLICIES).optional(),
      /** Words to look runs up by: source, file, period, days, policy, status, id, who signed; each has to be there. */
      text: z.string().max(200).optional(),
      /** Archived runs are left out unless they are asked for: alone, or with all others. */
      archived: z.enum(['only', 'too']).optional(),
      orderBy: z.enum(RUN_ORDERS).optional(),
      descending: z.boolean().optional(),
      limit: z.int().min(1).max(500).default(100),
      offset: z.int().min(0).default(0),
    }),
    opening('runs.listed'),
  ),
  'runs.get': call<RunView>()(z.strictObject({ runId }), opening('run.opened', ofRun)),
  /** From the end of verification on, also while the files are being written. Null where the run has no report. */
  'runs.report': call<ReportView | null>()(z.strictObject({ runId }), noEntry),
  'runs.audit': call<readonly AuditRecord[]>()(z.strictObject({ runId }), noEntry),
  'runs.signOff': call<SignOff>()(
    z.strictObject({
      runId,
      role: signOffRoleSchema,
      name: z.string().trim().min(1).max(100),
      note: z.string().max(2000).default(''),
    }),
    entryWithin('run.signed-off'),
    ({ role }) => (role === 'prepared' ? PREPARE : REVIEW),
  ),
  /** What archiving these runs, or bringing them back, would change; why it cannot be, as a Problem. */
  'runs.archiveEffect': call<ArchiveEffect>()(archiving.extend({ archive: z.boolean() }), noEntry),
  /** Puts runs aside, all of them or none. Their files and entries stay (RULES.md section 7). */
  'runs.archive': call<null>()(
    archiving.extend({ reason: reasonSchema }),
    entryWithin('run.archived'),
  ),
  /** Brings archived runs back. */
  'runs.unarchive': call<null>()(
    archiving.extend({ reason: reasonSchema }),
    entryWithin('run.unarchived'),
  ),
  /** Proves the published files anew: their checksums, and the seven checks on what they hold. */
  'runs.reverify': call<Reverification>()(
    z.strictObject({ runId, jobId: z.uuid() }),
    entryWithin('run.reverified'),
  ),
  'runs.compare': call<RunComparison>()(
    z.strictObject({
      a: runId,
      b: runId,
      kind: z.enum(COMPARISON_KINDS),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    opening('runs.compared', ({ a, b }) => ({ detail: { runs: [a, b] } })),
  ),
  /** Two runs beside each other as a workbook; as CSV, the rows in which they differ. */
  'runs.exportComparison': call<WrittenFile>()(
    z.strictObject({
      a: runId,
      b: runId,
      format: sheetFormatSchema,
      target: exportTargetSchema,
    }),
    entryWithin('export.written'),
  ),
  /** Copies published files (all, or the named ones) to a folder; as downloads, one by one. */
  'runs.copyOutputs': call<readonly WrittenFile[]>()(
    z.strictObject({
      runId,
      names: z.array(z.string()).max(50).nullable().default(null),
      to: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('folder'), path: z.string().min(1).max(4096) }),
        z.strictObject({ kind: z.literal('download') }),
      ]),
    }),
    entryWithin('export.written'),
  ),
  /**
   * The workbook with sign-offs and the decisions on exceptions as they stand now, as a file of its own: what the
   * run has published stays what it was.
   */
  'runs.rewriteWorkbook': call<WrittenFile>()(
    z.strictObject({ runId, jobId: z.uuid(), target: exportTargetSchema }),
    entryWithin('export.written'),
  ),
  /** All published files as one zip, to be saved or as one download. */
  'runs.zipOutputs': call<WrittenFile>()(
    z.strictObject({ runId, target: exportTargetSchema }),
    entryWithin('export.written'),
  ),
  'findings.rows': call<FindingRows>()(
    z.strictObject({
      runId,
      code: z.string(),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(200),
    }),
    noEntry,
  ),
  'findings.export': call<WrittenFile>()(
    z.strictObject({ runId, format: tableFormatSchema, target: exportTargetSchema }),
    entryWithin('export.written'),
  ),
} as const;

export interface RunEnding {
  readonly jobId: string;
  readonly kind: Job['kind'];
  readonly runId: string | null;
  readonly outcome: RunStatus | 'paused';
  readonly alreadyReconciled: boolean;
  readonly problem: ProblemValue | null;
}

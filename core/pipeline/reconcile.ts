import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckResult } from '../contract/checks.ts';
import { createFindingLog } from '../contract/findings.ts';
import type { FindingCount, FindingLog } from '../contract/findings.ts';
import { Problem, runCancelled } from '../contract/problem.ts';
import type { Settings } from '../contract/settings.ts';
import type { Totals } from '../ledger/draft.ts';
import { movementOrder } from '../ledger/movement-order.ts';
import { customerCount } from '../report/analytics.ts';
import { makeDraft, makeTotals, totalsByCurrency } from '../report/draft.ts';
import { exceptionsOf } from '../report/exceptions.ts';
import type { ExceptionList } from '../report/exceptions.ts';
import type { OutputFile } from '../report/publish.ts';
import { quarantinedRows } from '../report/quarantined-rows.ts';
import { writeReport } from '../report/write-report.ts';
import { openSource } from '../source/open-source.ts';
import type { PreviousRun } from '../validate/previous-run.ts';
import { validateSource } from '../validate/validate-source.ts';
import { verify } from '../verify/verify.ts';
import { writeFindings } from './findings-file.ts';
import { writeFlags } from './flags-file.ts';
import { matchWith } from './match-with.ts';
import { loadMatching, loadValidation, saveMatching, saveValidation } from './step-checkpoints.ts';
import type { Validation } from './step-checkpoints.ts';
import type { Progress, ProgressUnit, StepName } from '../contract/steps.ts';
import type { StepJournal, StepResult } from './step-journal.ts';

export interface ReconcileRequest {
  /** Where the source's bytes lie. */
  readonly path: string;
  /** What reports call the source. */
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly settings: Settings;
  readonly softwareVersion: string;
  /** 0 = chosen by the size of the ledger. */
  readonly workers: number;
}

export interface ReconcileEnvironment {
  /** The run's folder; it exists. */
  readonly folder: string;
  readonly journal: StepJournal;
  readonly previous: PreviousRun | null;
  /** The last wall-clock ms of today. */
  readonly endOfToday: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Called as soon as the source was read, halted or not, and again when more is found. */
  readonly onFindings: (counts: readonly FindingCount[], kept: FindingLog['kept']) => void;
  readonly onChecks: (checks: readonly CheckResult[]) => void;
  /** Called when the accepted rows are known: from the source, or from an earlier attempt. */
  readonly onValidated?: ((facts: ValidatedFacts) => void) | undefined;
  /** Called when the totals of the matching are known. */
  readonly onMatched?: ((sums: Pick<Reconciliation, 'totals' | 'byCurrency'>) => void) | undefined;
  /** The step after which the run waits for a person; absent or `report`: it runs to its end. */
  readonly until?: StepName | undefined;
}

/** What a run knows of its source once it is validated. */
export interface ValidatedFacts {
  readonly sourceRows: number;
  readonly sheets: readonly { readonly name: string; readonly rows: number }[];
  readonly counts: Reconciliation['counts'];
  readonly rejectedRows: number;
  /** Without signs, as far as amounts could be read. */
  readonly rejectedCents: number;
  readonly qualityScore: number;
  /** The latest CREATEDAT, in wall-clock ms. */
  readonly highWater: number | null;
}

/** A run that stopped where it was asked to. Its completed steps lie in its folder. */
export interface Paused {
  readonly pausedAfter: StepName;
}

export interface Reconciliation extends ValidatedFacts {
  readonly pausedAfter: null;
  readonly counts: Record<'earned' | 'spent' | 'expired' | 'quarantined' | 'customers', number>;
  readonly totals: Totals;
  /** Where the ledger holds more than one currency. */
  readonly byCurrency: Readonly<Record<string, Totals>> | null;
  readonly exceptions: ExceptionList;
  readonly outputs: readonly OutputFile[];
}

/** Where a run keeps its checkpoints and its results. */
export const LEDGER_FILE = 'ledger.bin';
export const MATCH_FILE = 'match.bin';
export const OUTPUT_FOLDER = 'outputs';
export const DRAFT_FOLDER = 'draft';

/**
 * Validate, match, verify, report: each step once, beginning after the last one that the journal
 * knows to be completed, and ending before its time where `until` says so. Throws a Problem for
 * whatever stops the run; nothing is published then, and a draft that failed verification lies in
 * the run's `draft` folder to be looked at.
 */
export function reconcile(
  request: ReconcileRequest,
  environment: ReconcileEnvironment & { readonly until?: undefined },
): Promise<Reconciliation>;
export function reconcile(
  request: ReconcileRequest,
  environment: ReconcileEnvironment,
): Promise<Reconciliation | Paused>;
export async function reconcile(
  request: ReconcileRequest,
  environment: ReconcileEnvironment,
): Promise<Reconciliation | Paused> {
  const { folder, journal, signal, until } = environment;
  const { settings } = request;
  const tell =
    (step: StepName, unit: ProgressUnit) =>
    (done: number, of: number | null, words: string, share?: number) =>
      environment.onProgress?.({ step, done, of, unit, share, words });

  if (until === 'download') return { pausedAfter: until };
  const validation = await takeStep(environment, 'validate', {
    resume: ({ checksums }) => loadValidation(join(folder, LEDGER_FILE), checksums[LEDGER_FILE]!),
    run: async () => {
      const validation = await readAndValidate(request, environment);
      const sha256 = await saveValidation(join(folder, LEDGER_FILE), validation);
      return {
        value: validation,
        rowsIn: validation.source.sourceRows,
        rowsOut: validation.source.ledger.rows,
        checksums: { source: request.sha256, [LEDGER_FILE]: sha256 },
      };
    },
  });
  const { source } = validation;
  const { ledger } = source;
  const facts = validatedFacts(source);
  environment.onValidated?.(facts);
  if (until === 'validate') return { pausedAfter: until };

  await turn(signal);
  const matching = await takeStep(environment, 'match', {
    resume: ({ checksums }) => loadMatching(join(folder, MATCH_FILE), checksums[MATCH_FILE]!),
    run: async () => {
      const value = await matchWith(ledger, settings.policy, request.workers, {
        ...(signal && { signal }),
        onProgress: (done, of) => tell('match', null)(done, of, 'Matching lots and redemptions'),
      });
      const sha256 = await saveMatching(join(folder, MATCH_FILE), value);
      return {
        value,
        rowsIn: ledger.rows,
        rowsOut: value.allocations.count,
        checksums: { [MATCH_FILE]: sha256 },
      };
    },
  });

  const totals = makeTotals(ledger, matching);
  const perCurrency = totalsByCurrency(ledger, matching);
  const byCurrency = Object.keys(perCurrency).length > 1 ? perCurrency : null;
  environment.onMatched?.({ totals, byCurrency });
  if (until === 'match') return { pausedAfter: until };

  await turn(signal);
  // Verification is pure and quick beside a report, and what it proves is the draft in memory: a
  // resumed run proves it anew instead of trusting a verdict from the disk.
  journal.begin('verify');
  const draft = makeDraft(ledger, matching);
  await turn(signal);
  const verdict = verify(ledger, draft, totals, source.control, {
    ...(signal && { signal }),
    onProgress: (done, of) => tell('verify', null)(done, of, 'Checking'),
  });
  environment.onChecks(verdict.checks);
  const findings = withWarnings(validation, verdict.warnings, draft.sourceRow);
  environment.onFindings(findings.counts, findings.kept);
  await writeFindings(folder, findings);
  await turn(signal);
  const checksum = String(verdict.checks[0]?.numbers['checksum'] ?? '');
  const movements = movementOrder(ledger);
  const exceptions = exceptionsOf({
    ledger,
    matching,
    movements,
    settings,
    orphanOrders: source.orphanOrders,
    backdated: source.backdated,
    quarantined: quarantinedRows({ ...source, mapping: settings.mapping }),
  });
  await writeFlags(folder, exceptions.flags, draft.sourceRow);
  const report = {
    source,
    place: { name: request.name, sha256: request.sha256, bytes: request.bytes },
    settings,
    softwareVersion: request.softwareVersion,
    matching,
    draft,
    totals,
    byCurrency,
    movements,
    findings: findings.counts,
    checks: verdict.checks,
    exceptions,
  };
  if (!verdict.passed) {
    await mkdir(join(folder, DRAFT_FOLDER), { recursive: true });
    await writeReport(
      { ...report, settings: { ...settings, xlsx: false } },
      join(folder, DRAFT_FOLDER),
    );
    throw verificationFailed(verdict.checks);
  }
  journal.end('verify', {
    rowsIn: ledger.rows,
    rowsOut: draft.rows,
    checksums: { draft: checksum },
  });
  if (until === 'verify') return { pausedAfter: until };

  await turn(signal);
  const outputFolder = join(folder, OUTPUT_FOLDER);
  journal.begin('report');
  // What an attempt that died has left half done is made anew.
  await rm(outputFolder, { recursive: true, force: true });
  await mkdir(outputFolder, { recursive: true });
  const outputs = await writeReport(report, outputFolder, {
    ...(signal && { signal }),
    onProgress: tell('report', 'rows'),
  });
  await rm(join(outputFolder, '.duckdb'), { recursive: true, force: true });
  journal.end('report', {
    rowsIn: draft.rows,
    rowsOut: draft.rows,
    checksums: Object.fromEntries(outputs.map(({ name, sha256 }) => [name, sha256])),
  });

  return { ...facts, pausedAfter: null, totals, byCurrency, exceptions, outputs };
}

function validatedFacts(source: Validation['source']): ValidatedFacts {
  return {
    sourceRows: source.sourceRows,
    sheets: source.sheets.map(({ sheet, rows }) => ({ name: sheet, rows })),
    counts: {
      earned: source.control.earnedRows,
      spent: source.control.spentRows,
      expired: source.control.expiredRows,
      quarantined: source.rejectedRows,
      customers: customerCount({ source }),
    },
    rejectedRows: source.rejectedRows,
    rejectedCents: source.rejectedCents,
    qualityScore: source.qualityScore,
    highWater: latest(source.ledger.createdAt),
  };
}

/** Lets a cancellation arrive, and heeds it: the computing in between holds the thread. */
async function turn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise(setImmediate);
  if (signal?.aborted) throw runCancelled();
}

async function takeStep<T>(
  { journal }: ReconcileEnvironment,
  name: StepName,
  step: {
    resume: (result: StepResult) => Promise<T>;
    run: () => Promise<StepResult & { value: T }>;
  },
): Promise<T> {
  const completed = journal.completed(name);
  if (completed) return step.resume(completed);
  journal.begin(name);
  const { value, ...result } = await step.run();
  journal.end(name, result);
  return value;
}

async function readAndValidate(
  request: ReconcileRequest,
  { folder, signal, previous, endOfToday, onProgress, onFindings }: ReconcileEnvironment,
): Promise<Validation> {
  const findings = createFindingLog();
  const open = await openSource(request.path);
  try {
    const source = await validateSource(open, request.settings, {
      findings,
      previous,
      endOfToday,
      ...(signal && { signal }),
      onProgress: (done, of, unit) =>
        onProgress?.({ step: 'validate', done, of, unit, words: 'Reading and checking rows' }),
    });
    return { source, findings: { kept: findings.kept, counts: findings.counts() } };
  } finally {
    onFindings(findings.counts(), findings.kept);
    await open.close();
    await writeFindings(folder, { counts: findings.counts(), kept: findings.kept });
  }
}

/** The findings of validation and, after them, what verification wants looked at. */
function withWarnings(
  { source, findings }: Validation,
  warnings: ReturnType<typeof verify>['warnings'],
  sourceRow: Int32Array,
): Validation['findings'] {
  const log = createFindingLog();
  const place = (row: number): { sheet: string; row: number } => ({
    sheet: source.sheet,
    row: source.ledger.sheetRow[sourceRow[row]!]!,
  });
  for (const row of warnings.expiredEarly) log.add('match.expired-early', place(row));
  for (const row of warnings.unmatched) log.add('match.redemption-unmatched', place(row));
  return {
    kept: [...findings.kept, ...log.kept],
    counts: [...findings.counts, ...log.counts()],
  };
}

function verificationFailed(checks: readonly CheckResult[]): Problem {
  const failed = checks.filter(({ passed }) => !passed);
  return new Problem({
    kind: 'verification-failed',
    code: 'verification.failed',
    message: `Verification failed: ${failed.map(({ title, detail }) => `${title} (${detail})`).join('; ')}`,
    hint: 'Nothing was published. The draft lies in the run’s folder; send it to the developers.',
    details: { failed: failed.map(({ id }) => id).join(', ') },
  });
}

function latest(times: Float64Array): number | null {
  let found: number | null = null;
  for (const time of times) if (found === null || time > found) found = time;
  return found;
}

import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckResult } from '../contract/checks.ts';
import { createFindingLog } from '../contract/findings.ts';
import type { FindingCode, FindingCount, FindingLog } from '../contract/findings.ts';
import { runCancelled } from '../contract/problem.ts';
import type { Policy, Settings } from '../contract/settings.ts';
import type { Matching, Totals } from '../ledger/draft.ts';
import { movementOrder } from '../ledger/movement-order.ts';
import { customerCount } from '../report/figures/customer-count.ts';
import { makeTotals, totalsByCurrency } from '../ledger/make-draft.ts';
import { exceptionsOf } from '../report/figures/exceptions.ts';
import type { ExceptionList } from '../report/figures/exceptions.ts';
import { syncFolder } from '../disk/publish.ts';
import type { OutputFile } from '../disk/publish.ts';
import { quarantinedRows } from '../report/figures/quarantined-rows.ts';
import type { DeliveryFigures, ReportInput } from '../report/figures/report-input.ts';
import { TABLES_PART, tellShare, writingParts } from '../report/writing-share.ts';
import { writeReport } from '../report/write-report.ts';
import { textIdsOf } from '../report/partition/text-ids.ts';
import { openSource } from '../source/open-source.ts';
import { carriedMatching } from '../later-file/carried-matching.ts';
import type { CarriedMatching } from '../later-file/carried-matching.ts';
import { restatement } from '../later-file/restatement.ts';
import type { Restatement } from '../later-file/restatement.ts';
import type { StandingRun } from '../later-file/standing-run.ts';
import { decimalText } from '../ledger/money.ts';
import { validateSource } from '../validate/validate-source.ts';
import { concludeProof, verificationFailed } from '../verify/proof.ts';
import { writeFindings } from '../run-folder/findings-file.ts';
import { writeFlags } from '../run-folder/flags-file.ts';
import { tampered } from '../run-folder/checkpoint.ts';
import { crewFor } from './parts/crew.ts';
import type { Crew } from './parts/crew.ts';
import { matchPartitions } from './parts/match-partitions.ts';
import type { ProvenPartition } from './parts/partition-tasks.ts';
import { wholeRun, writePartitions } from './parts/write-partitions.ts';
import { runParts } from './parts/run-parts.ts';
import type { RunParts } from './parts/run-parts.ts';
import { loadValidation, saveValidation } from '../run-folder/validation-file.ts';
import { provePartitions } from './parts/prove-partitions.ts';
import type { Validation } from '../run-folder/validation-file.ts';
import type { Progress, ProgressUnit, StepName, Tell } from '../contract/steps.ts';
import type { StepJournal, StepResult } from '../run-folder/step-journal.ts';

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
  /** For tests that want many partitions of a small ledger. */
  readonly rowsPerPartition?: number | undefined;
}

export interface ReconcileEnvironment {
  /** The run's folder; it exists. */
  readonly folder: string;
  readonly journal: StepJournal;
  /** The run that a later file of its source stands on; asked for when it is needed. */
  readonly standing?: StandingRuns | undefined;
  /** The last wall-clock ms of today. */
  readonly endOfToday: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Tell<Progress> | undefined;
  /** Called as soon as the source was read, halted or not, and again when more is found. */
  readonly onFindings: (counts: readonly FindingCount[], kept: FindingLog['kept']) => void;
  readonly onChecks: (checks: readonly CheckResult[]) => void;
  /** Called when the accepted rows are known: from the source, or from an earlier attempt. */
  readonly onValidated?: ((facts: ValidatedFacts) => void) | undefined;
  /** Called when the totals of the matching are known. */
  readonly onMatched?:
    ((sums: Pick<Reconciliation, 'totals' | 'byCurrency' | 'delivery'>) => void) | undefined;
  /** The step after which the run waits for a person; absent or `report`: it runs to its end. */
  readonly until?: StepName | undefined;
}

/** Earlier runs of the source, as far as they are still there. */
export interface StandingRuns {
  /**
   * The latest completed run; null where there is none. Where its files are gone: null, or, where the new
   * run cannot do without it, the Problem `increment.standing-gone`.
   */
  latest(needed: boolean): Promise<StandingRun | null>;
  /** The matching of a run whose ledger has so many rows; null where its files are gone. */
  matching(runId: string, rows: number): Matching | null;
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
  /** What the file was to the run that it stands on; null for a ledger of its own. */
  readonly delivery: DeliveryFigures | null;
}

/** Where a run keeps its checkpoints and its results. */
export const LEDGER_FILE = 'ledger.bin';
export const MATCH_FILE = 'match.bin';
const VERIFY_FILE = 'verify.bin';
const REPORT_FILE = 'report.bin';
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
    (step: StepName, unit: ProgressUnit) => (done: number, of: number | null, words: string) =>
      environment.onProgress?.({ step, done, of, unit, words });

  if (until === 'download') return { pausedAfter: until };
  let ledgerSha256 = '';
  const validation = await takeStep(environment, 'validate', {
    resume: ({ checksums }) => {
      ledgerSha256 = checksums[LEDGER_FILE]!;
      return loadValidation(join(folder, LEDGER_FILE), ledgerSha256);
    },
    run: async () => {
      const validation = await readAndValidate(request, environment);
      ledgerSha256 = await saveValidation(join(folder, LEDGER_FILE), validation);
      return {
        value: validation,
        rowsIn: validation.source.sourceRows,
        rowsOut: validation.source.ledger.rows,
        checksums: { source: request.sha256, [LEDGER_FILE]: ledgerSha256 },
      };
    },
  });
  const { source } = validation;
  const { ledger } = source;
  const facts = validatedFacts(source);
  environment.onValidated?.(facts);
  if (until === 'validate') return { pausedAfter: until };

  await turn(signal);
  const parts = runParts(ledger, settings.policy, request.rowsPerPartition);
  const crew = crewFor(parts, request.workers, signal);
  try {
    /** What a step's finished partitions were made from: those of anything else are not used. */
    const madeFrom = (step: StepName, ...what: readonly unknown[]): string =>
      JSON.stringify([
        step,
        request.softwareVersion,
        ledgerSha256,
        settings,
        parts.partitions.count,
        ...what,
      ]);
    const finished = (step: StepName, words: string) => (done: number) =>
      tell(step, null)(done, parts.partitions.count, words);

    const matched = journal.completed('match');
    if (!matched) journal.begin('match');
    const carried = carriedOver(environment, source, settings.policy);
    const { matching, checksum: matchSha256 } = await matchPartitions(
      parts,
      crew,
      join(folder, MATCH_FILE),
      madeFrom('match'),
      finished('match', 'Matching lots and redemptions'),
      carried?.matching ?? null,
    );
    if (!matched)
      journal.end('match', {
        rowsIn: ledger.rows,
        rowsOut: matching.allocations.count,
        checksums: { [MATCH_FILE]: matchSha256 },
      });
    else if (matched.checksums[MATCH_FILE] !== matchSha256)
      throw tampered(join(folder, MATCH_FILE));

    const delivery = deliveryFigures(source, carried);
    const totals = makeTotals(ledger, matching);
    const perCurrency = totalsByCurrency(ledger, matching);
    const byCurrency = Object.keys(perCurrency).length > 1 ? perCurrency : null;
    environment.onMatched?.({ totals, byCurrency, delivery });
    if (until === 'match') return { pausedAfter: until };

    await turn(signal);
    const verified = journal.completed('verify');
    if (!verified) journal.begin('verify');
    const { proven, checksum: proofSha256 } = await provePartitions(
      parts,
      crew,
      join(folder, VERIFY_FILE),
      madeFrom('verify', matchSha256),
      finished('verify', 'Checking'),
    );
    const checks = concludeProof(
      proven.map(({ proof }) => proof),
      totals,
      source.control,
    );
    const passed = checks.every((check) => check.passed);
    environment.onChecks(checks);
    const findings = withWarnings(validation, parts, proven, delivery);
    environment.onFindings(findings.counts, findings.kept);
    await writeFindings(folder, findings);
    await turn(signal);
    const exceptions = exceptionsOf({
      ledger,
      matching,
      movements: movementOrder(ledger),
      settings,
      orphanOrders: source.orphanOrders,
      backdated: source.backdated,
      quarantined: quarantinedRows({ ...source, mapping: settings.mapping }),
      changes: source.increment?.changes ?? [],
    });
    await writeFlags(folder, exceptions.flags);
    const report: ReportInput = {
      source,
      place: { name: request.name, sha256: request.sha256, bytes: request.bytes },
      settings,
      softwareVersion: request.softwareVersion,
      matching,
      totals,
      byCurrency,
      findings: findings.counts,
      checks,
      exceptions,
      delivery,
    };
    if (!passed) {
      await writeOutputs(
        { ...report, settings: { ...settings, xlsx: false } },
        join(folder, DRAFT_FOLDER),
        { parts, crew, proven },
        { path: join(folder, 'draft.bin'), identity: madeFrom('report', proofSha256, 'draft') },
        { signal },
      );
      throw verificationFailed(
        checks,
        'Nothing was published. The draft lies in the run’s folder; send it to the developers.',
      );
    }
    if (!verified)
      journal.end('verify', {
        rowsIn: ledger.rows,
        rowsOut: ledger.rows,
        checksums: { draft: String(checks[0]?.numbers['checksum'] ?? '') },
      });
    if (until === 'verify') return { pausedAfter: until };

    await turn(signal);
    journal.begin('report');
    const outputs = await writeOutputs(
      report,
      join(folder, OUTPUT_FOLDER),
      { parts, crew, proven },
      { path: join(folder, REPORT_FILE), identity: madeFrom('report', proofSha256, source.asOf) },
      {
        signal,
        onProgress: (progress) => environment.onProgress?.({ step: 'report', ...progress }),
      },
    );
    journal.end('report', {
      rowsIn: ledger.rows,
      rowsOut: ledger.rows,
      checksums: Object.fromEntries(outputs.map(({ name, sha256 }) => [name, sha256])),
    });
    return { ...facts, pausedAfter: null, totals, byCurrency, exceptions, outputs, delivery };
  } finally {
    await crew.end();
  }
}

/** All files of a run in a folder, the tables first, gone on with where an attempt that died has come. */
async function writeOutputs(
  report: ReportInput,
  folder: string,
  { parts, crew, proven }: { parts: RunParts; crew: Crew; proven: readonly ProvenPartition[] },
  finishedParts: { readonly path: string; readonly identity: string },
  {
    signal,
    onProgress,
  }: {
    readonly signal: AbortSignal | undefined;
    readonly onProgress?: Tell;
  },
): Promise<OutputFile[]> {
  const { source, settings, matching } = report;
  const { ledger } = source;
  // Not with the folders above it: the run's own was there, and is not made anew where its drive went away.
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const tell = tellShare(writingParts(report), (progress) => onProgress?.(progress));
  const tables = await writePartitions(parts, matching, ledger, crew, folder, finishedParts, {
    asOf: source.asOf,
    csvBom: settings.csvBom,
    proven,
    onFinished: (done) =>
      tell({
        part: TABLES_PART,
        done,
        of: ledger.rows,
        unit: 'rows',
        words: 'Writing tables',
      }),
  });
  await turn(signal);
  const options = { textIds: textIdsOf(ledger, matching), asOf: source.asOf };
  const outputs = await writeReport(report, folder, tables, () => wholeRun(parts, options), {
    ...(signal && { signal }),
    tell,
  });
  await syncFolder(folder);
  await syncFolder(dirname(folder));
  return outputs;
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
  { folder, signal, standing, endOfToday, onProgress, onFindings }: ReconcileEnvironment,
): Promise<Validation> {
  const findings = createFindingLog();
  const open = await openSource(request.path);
  try {
    const source = await validateSource(open, request.settings, {
      findings,
      standing:
        request.settings.increment === 'off'
          ? null
          : ((await standing?.latest(request.settings.increment === 'new-rows')) ?? null),
      endOfToday,
      ...(signal && { signal }),
      onProgress: (counted) =>
        onProgress?.({ step: 'validate', ...counted, words: 'Reading and checking rows' }),
    });
    return { source, findings: { kept: findings.kept, counts: findings.counts() } };
  } finally {
    onFindings(findings.counts(), findings.kept);
    await open.close();
    await writeFindings(folder, { counts: findings.counts(), kept: findings.kept });
  }
}

function deliveryFigures(
  { ledger, increment }: Validation['source'],
  carried: CarriedMatching | null,
): DeliveryFigures | null {
  if (increment === null) return null;
  const { kind, onChanged, added, knownRows, changedMerged, takenAway } = increment;
  const nothing = new Int32Array(0);
  return {
    kind,
    onChanged,
    added: added.length,
    late: increment.lateRows,
    known: knownRows,
    changed: increment.changedRows,
    gone: increment.goneRows,
    touchedCustomers: increment.touchedCustomers,
    rowsAnew: carried?.rowsAnew ?? null,
    rematched: carried?.rematched.length ?? null,
    restatement: restatement(
      {
        ledger,
        added,
        onChanged,
        takenAway,
        changed: { merged: changedMerged, standing: nothing, delivered: nothing },
      },
      carried?.rematchedRedemptions ?? nothing,
      increment.reportedUntil,
    ),
  };
}

/**
 * The matching of customers that a later file does not touch, with the others matched anew; null for a
 * ledger of its own, and where what it stands on was matched under another policy or is gone.
 */
function carriedOver(
  { standing }: ReconcileEnvironment,
  { ledger, increment }: Validation['source'],
  policy: Policy,
): CarriedMatching | null {
  if (increment === null) return null;
  const matching = standing?.matching(increment.standingRun, increment.standingRows) ?? null;
  if (matching?.policy !== policy) return null;
  return carriedMatching(matching, { ...increment, ledger }, policy);
}

/** The findings of validation and, after them, what verification wants looked at. */
function withWarnings(
  { source, findings }: Validation,
  { partitions }: RunParts,
  proven: readonly ProvenPartition[],
  delivery: DeliveryFigures | null,
): Validation['findings'] {
  const log = createFindingLog();
  const add = (code: FindingCode, rowsOf: (warnings: Warnings) => readonly number[]): void =>
    proven.forEach(({ proof }, p) => {
      for (const row of rowsOf(proof.warnings))
        log.add(code, {
          sheet: source.sheet,
          row: source.ledger.sheetRow[partitions.firstRow[p]! + row]!,
        });
    });
  add('match.expired-early', ({ expiredEarly }) => expiredEarly);
  add('match.redemption-unmatched', ({ unmatched }) => unmatched);
  for (const month of delivery?.restatement.months ?? [])
    log.add('period.restated', {
      sheet: source.sheet,
      value: month.month,
      what: restatedWords(month),
    });
  return {
    kept: [...findings.kept, ...log.kept],
    counts: [...findings.counts, ...log.counts()],
  };
}
/** A month that was reported, and by how much it is another one now. */
function restatedWords(month: Restatement['months'][number]): string {
  const { currency, customers, rematched } = month;
  const parts = (['earned', 'spent', 'expired', 'closing'] as const).flatMap((name) =>
    month[name] === 0 ? [] : [`${name} ${month[name] > 0 ? '+' : ''}${decimalText(month[name])}`],
  );
  if (customers > 0) parts.push(`${customers} ${customers === 1 ? 'customer' : 'customers'}`);
  if (rematched > 0)
    parts.push(`${rematched} ${rematched === 1 ? 'redemption' : 'redemptions'} rematched`);
  return `${month.month}${currency === '' ? '' : ` in ${currency}`} was reported and changes: ${parts.join(', ')}`;
}

type Warnings = ProvenPartition['proof']['warnings'];

function latest(times: Float64Array): number | null {
  let found = -Infinity;
  for (let row = 0; row < times.length; row++) if (times[row]! > found) found = times[row]!;
  return times.length === 0 ? null : found;
}

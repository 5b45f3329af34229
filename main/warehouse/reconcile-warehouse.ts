import { createHash } from 'node:crypto';
import { FINDINGS } from '../../core/contract/findings.ts';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import type { RunDetail, RunRecord } from '../../core/contract/run.ts';
import type { Settings } from '../../core/contract/settings.ts';
import type { Progress, StepName, Tell } from '../../core/contract/steps.ts';
import { dayText, monthSpan, timeOfText } from '../../core/ledger/time.ts';
import { mapHeaders } from '../../core/source/headers.ts';
import { checkStatements } from '../../core/warehouse/check-sql.ts';
import type { ServedDialect, Statement } from '../../core/warehouse/dialects/dialect.ts';
import { servedDialect } from '../../core/warehouse/dialects/dialects.ts';
import {
  faultCountsQuery,
  fingerprintQuery,
  ledgerFactsQuery,
  negativeAccountsQuery,
} from '../../core/warehouse/facts-sql.ts';
import { ledgerStatements } from '../../core/warehouse/ledger-sql.ts';
import { matchStatements } from '../../core/warehouse/match-sql.ts';
import type { WarehousePlan } from '../../core/warehouse/plan.ts';
import { RESULT_TABLES } from '../../core/warehouse/plan.ts';
import { resultStatements } from '../../core/warehouse/result-sql.ts';
import { SCRATCH } from '../../core/warehouse/scratch.ts';
import { dataFolder, historyFile } from '../data-folder/data-folder.ts';
import { acquireLock } from '../data-folder/lock.ts';
import type { LockHolder } from '../data-folder/lock.ts';
import { openHistory } from '../history/history.ts';
import type { History } from '../history/history.ts';
import { canonicalJson, settingsKey } from '../history/tables/settings-key.ts';
import { softwareVersion } from '../software-version.ts';
import { openWarehouse } from './connection.ts';
import type { Warehouse } from './connection.ts';
import { exceptionsOf } from './exceptions.ts';
import { columnFindings, countOf, movementCounts, rowFindings } from './findings.ts';
import type { Findings } from './findings.ts';
import { placeText, warehousePlace } from './place.ts';
import { MADE_BY, resultsPlace, standingRun } from './results-place.ts';
import type { ResultsPlace } from './results-place.ts';
import { findTable, quoted } from './table.ts';
import type { SourceTable } from './table.ts';
import { totalsOf, verdicts } from './verdicts.ts';
import { verificationFailed } from '../../core/verify/proof.ts';

export interface WarehouseRequest {
  /** `postgres://user@host:port/database`, perhaps with a password. */
  readonly url: string;
  readonly table: string;
  /** `schema` or `schema.prefix`; undefined: the table's schema and name. */
  readonly results: string | undefined;
  readonly settings: Settings;
  readonly force: boolean;
  readonly dataDir: string | undefined;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  readonly onProgress?: Tell<Progress>;
  readonly onWait?: (holder: LockHolder | null) => void;
}

export interface WarehouseOutcome {
  readonly detail: RunDetail;
  /** The result tables there, as `schema.name`; none where the run did not complete. */
  readonly tables: readonly string[];
  readonly alreadyReconciled: boolean;
  /** Why the run did not complete. */
  readonly problem: Problem | null;
}

const PATIENCE_MS = 30 * 60_000;

/** A session within its one transaction, and what is reconciled in it. */
interface Work {
  readonly warehouse: Warehouse;
  readonly dialect: ServedDialect;
  readonly table: SourceTable;
  readonly place: ResultsPlace;
  readonly request: WarehouseRequest;
  /** `schema.table`, for people. */
  readonly named: string;
  readonly rowCount: number;
}

/**
 * Reconciles a table where it is, and writes down the run here. All of it is one transaction there:
 * either the result tables of the run are there, verified, or nothing has changed. Throws a Problem only
 * where there is no run to speak of: no connection, no table, a data folder that cannot be used.
 */
export async function reconcileWarehouse(request: WarehouseRequest): Promise<WarehouseOutcome> {
  const where = warehousePlace(request.url);
  const begun = request.now().getTime();
  const warehouse = await openWarehouse(where, request.signal);
  try {
    const dialect = servedDialect(warehouse.version);
    await warehouse.begin(dialect.begin);
    const table = await findTable(warehouse, request.table);
    const named = `${table.schema}.${table.name}`;
    const place = resultsPlace(table, request.results);
    const standing = await standingRun(warehouse, place);
    progress(request, 'download', 'Taking the fingerprint of the table');
    const { sha256, rowCount } = await fingerprint(warehouse, dialect, table);
    const fetched = request.now().getTime();
    const work: Work = { warehouse, dialect, table, place, request, named, rowCount };

    return await asWriter(request, `warehouse ${named}`, async (history) => {
      const version = softwareVersion();
      const identity = { sha256, settingsKey: settingsKey(request.settings, version), version };
      const known = request.force ? null : history.findCompleted(identity);
      // The same run may have been replaced there by one with other settings.
      if (known && standing === known.id)
        return {
          detail: history.getRun(known.id)!,
          tables: tableNames(place),
          alreadyReconciled: true,
          problem: null,
        };
      const source = history.sourceAt(placeText(where, named), named);
      const run = history.startRun({
        ...identity,
        sourceId: source.id,
        place: source.place,
        settings: request.settings,
        sheets: [{ name: named, rows: rowCount }],
        notes: {
          server: warehouse.version.split(',')[0]!.slice(0, 100),
          results: `${place.schema}.${place.prefix}*`,
        },
        at: begun,
      });
      history.startStep(run.id, 'download', begun);
      history.endStep(run.id, 'download', {
        at: fetched,
        rowsOut: rowCount,
        checksums: { source: sha256 },
      });
      return carryOut(history, run, work);
    });
  } finally {
    await warehouse.close();
  }
}

async function carryOut(history: History, run: RunRecord, work: Work): Promise<WarehouseOutcome> {
  const { warehouse, dialect, place, request } = work;
  const runId = run.id;
  const step = async <T>(name: StepName, body: () => Promise<T>): Promise<T> => {
    history.startStep(runId, name);
    const value = await body();
    if (name !== 'report') history.endStep(runId, name, { rowsOut: work.rowCount });
    return value;
  };
  try {
    const { plan, facts, findings } = await step('validate', () => validate(history, runId, work));
    await step('match', async () => {
      await carryOutAll(request, 'match', warehouse, [
        ...matchStatements(dialect, plan),
        ...resultStatements(dialect, plan),
      ]);
    });
    const exceptions = await exceptionsOf(warehouse, dialect, plan);
    const totals = await step('verify', async () => {
      await carryOutAll(request, 'verify', warehouse, checkStatements(dialect, plan));
      const sums = await totalsOf(warehouse, plan);
      history.recordTotals(runId, sums);
      const checks = await verdicts(warehouse, plan, sums);
      history.recordChecks(runId, checks);
      if (checks.some(({ passed }) => !passed))
        throw verificationFailed(
          checks,
          'Nothing was published, and earlier results stand. Send this message to the developers.',
        );
      return sums;
    });
    const early = await warehouse.ask(
      `SELECT COUNT(DISTINCT trans_id) AS early FROM ${plan.drafts.exceptions} WHERE code = 'expired.out-of-order'`,
    );
    const unmatched = await warehouse.ask(
      `SELECT COUNT(*) AS unmatched FROM ${plan.drafts.exceptions} WHERE code = 'redemption.unmatched'`,
    );
    history.recordFindings(
      runId,
      [
        ...findings.counts,
        ...countOf('match.expired-early', Number(early[0]!['early'])),
        ...countOf('match.redemption-unmatched', Number(unmatched[0]!['unmatched'])),
      ],
      findings.kept,
    );
    history.saveExceptions(runId, exceptions);
    await step('report', async () => {
      progress(request, 'report', 'Putting the results in their place');
      await publish(work, plan, run, facts);
    });
    history.completeRun(runId, {
      ...facts,
      totals,
      lastStep: { name: 'report', rowsOut: work.rowCount },
    });
    return {
      detail: history.getRun(runId)!,
      tables: tableNames(place),
      alreadyReconciled: false,
      problem: null,
    };
  } catch (error) {
    const problem = asProblem(error);
    const status =
      problem.kind === 'cancelled'
        ? 'cancelled'
        : problem.kind === 'validation-halted'
          ? 'halted'
          : 'failed';
    history.failRun(runId, status, problem);
    return { detail: history.getRun(runId)!, tables: [], alreadyReconciled: false, problem };
  }
}

interface Facts {
  readonly counts: NonNullable<RunRecord['counts']>;
  readonly quality: number;
  readonly highWater: number | null;
  readonly rowCount: number;
}

/** Reads and judges the rows. Throws Problem kind `validation-halted` where the run may not go on. */
async function validate(
  history: History,
  runId: string,
  work: Work,
): Promise<{ plan: WarehousePlan; facts: Facts; findings: Findings }> {
  const { warehouse, dialect, table, place, request, named, rowCount } = work;
  const { settings } = request;
  const header = mapHeaders(
    table.columns.map(({ name }) => name),
    settings.mapping,
  );
  const ofColumns = columnFindings(header, named);
  const record = (findings: Findings): void =>
    history.recordFindings(runId, findings.counts, findings.kept);
  record(ofColumns);
  const critical = ofColumns.kept.find(({ severity }) => severity === 'critical');
  if (critical) throw halted(critical.code, critical.message);
  if (rowCount === 0) {
    record({ counts: [...countOf('sheet.empty', 1), ...ofColumns.counts], kept: ofColumns.kept });
    throw halted('sheet.empty', `The table ${named} has no rows.`);
  }

  const draftPlan: WarehousePlan = {
    policy: settings.policy,
    source: `${quoted(table.schema)}.${quoted(table.name)}`,
    columns: table.columns.map((column, c) => ({ ...column, field: header.fields[c] ?? 'extra' })),
    asOf: null,
    toleranceCents: settings.toleranceCents,
    results: place.results,
    drafts: place.drafts,
  };
  await carryOutAll(request, 'validate', warehouse, ledgerStatements(dialect, draftPlan));
  const [faults] = await warehouse.ask(faultCountsQuery(dialect, draftPlan.columns));
  const ofRows = await rowFindings(warehouse, dialect, draftPlan, named, faults!);
  const rejected = {
    rows: Number(faults!['rejected_rows']),
    cents: Number(faults!['rejected_cents']),
  };
  const [latest] = await warehouse.ask(
    `SELECT ${dialect.text('MAX(tc_at)')} AS latest FROM ${SCRATCH.ledger}`,
  );
  const highWater = latest!['latest'] === null ? null : timeOfText(String(latest!['latest']))!;
  const asOf = asOfDay(settings, highWater, request.now());
  const [row] = await warehouse.ask(ledgerFactsQuery(dialect, draftPlan.columns, asOf));
  const number = (name: string): number => Number(row![name]);
  const [negative] = await warehouse.ask(negativeAccountsQuery());
  const findings: Findings = {
    counts: [
      ...ofRows.counts,
      ...movementCounts(header, row!),
      ...countOf('account.balance-negative', Number(negative!['accounts'])),
      ...ofColumns.counts,
    ],
    kept: [...ofRows.kept, ...ofColumns.kept],
  };
  record(findings);
  const facts: Facts = {
    counts: {
      earned: number('earned'),
      spent: number('spent'),
      expired: number('expired'),
      quarantined: rejected.rows,
      customers: number('customers'),
    },
    quality: (rowCount - rejected.rows) / rowCount,
    highWater,
    rowCount,
  };
  if (rejected.rows > 0 && settings.onError === 'halt') {
    const { quality } = facts;
    history.recordValidation(runId, { rowCount, quality, rejected });
    const errors = ofRows.counts.reduce((sum, { count }) => sum + count, 0);
    throw new Problem({
      kind: 'validation-halted',
      code: 'validation.errors',
      message: `The source has ${errors} ${errors === 1 ? 'error' : 'errors'}; nothing was published.`,
      hint: 'Mend the rows that the findings name, or quarantine them (--on-error quarantine) and go on.',
      details: { errors },
    });
  }
  history.recordValidation(runId, { ...facts, rejected });
  if (number('cents') > Number.MAX_SAFE_INTEGER / 4)
    throw halted('ledger.total-too-large', FINDINGS['ledger.total-too-large'].title);
  return { plan: { ...draftPlan, asOf }, facts, findings };
}

/** Replaces earlier results by the drafts, says whose they are, and makes all of it last. */
async function publish(
  { warehouse, dialect, place, rowCount }: Work,
  { drafts, policy }: WarehousePlan,
  run: RunRecord,
  facts: Facts,
): Promise<void> {
  const told = [
    MADE_BY,
    run.id,
    run.place,
    policy,
    run.sha256,
    run.settingsKey,
    run.softwareVersion,
  ];
  const [madeBy, runId, source, byPolicy, sha256, key, version] = told.map(
    (text) => `CAST('${String(text).replaceAll("'", "''")}' AS VARCHAR(1000))`,
  );
  await warehouse.ask(
    dialect.table(
      drafts.run,
      { by: [] },
      `SELECT ${madeBy} AS made_by, ${runId} AS run_id, ${source} AS source, ${byPolicy} AS policy, ${sha256} AS fingerprint, ${key} AS settings_key, ${version} AS software_version,
  ${rowCount} AS source_rows, ${facts.counts.quarantined} AS quarantined_rows`,
    ),
  );
  for (const name of RESULT_TABLES)
    await warehouse.ask(
      dialect.publish(drafts[name], `${quoted(place.schema)}.${quoted(place.prefix + name)}`),
    );
  for (const sql of dialect.end) await warehouse.ask(sql);
}

async function carryOutAll(
  request: WarehouseRequest,
  step: StepName,
  warehouse: Warehouse,
  statements: readonly Statement[],
): Promise<void> {
  for (const [n, { does, sql }] of statements.entries()) {
    request.onProgress?.({ step, done: n, of: statements.length, unit: null, words: does });
    await warehouse.ask(sql);
  }
}

function progress(request: WarehouseRequest, step: StepName, words: string): void {
  request.onProgress?.({ step, done: 0, of: null, unit: null, words });
}

/** What stands for the bytes of a file: columns in their order, rows in any. */
async function fingerprint(
  warehouse: Warehouse,
  dialect: ServedDialect,
  { schema, name, columns }: SourceTable,
): Promise<{ sha256: string; rowCount: number }> {
  const [row] = await warehouse.ask(
    fingerprintQuery(
      dialect,
      `${quoted(schema)}.${quoted(name)}`,
      columns.map((column) => ({ ...column, field: 'extra' })),
    ),
  );
  const { row_count: rows, low, high } = row!;
  const names = columns.map((column) => column.name);
  const sha256 = createHash('sha256')
    .update(canonicalJson({ columns: names, rows, low, high }))
    .digest('hex');
  return { sha256, rowCount: Number(rows) };
}

/** As set, else the end of the period, else the day of the latest movement but not after today. */
function asOfDay(settings: Settings, highWater: number | null, now: Date): string {
  if (settings.asOf !== null) return settings.asOf;
  if (settings.period !== null) return dayText(monthSpan(settings.period)!.end);
  const two = (n: number): string => String(n).padStart(2, '0');
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const latest = highWater === null ? today : dayText(highWater);
  return latest < today ? latest : today;
}

function tableNames({ schema, prefix }: ResultsPlace): string[] {
  return RESULT_TABLES.map((name) => `${schema}.${prefix}${name}`);
}

/** Does something as the only writer of the data folder, with its history open. */
async function asWriter<T>(
  request: WarehouseRequest,
  command: string,
  body: (history: History) => Promise<T>,
): Promise<T> {
  const root = dataFolder(request.dataDir);
  const lock = await acquireLock(root, {
    waitMs: PATIENCE_MS,
    command,
    ...(request.onWait && { onWait: request.onWait }),
    ...(request.signal && { signal: request.signal }),
  });
  try {
    const history = openHistory(historyFile(root));
    try {
      history.markInterrupted();
      return await body(history);
    } finally {
      history.close();
    }
  } finally {
    lock.release();
  }
}

function halted(code: string, message: string): Problem {
  return new Problem({
    kind: 'validation-halted',
    code,
    message,
    hint: 'Nothing was published. Mend the table, or map its columns with --map, and run again.',
  });
}

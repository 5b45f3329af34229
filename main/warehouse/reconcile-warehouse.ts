import type { RunRecord } from '../../core/contract/run.ts';
import type { StepName } from '../../core/contract/steps.ts';
import { verificationFailed } from '../../core/verify/proof.ts';
import { checkStatements } from '../../core/warehouse/check-sql.ts';
import { servedDialect } from '../../core/warehouse/dialects/dialects.ts';
import { matchStatements } from '../../core/warehouse/match-sql.ts';
import type { WarehousePlan } from '../../core/warehouse/plan.ts';
import { resultStatements } from '../../core/warehouse/result-sql.ts';
import type { History } from '../history/history.ts';
import { settingsKey } from '../history/tables/settings-key.ts';
import { asWriter } from '../run-life/as-writer.ts';
import { carryOut } from '../run-life/carry-out.ts';
import type { RunOutcome } from '../run-life/carry-out.ts';
import { softwareVersion } from '../software-version.ts';
import { openWarehouse } from './connection.ts';
import { exceptionsOf } from './exceptions.ts';
import { fingerprintTable } from './fingerprint-table.ts';
import { countOf } from './findings.ts';
import type { Findings } from './findings.ts';
import { placeText, warehousePlace } from './place.ts';
import { publishResults, tableNames } from './publish-results.ts';
import { resultsPlace, standingRun } from './results-place.ts';
import { findTable } from './table.ts';
import { validateTable } from './validate-table.ts';
import { totalsOf, verdicts } from './verdicts.ts';
import { carryOutAll, progress } from './warehouse-work.ts';
import type { WarehouseRequest, Work } from './warehouse-work.ts';

/** What the run of a table in a warehouse came to. */
export interface WarehouseOutcome extends RunOutcome {
  /** The result tables there, as `schema.name`; none where the run did not complete. */
  readonly tables: readonly string[];
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
    const { sha256, rowCount } = await fingerprintTable(warehouse, dialect, table);
    const fetched = request.now().getTime();
    const work: Work = { warehouse, dialect, table, place, request, named, rowCount };

    return await asWriter(request, `warehouse ${named}`, async (history, root) => {
      const version = softwareVersion();
      const source = history.sourceAt(placeText(where, named), named);
      const identity = {
        sourceId: source.id,
        sha256,
        settingsKey: settingsKey(request.settings, version),
        version,
      };
      const known = request.force ? null : history.findCompleted(identity);
      // The same run may have been replaced there by one with other settings.
      if (known && standing === known.id)
        return {
          detail: history.getRun(known.id)!,
          tables: tableNames(place),
          alreadyReconciled: true,
          problem: null,
        };
      const run = history.startRun({
        ...identity,
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
      return reconcileTable(history, root, run, work);
    });
  } finally {
    await warehouse.close();
  }
}

/** Validates, matches, proves and publishes within the transaction. Throws as {@link carryOut} does. */
async function reconcileTable(
  history: History,
  root: string,
  run: RunRecord,
  work: Work,
): Promise<WarehouseOutcome> {
  const { warehouse, dialect, place, request } = work;
  const runId = run.id;
  const step = async <T>(name: StepName, body: () => Promise<T>): Promise<T> => {
    history.startStep(runId, name);
    const value = await body();
    // The last step ends with the run.
    if (name !== 'report') history.endStep(runId, name, { rowsOut: work.rowCount });
    return value;
  };
  const { problem } = await carryOut(history, run, root, async () => {
    const { plan, facts, findings } = await step('validate', () =>
      validateTable(history, runId, work),
    );
    await step('match', () =>
      carryOutAll(request, 'match', warehouse, [
        ...matchStatements(dialect, plan),
        ...resultStatements(dialect, plan),
      ]),
    );
    const exceptions = await exceptionsOf(warehouse, dialect, plan);
    const { totals, covered } = await step('verify', () => prove(history, runId, work, plan));
    await recordMatchFindings(history, runId, work, plan, findings);
    history.saveExceptions(runId, exceptions.list, exceptions.totals);
    await step('report', async () => {
      progress(request, 'report', 'Publishing the results');
      await publishResults(work, plan, run, facts);
    });
    history.completeRun(runId, {
      ...facts,
      counts: { ...facts.counts, covered },
      totals,
      lastStep: { name: 'report', rowsOut: work.rowCount },
    });
  });
  return {
    detail: history.getRun(runId)!,
    tables: problem === null ? tableNames(place) : [],
    alreadyReconciled: false,
    problem,
  };
}

/** The totals, once all checks have passed there. Throws Problem kind `verification-failed`. */
async function prove(
  history: History,
  runId: string,
  { warehouse, dialect, request }: Work,
  plan: WarehousePlan,
): Promise<Awaited<ReturnType<typeof totalsOf>>> {
  await carryOutAll(request, 'verify', warehouse, checkStatements(dialect, plan));
  const matched = await totalsOf(warehouse, plan);
  const { totals, covered } = matched;
  history.recordTotals(runId, totals, covered);
  const checks = await verdicts(warehouse, plan, totals);
  history.recordChecks(runId, checks);
  if (checks.some(({ passed }) => !passed))
    throw verificationFailed(
      checks,
      'Nothing was published, and earlier results are unchanged. Send this message to support.',
    );
  return matched;
}

/** Adds to the findings of validation what only the matching can tell. */
async function recordMatchFindings(
  history: History,
  runId: string,
  { warehouse }: Work,
  { drafts }: WarehousePlan,
  findings: Findings,
): Promise<void> {
  const [early] = await warehouse.ask(
    `SELECT COUNT(DISTINCT trans_id) AS early FROM ${drafts.exceptions} WHERE code = 'expired.out-of-order'`,
  );
  const [unmatched] = await warehouse.ask(
    `SELECT COUNT(*) AS unmatched FROM ${drafts.exceptions} WHERE code = 'redemption.unmatched'`,
  );
  history.recordFindings(
    runId,
    [
      ...findings.counts,
      ...countOf('match.expired-early', Number(early!['early'])),
      ...countOf('match.redemption-unmatched', Number(unmatched!['unmatched'])),
    ],
    findings.kept,
  );
}

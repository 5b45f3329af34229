import { rowsAfterCutOff } from '../../core/contract/bridge.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { RESULT_TABLES } from '../../core/warehouse/plan.ts';
import type { WarehousePlan } from '../../core/warehouse/plan.ts';
import { MADE_BY } from './results-place.ts';
import type { ResultsPlace } from './results-place.ts';
import { quoted } from './table.ts';
import type { Facts } from './validate-table.ts';
import type { Work } from './warehouse-work.ts';

/** Replaces earlier results by the drafts, says whose they are, and makes all of it last. */
export async function publishResults(
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
  ${rowCount} AS source_rows, ${facts.counts.quarantined} AS quarantined_rows,
  CAST('${facts.cutOff.asOf}' AS DATE) AS as_of, ${rowsAfterCutOff(facts.cutOff.bridge)} AS rows_after_cut_off`,
    ),
  );
  for (const name of RESULT_TABLES)
    await warehouse.ask(
      dialect.publish(drafts[name], `${quoted(place.schema)}.${quoted(place.prefix + name)}`),
    );
  for (const sql of dialect.end) await warehouse.ask(sql);
}

/** The result tables there, as `schema.name`. */
export function tableNames({ schema, prefix }: ResultsPlace): string[] {
  return RESULT_TABLES.map((name) => `${schema}.${prefix}${name}`);
}

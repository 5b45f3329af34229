import { Problem } from '../../core/contract/problem.ts';
import { RESULT_TABLES, resultNames } from '../../core/warehouse/plan.ts';
import type { ResultNames, ResultTable } from '../../core/warehouse/plan.ts';
import type { Warehouse } from './connection.ts';
import { nameParts, quoted } from './table.ts';

/** Where the result tables of a run go. */
export interface ResultsPlace {
  readonly schema: string;
  readonly prefix: string;
  /** Full names, quoted. */
  readonly results: ResultNames;
  readonly drafts: ResultNames;
}

/** Who wrote the results, as the table `run` says: what others have made is never replaced. */
export const MADE_BY = 'Thrive Cash Reconciler';
/** PostgreSQL cuts longer names off in silence. */
const LONGEST_NAME = 63;

/**
 * `--results`: `schema` or `schema.prefix`; absent, the schema of the table and its name as prefix.
 * Throws Problem `usage.invalid` where a name would be too long.
 */
export function resultsPlace(
  table: { readonly schema: string; readonly name: string },
  results: string | undefined,
): ResultsPlace {
  const parts = results === undefined ? [] : nameParts(results);
  const schema = parts[0] ?? table.schema;
  const prefix = parts[1] ?? `${table.name}_`;
  const longest = RESULT_TABLES.map((name) => `${prefix}draft_${name}`).find(
    (name) => Buffer.byteLength(name) > LONGEST_NAME,
  );
  if (longest !== undefined)
    throw new Problem({
      kind: 'usage',
      code: 'usage.invalid',
      message: `The names of the result tables would be too long, such as ${longest}.`,
      hint: 'Give them a shorter prefix: --results schema.prefix_',
    });
  const full = (name: string): string => `${quoted(schema)}.${quoted(name)}`;
  return {
    schema,
    prefix,
    results: resultNames((name) => full(prefix + name)),
    drafts: resultNames((name) => full(`${prefix}draft_${name}`)),
  };
}

/** The id of the run whose results stand at a place; null where none do. */
export async function standingRun(
  warehouse: Warehouse,
  place: ResultsPlace,
): Promise<string | null> {
  const there = await tablesThere(warehouse, place);
  if (there.length === 0) return null;
  const columns = there.includes('run') ? await columnsOf(warehouse, place) : [];
  const [row] = columns.includes('made_by')
    ? await warehouse.ask(`SELECT made_by, run_id FROM ${place.results.run} LIMIT 1`)
    : [];
  if (row?.['made_by'] !== MADE_BY)
    throw new Problem({
      kind: 'usage',
      code: 'warehouse.name-taken',
      message: `${place.schema} has tables with the names of the results that this program did not create: ${there.map((name) => place.prefix + name).join(', ')}.`,
      hint: 'Name another schema or prefix: --results schema.prefix_',
    });
  // A run of which a table was dropped since does not stand.
  return there.length === RESULT_TABLES.length ? String(row['run_id']) : '';
}

async function tablesThere(
  warehouse: Warehouse,
  { schema, prefix }: ResultsPlace,
): Promise<ResultTable[]> {
  const rows = await warehouse.ask(
    `SELECT c.relname AS name FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1`,
    [schema],
  );
  const names = new Set(rows.map((row) => row['name']));
  return RESULT_TABLES.filter((name) => names.has(prefix + name));
}

async function columnsOf(warehouse: Warehouse, { schema, prefix }: ResultsPlace) {
  const rows = await warehouse.ask(
    `SELECT a.attname AS name FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0`,
    [schema, `${prefix}run`],
  );
  return rows.map((row) => row['name']);
}

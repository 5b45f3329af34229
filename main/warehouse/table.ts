import { Problem } from '../../core/contract/problem.ts';
import type { WarehouseColumn } from '../../core/warehouse/plan.ts';
import type { Warehouse } from './connection.ts';

/** A table, view or foreign table there. */
export interface SourceTable {
  readonly schema: string;
  readonly name: string;
  /** Its columns in order; which field each holds is not yet known. */
  readonly columns: readonly Omit<WarehouseColumn, 'field'>[];
}

/**
 * The table that `--table` names: `table`, `schema.table`, a part in double quotes as it is. A name that
 * is not there as it is written is looked for in any letter case. Throws Problem `warehouse.no-table`,
 * `warehouse.no-right`.
 */
export async function findTable(warehouse: Warehouse, named: string): Promise<SourceTable> {
  const parts = nameParts(named);
  const table = parts.at(-1)!;
  const schema = parts.length === 2 ? parts[0]! : null;
  const found = await warehouse.ask(
    `SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name, has_table_privilege(c.oid, 'SELECT') AS readable
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND LOWER(c.relname) = LOWER($1)
       AND (CASE WHEN $2::text IS NULL THEN n.nspname = ANY (current_schemas(false)) ELSE LOWER(n.nspname) = LOWER($2) END)`,
    [table, schema],
  );
  const exact = found.filter(
    (row) => row['name'] === table && (schema === null || row['schema'] === schema),
  );
  const candidates = exact.length > 0 ? exact : found;
  if (candidates.length === 0)
    throw new Problem({
      kind: 'source-unreadable',
      code: 'warehouse.no-table',
      message: `There is no table ${named}.`,
      hint: 'Name it as schema.table with --table, and check the database in --url.',
    });
  if (candidates.length > 1)
    throw new Problem({
      kind: 'usage',
      code: 'warehouse.table-ambiguous',
      message: `More than one table is called ${named}: ${candidates.map((row) => `${row['schema']}.${row['name']}`).join(', ')}.`,
      hint: 'Name it with its schema, and in double quotes where letter case matters.',
    });
  const { oid, schema: inSchema, name, readable } = candidates[0]!;
  if (readable === false)
    throw new Problem({
      kind: 'source-unreadable',
      code: 'warehouse.no-right',
      message: `You do not have permission to read the table ${named}.`,
      hint: 'Ask its owner for SELECT permission.',
    });
  const columns = await warehouse.ask(
    `SELECT a.attname AS name, t.typname AS type FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
     WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [oid],
  );
  return {
    schema: String(inSchema),
    name: String(name),
    columns: columns.map((column) => ({
      name: String(column['name']),
      sql: quoted(String(column['name'])),
      kind: kindOf(String(column['type'])),
    })),
  };
}

/** A name in double quotes, as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The parts of a name with dots between; throws Problem `usage.invalid` where it is none. */
export function nameParts(named: string): readonly string[] {
  const parts = [...named.matchAll(/(?:"((?:[^"]|"")+)"|([^."]+))(\.|$)/gy)];
  const length = parts.reduce((sum, [whole]) => sum + whole.length, 0);
  if (parts.length < 1 || parts.length > 2 || length !== named.length || named.endsWith('.'))
    throw new Problem({
      kind: 'usage',
      code: 'usage.invalid',
      message: `${named} is not a valid table name.`,
      hint: 'Write it as schema.table; a part with a dot in it goes between double quotes.',
    });
  return parts.map(([, inQuotes, plain]) => inQuotes?.replaceAll('""', '"') ?? plain!);
}

const NUMBERS = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'oid']);
const TIMES = new Set(['date', 'timestamp', 'timestamptz']);

function kindOf(type: string): WarehouseColumn['kind'] {
  return NUMBERS.has(type) ? 'number' : TIMES.has(type) ? 'time' : 'text';
}

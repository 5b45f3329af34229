import { createHash } from 'node:crypto';
import type { ServedDialect } from '../../core/warehouse/dialects/dialect.ts';
import { fingerprintQuery } from '../../core/warehouse/facts-sql.ts';
import { canonicalJson } from '../history/audit/canonical.ts';
import type { Warehouse } from './connection.ts';
import { quoted } from './table.ts';
import type { SourceTable } from './table.ts';

/** What stands for the bytes of a file: columns in their order, rows in any. */
export async function fingerprintTable(
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

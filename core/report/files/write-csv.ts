import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvHeader, csvRows } from '../encode/csv.ts';
import type { ShareColumn } from '../columns/column.ts';
import { writeAtomically } from '../../disk/publish.ts';
import type { OutputFile } from '../../disk/publish.ts';
import { sharedTexts } from '../partition/shared-ledger.ts';
import type { Column, Table } from '../tables.ts';

/** Writes a table of no more rows than a person works on as CSV, atomically, under its own name. */
export async function writeCsv(table: Table, folder: string, bom: boolean): Promise<OutputFile> {
  const { rows } = table;
  const name = `${table.name}.csv`;
  const columns = table.columns.map((column) => shareColumn(column, rows));
  const facts = await writeAtomically(join(folder, name), (path) =>
    writeFile(
      path,
      Buffer.concat([
        csvHeader(
          columns.map((column) => column.name),
          bom,
        ),
        csvRows(columns, rows),
      ]),
    ),
  );
  return { name, rows, ...facts };
}

function shareColumn({ name, kind, at, pool }: Column, rows: number): ShareColumn {
  const values = Float64Array.from({ length: rows }, (_, row) => at(row));
  switch (kind) {
    case 'text':
      return { name, kind, values: Int32Array.from(values), ...sharedTexts(pool ?? []) };
    case 'id':
      return {
        name,
        kind,
        values,
        asText: values.some((value) => value < 0),
        ...sharedTexts(pool ?? []),
      };
    default:
      return { name, kind, values };
  }
}

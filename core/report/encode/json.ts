import { idText } from '../../ledger/ids.ts';
import { decimalText } from '../../ledger/money.ts';
import { timeText } from '../../ledger/time.ts';
import type { Column, Table } from '../columns/column.ts';
import { textsOf } from '../columns/text-bytes.ts';

/** The rows of a table as JSON has them: amounts and times as texts, blanks as null. */
export function jsonRows({ columns, rows }: Table): Record<string, string | number | null>[] {
  const cells = columns.map((column) => [column.name, cellsOf(column)] as const);
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(cells.map(([name, cell]) => [name, cell(row)])),
  );
}

function cellsOf(column: Column): (row: number) => string | number | null {
  const { values } = column;
  const present =
    (cell: (value: number) => string | number) =>
    (row: number): string | number | null =>
      Number.isNaN(values[row]!) ? null : cell(values[row]!);
  switch (column.kind) {
    case 'money':
      return present(decimalText);
    case 'time':
      return present(timeText);
    case 'count':
      return present((value) => value);
    case 'id': {
      const pool = textsOf(column.texts);
      return present((value) => (column.asText ? idText(pool, value) : value));
    }
    case 'text': {
      const pool = textsOf(column.texts);
      return (row) => pool[values[row]!] ?? null;
    }
  }
}

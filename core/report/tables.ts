import type { Exception } from '../contract/exceptions.ts';
import { idText } from '../ledger/ids.ts';
import type { RestatedAccountMonth, Restatement } from '../later-file/restatement.ts';
import type { RejectedRow } from '../validate/accepted-ledger.ts';
import { textAt } from './columns/text-bytes.ts';
import type { TextBytes } from './columns/text-bytes.ts';
import type { PartitionTable } from './partition-tables.ts';

/** How a column is written: what each number of `at` means. */
export type ColumnKind = 'id' | 'text' | 'money' | 'time' | 'count';

/** A column of a table as a function of the row, so that nothing is copied before it is written. */
export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** id: value of the pool; text: index into the pool, −1 blank; money: cents; time: ms; NaN blank. */
  readonly at: (row: number) => number;
  /** For ids and texts. */
  readonly pool?: readonly string[];
}

export interface Table {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** The rows of a partition, or of a whole run, as a table that a workbook is written from. */
export function tableOf({ name, rows, columns }: PartitionTable): Table {
  const pools = new Map<TextBytes, string[]>();
  const poolOf = (texts: TextBytes): string[] => {
    let pool = pools.get(texts);
    if (!pool) {
      pool = Array.from({ length: texts.start.length - 1 }, (_, i) => textAt(texts, i));
      pools.set(texts, pool);
    }
    return pool;
  };
  return {
    name,
    rows,
    columns: columns.map((column): Column => ({
      name: column.name,
      kind: column.kind,
      at: (row) => column.values[row]!,
      ...('texts' in column && { pool: poolOf(column.texts) }),
    })),
  };
}

/** A source column that bears the name of an added one, or of another, steps aside as NAME_SOURCE. */
export function uniqueName(header: string, taken: Set<string>): string {
  let name = header;
  while (taken.has(name.toUpperCase())) name = `${name}_SOURCE`;
  taken.add(name.toUpperCase());
  return name;
}

/** exceptions: the work list. */
export function exceptionTable(exceptions: readonly Exception[]): Table {
  const text = (name: string, of: (exception: Exception) => string): Column => ({
    name,
    kind: 'text',
    at: (row) => row,
    pool: exceptions.map(of),
  });
  return {
    name: 'exceptions',
    rows: exceptions.length,
    columns: [
      text('CODE', ({ code }) => code),
      text('CUSTOMERID', ({ customer }) => customer),
      text('CURRENCY', ({ currency }) => currency),
      text('TRANS_IDS', ({ ids }) => ids.join(' ')),
      text('SHEET_ROWS', ({ rows }) => rows.join(' ')),
      { name: 'AMOUNT_AT_STAKE', kind: 'money', at: (row) => exceptions[row]!.cents },
      { name: 'CREATEDAT', kind: 'time', at: (row) => exceptions[row]!.createdAt ?? NaN },
      text('MESSAGE', ({ message }) => message),
    ],
  };
}

/** restatement: by customer and month, what a run changes in months that were reported before. */
export function restatementTable(accounts: Restatement['accounts']): Table {
  const text = (name: string, of: (entry: RestatedAccountMonth) => string): Column => ({
    name,
    kind: 'text',
    at: (row) => row,
    pool: accounts.map(of),
  });
  const money = (name: string, of: (entry: RestatedAccountMonth) => number): Column => ({
    name,
    kind: 'money',
    at: (row) => of(accounts[row]!),
  });
  return {
    name: 'restatement',
    rows: accounts.length,
    columns: [
      text('CUSTOMERID', ({ customer }) => customer),
      text('CURRENCY', ({ currency }) => currency),
      text('MONTH', ({ month }) => month),
      money('EARNED_DIFFERENCE', ({ earned }) => earned),
      money('SPENT_DIFFERENCE', ({ spent }) => spent),
      money('EXPIRED_DIFFERENCE', ({ expired }) => expired),
      money('NET_DIFFERENCE', ({ net }) => net),
      money('CLOSING_DIFFERENCE', ({ closing }) => closing),
    ],
  };
}

/** quarantine: the rows set aside as the source had them, and why. */
export function quarantineTable(
  headers: readonly string[],
  rejected: readonly RejectedRow[],
): Table {
  const taken = new Set(['SHEET_ROW', 'FINDINGS']);
  return {
    name: 'quarantine',
    rows: rejected.length,
    columns: [
      ...headers.map((header, c): Column => ({
        name: uniqueName(header === '' ? `COLUMN_${c + 1}` : header, taken),
        kind: 'text',
        at: (row) => row,
        pool: rejected.map(({ cells }) => cells[c] ?? ''),
      })),
      { name: 'SHEET_ROW', kind: 'count', at: (row) => rejected[row]!.row },
      {
        name: 'FINDINGS',
        kind: 'text',
        at: (row) => row,
        pool: rejected.map(({ codes }) => codes.join(' ')),
      },
    ],
  };
}

/** A cell as a person reads it, for the workbook: ids and texts as text. */
export function cellTextOf(column: Column, row: number): string {
  const value = column.at(row);
  if (column.kind === 'id') return idText(column.pool!, value);
  return value < 0 ? '' : column.pool![value]!;
}

import type { OpenSource, RawRow } from '../../../core/source/reading/raw-rows.ts';
import { BLANK, DATE, NUMBER, TEXT } from '../../../core/source/reading/raw-rows.ts';

export type Cell = string | number | Date | null | { kind: number; text: string };

/** A source held in memory: sheets of rows of cells, row 1 first; wholly blank rows are skipped. */
export function memorySource(
  sheets: Record<string, Cell[][]>,
  notes: Record<string, string> = {},
): OpenSource {
  return {
    format: 'xlsx',
    sheetNames: Object.keys(sheets),
    notes,
    rowHint: null,
    readSheet(name, onRow) {
      const rows = sheets[name]!;
      let delivered = 0;
      rows.forEach((cells, i) => {
        if (cells.every((cell) => cell === null)) return;
        delivered++;
        onRow(rawRow(cells, i + 1));
      });
      return Promise.resolve({ rows: delivered, mergedHeader: [] });
    },
    close: () => Promise.resolve(),
  };
}

function rawRow(cells: Cell[], rowNumber: number): RawRow {
  const row: RawRow = { rowNumber, width: cells.length, kind: [], number: [], text: [] };
  cells.forEach((cell, c) => {
    row.number[c] = NaN;
    row.text[c] = '';
    if (cell === null) row.kind[c] = BLANK;
    else if (typeof cell === 'string') [row.kind[c], row.text[c]] = [TEXT, cell];
    else if (typeof cell === 'number') [row.kind[c], row.number[c]] = [NUMBER, cell];
    else if (cell instanceof Date) [row.kind[c], row.number[c]] = [DATE, cell.getTime()];
    else [row.kind[c], row.text[c]] = [cell.kind, cell.text];
  });
  return row;
}

export const HEADER = [
  'TRANS_ID',
  'TCTYPE',
  'CREATEDAT',
  'EXPIREDAT',
  'CUSTOMERID',
  'ORDERID',
  'AMOUNT',
  'REASON',
];

/** A row that no rule finds fault with, with some cells replaced by column name. */
export function goodRow(id: number, changes: Record<string, Cell> = {}): Cell[] {
  const cells: Record<string, Cell> = {
    TRANS_ID: id,
    TCTYPE: 'earned',
    CREATEDAT: `2026-01-02 03:04:${String(id % 60).padStart(2, '0')}`,
    EXPIREDAT: '2027-01-02',
    CUSTOMERID: 1,
    ORDERID: null,
    AMOUNT: 5,
    REASON: 'Refund',
    ...changes,
  };
  return HEADER.map((name) => cells[name]!);
}

import { BLANK, BOOLEAN, NUMBER, TEXT } from '../source/reading/raw-rows.ts';
import type { OpenSource, RawRow } from '../source/reading/raw-rows.ts';

/** A row that was handed over, by the header of each column. */
export type GivenRow = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Rows that were handed over as a source of one sheet, with the headers in the order in which they first come. They are
 * read as those of a file are.
 */
export function rowsSource(rows: readonly GivenRow[]): OpenSource {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const empty = (): RawRow => ({
    rowNumber: 1,
    width: headers.length,
    kind: [],
    number: [],
    text: [],
  });
  return {
    format: 'csv',
    sheetNames: ['TC_Data'],
    notes: {},
    rowHint: rows.length,
    async readSheet(_name, onRow) {
      const raw = empty();
      headers.forEach((header, c) => put(raw, c, header));
      onRow(raw);
      let delivered = 1;
      rows.forEach((row, r) => {
        raw.rowNumber = r + 2;
        headers.forEach((header, c) =>
          put(raw, c, Object.hasOwn(row, header) ? row[header]! : null),
        );
        if (raw.kind.every((kind) => kind === BLANK)) return;
        onRow(raw);
        delivered++;
      });
      return { rows: delivered, mergedHeader: [] };
    },
    close: async () => undefined,
  };
}

function put(raw: RawRow, c: number, value: string | number | boolean | null): void {
  raw.text[c] = '';
  raw.number[c] = 0;
  if (typeof value === 'string' && value !== '') {
    raw.kind[c] = TEXT;
    raw.text[c] = value;
  } else if (typeof value === 'number') {
    raw.kind[c] = NUMBER;
    raw.number[c] = value;
  } else if (typeof value === 'boolean') {
    raw.kind[c] = BOOLEAN;
    raw.number[c] = Number(value);
  } else raw.kind[c] = BLANK;
}

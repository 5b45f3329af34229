import type { GridColumn, GridRow } from '../../../core/contract/api/grid.ts';
import { clipboardText } from '../../../core/contract/spreadsheet/neutral-text.ts';

/**
 * Rows as a spreadsheet takes them from the clipboard: a header, tabs between cells, amounts as
 * 1234.56, times as 2025-02-20 09:30:00, texts as {@link clipboardText} has them.
 */
export function rowsAsText(
  rows: readonly GridRow[],
  columns: readonly GridColumn[],
  names: readonly string[],
): string {
  const places = names.map((name) => columns.findIndex((column) => column.name === name));
  const known = places.filter((place) => place >= 0);
  const lines = rows.map(({ cells }) =>
    known.map((place) => cellText(cells[place] ?? null, columns[place]!)).join('\t'),
  );
  const header = known.map((place) => clipboardText(columns[place]!.name)).join('\t');
  return [header, ...lines].map((line) => `${line}\n`).join('');
}

function cellText(cell: GridRow['cells'][number], { kind }: GridColumn): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return clipboardText(cell);
  if (kind === 'time') return new Date(cell).toISOString().slice(0, 19).replace('T', ' ');
  if (kind !== 'money') return String(cell);
  const digits = String(Math.abs(cell)).padStart(3, '0');
  return `${cell < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

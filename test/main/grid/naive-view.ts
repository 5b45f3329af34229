import type {
  ColumnFilter,
  GridCell,
  GridColumn,
  GridView,
} from '../../../core/contract/api/grid.ts';
import { compareIdTexts } from '../../../core/ledger/ids.ts';
import { decimalText } from '../../../core/ledger/money.ts';

/** What a view is to hold, found the slow way over rows in memory. */
export interface NaiveRow {
  readonly n: number;
  readonly cells: readonly GridCell[];
  readonly flags: readonly string[];
}

/** The rows of a view in its order. `rows` stand in the default order. */
export function naiveView(
  rows: readonly NaiveRow[],
  columns: readonly GridColumn[],
  view: GridView,
): NaiveRow[] {
  const at = (column: string): number => columns.findIndex(({ name }) => name === column);
  const field = (row: NaiveRow, name: string): GridCell =>
    row.cells[columns.findIndex((column) => column.field === name)]!;
  const status = (row: NaiveRow): GridCell => row.cells.at(-3)!;
  const kept = rows.filter(
    (row) =>
      (view.quick !== 'exceptions' || row.flags.length > 0) &&
      (view.quick !== 'open-lots' || ['open', 'partly redeemed'].includes(String(status(row)))) &&
      (view.quick !== 'unmatched' ||
        ['unmatched', 'partly matched'].includes(String(status(row)))) &&
      (view.quick !== 'after-cut-off' || status(row) === 'after cut-off') &&
      (view.customer === null || field(row, 'CUSTOMERID') === view.customer) &&
      (view.period === null ||
        new Date(Number(field(row, 'CREATEDAT'))).toISOString().startsWith(view.period)) &&
      (view.search === null ||
        columns.some(({ kind }, c) => kind === 'id' && row.cells[c] === view.search!.trim())) &&
      (view.ids === null || view.ids.includes(String(field(row, 'TRANS_ID')))) &&
      view.filters.every((filter) => {
        const c = at(filter.column);
        return passes(filter, row.cells[c]!, columns[c]!);
      }),
  );
  return kept.sort((a, b) => {
    for (const { column, descending } of view.sort) {
      const c = at(column);
      const [x, y] = [a.cells[c]!, b.cells[c]!];
      if (x === null || y === null) {
        if (x === y) continue;
        return x === null ? 1 : -1;
      }
      const order = compareCells(x, y, columns[c]!);
      if (order !== 0) return descending ? -order : order;
    }
    return a.n - b.n;
  });
}

function compareCells(x: string | number, y: string | number, { kind }: GridColumn): number {
  if (typeof x === 'number' && typeof y === 'number') return x - y;
  if (kind === 'id') return compareIdTexts(String(x), String(y));
  return Buffer.compare(Buffer.from(String(x)), Buffer.from(String(y)));
}

function passes(filter: ColumnFilter, cell: GridCell, { kind }: GridColumn): boolean {
  const text = cell === null ? null : kind === 'money' ? decimalText(Number(cell)) : String(cell);
  const small = text?.toLowerCase();
  switch (filter.op) {
    case 'equals':
      return text === filter.value;
    case 'not-equals':
      return text !== filter.value;
    case 'contains':
      return small?.includes(filter.value.toLowerCase()) ?? false;
    case 'starts-with':
      return small?.startsWith(filter.value.toLowerCase()) ?? false;
    case 'ends-with':
      return small?.endsWith(filter.value.toLowerCase()) ?? false;
    case 'blank':
      return text === null;
    case 'not-blank':
      return text !== null;
    case 'in':
      return filter.values.some((value) => (value === '' ? text === null : value === text));
    case 'is-not':
      return cell !== filter.value;
    case 'between':
      return cell !== null && Number(cell) >= filter.value && Number(cell) <= filter.to;
    case 'is':
      return cell === filter.value;
    case 'less':
      return cell !== null && Number(cell) < filter.value;
    case 'less-or-equal':
      return cell !== null && Number(cell) <= filter.value;
    case 'greater':
      return cell !== null && Number(cell) > filter.value;
    case 'greater-or-equal':
      return cell !== null && Number(cell) >= filter.value;
  }
}

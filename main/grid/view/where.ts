import { AFTER_CUT_OFF_STATUS } from '../../../core/contract/bridge.ts';
import type { ColumnFilter, GridView } from '../../../core/contract/api/grid.ts';
import { meaningOf } from '../../../core/contract/problem-codes.ts';
import { Problem } from '../../../core/contract/problem.ts';
import type { LedgerField } from '../../../core/ledger/ledger.ts';
import { addedColumns, fieldColumn, ROW_NUMBER } from './run-files.ts';
import type { RunColumn, RunFiles } from './run-files.ts';
import { moneyLiteral, timeLiteral } from './sql.ts';
import { sqlText } from '../../../core/duckdb/sql-text.ts';

/** The table of the rows that exceptions concern, made when it is first asked for. */
export const FLAGGED = 'flagged';

/**
 * The condition of a view's rows, as SQL over the deliverable; null for all of them. Throws Problem
 * `grid.unknown-column` for a column that the run does not have.
 */
export function whereOf(view: GridView, files: Pick<RunFiles, 'columns'>): string | null {
  const { columns } = files;
  const field = (name: LedgerField): RunColumn => fieldColumn(columns, name)!;
  const parts: string[] = [];
  const status = addedColumns(columns).status.sql;
  if (view.quick === 'exceptions') parts.push(`${ROW_NUMBER} IN (SELECT n FROM ${FLAGGED})`);
  if (view.quick === 'open-lots') parts.push(`${status} IN ('open', 'partly redeemed')`);
  if (view.quick === 'unmatched') parts.push(`${status} IN ('unmatched', 'partly matched')`);
  if (view.quick === 'after-cut-off') parts.push(afterCutOff(columns));
  if (view.customer !== null) parts.push(equals(field('CUSTOMERID'), view.customer));
  if (view.period !== null) parts.push(inMonth(field('CREATEDAT'), view.period));
  if (view.search !== null) {
    const wanted = view.search.trim();
    const ids = columns.filter(({ kind }) => kind === 'id');
    parts.push(anyOf(ids.map((column) => equals(column, wanted))));
  }
  if (view.ids !== null) parts.push(anyOf(view.ids.map((id) => equals(field('TRANS_ID'), id))));
  for (const filter of view.filters)
    parts.push(conditionOf(filter, columnOf(filter.column, columns)));
  return parts.length === 0 ? null : parts.join(' AND ');
}

/** The condition of the rows that lie after the cut-off, as SQL over the deliverable. */
export function afterCutOff(columns: readonly RunColumn[]): string {
  return `${addedColumns(columns).status.sql} = ${sqlText(AFTER_CUT_OFF_STATUS)}`;
}

/** The column of that name. Throws Problem `grid.unknown-column`. */
export function columnOf(name: string, columns: readonly RunColumn[]): RunColumn {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  throw new Problem({
    kind: 'usage',
    code: 'grid.unknown-column',
    message: `The run has no column ${name.slice(0, 100)}.`,
    hint: 'Reset the view of the grid and choose the column again.',
  });
}

function conditionOf(filter: ColumnFilter, column: RunColumn): string {
  const { kind } = column;
  const c = column.sql;
  const text = `${c}::VARCHAR`;
  // Both sides by the same rule of what is small: JavaScript's differs in a few scripts.
  const small = (value: string): string => `lower(${sqlText(value)})`;
  switch (filter.op) {
    case 'equals':
      return equals(column, filter.value);
    case 'not-equals':
      return `NOT coalesce(${equals(column, filter.value)}, false)`;
    case 'contains':
      return `contains(lower(${text}), ${small(filter.value)})`;
    case 'starts-with':
      return `starts_with(lower(${text}), ${small(filter.value)})`;
    case 'ends-with':
      return `suffix(lower(${text}), ${small(filter.value)})`;
    case 'blank':
      return `(${c} IS NULL OR ${text} = '')`;
    case 'not-blank':
      return `(${c} IS NOT NULL AND ${text} <> '')`;
    case 'in':
      return anyOf(
        filter.values.map((value) => (value === '' ? `${c} IS NULL` : equals(column, value))),
      );
    case 'between':
      return `${c} BETWEEN ${number(filter.value, kind)} AND ${number(filter.to, kind)}`;
    default:
      return `${c} ${OPERATORS[filter.op]} ${number(filter.value, kind)}`;
  }
}

const OPERATORS = {
  less: '<',
  'less-or-equal': '<=',
  greater: '>',
  'greater-or-equal': '>=',
  is: '=',
  'is-not': 'IS DISTINCT FROM',
} as const;

function number(value: number, kind: RunColumn['kind']): string {
  if (!Number.isFinite(value)) return 'NULL';
  if (kind === 'money') return moneyLiteral(value);
  if (kind === 'time') return timeLiteral(value);
  if (kind === 'count') return String(Math.trunc(value));
  throw new Problem({
    kind: 'usage',
    code: 'grid.filter-kind',
    message: meaningOf('grid.filter-kind'),
    hint: 'Filter it by text instead.',
  });
}

/** Equality with a text as it is given; a numeric column is asked as a number, so that it can skip. */
export function equals(
  { sql: c, numeric }: Pick<RunColumn, 'sql' | 'numeric'>,
  value: string,
): string {
  if (!numeric) return `${c}::VARCHAR = ${sqlText(value)}`;
  // `007` is no id of a column in which all ids are plain numbers.
  return /^(0|-?[1-9]\d{0,17})$/.test(value) ? `${c} = ${value}` : 'false';
}

/** The digits that an id in a numeric column can have at most. */
const MOST_DIGITS = 18;

/**
 * Whether an id begins with a text. Of a numeric column as ranges of numbers, of 12 those from 12, 120, 1200 …:
 * so blocks of rows are skipped, and no text is made of every number.
 */
export function beginsWith(
  { sql: c, numeric }: Pick<RunColumn, 'sql' | 'numeric'>,
  text: string,
): string {
  if (text === '') return 'true';
  if (!numeric) return `starts_with(${c}::VARCHAR, ${sqlText(text)})`;
  if (text === '0') return `${c} = 0`;
  if (!/^-?[1-9]\d*$/.test(text)) return 'false';
  const [sign, digits] = text.startsWith('-') ? ['-', text.slice(1)] : ['', text];
  const ranges: string[] = [];
  for (let more = 0; digits.length + more <= MOST_DIGITS; more++) {
    const ends = [`${text}${'0'.repeat(more)}`, `${text}${'9'.repeat(more)}`];
    ranges.push(`${c} BETWEEN ${(sign === '' ? ends : ends.reverse()).join(' AND ')}`);
  }
  return anyOf(ranges);
}

/** The shortest ids first, then in the order of their texts; for {@link beginsWith}. */
export function byLength({ sql: c, numeric }: Pick<RunColumn, 'sql' | 'numeric'>): string {
  return numeric ? `abs(${c}), ${c} < 0` : `length(${c}::VARCHAR), ${c}::VARCHAR`;
}

function anyOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`;
}

function inMonth({ sql }: RunColumn, month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const from = `make_timestamp(${year}, ${number}, 1, 0, 0, 0.0)`;
  return `(${sql} >= ${from} AND ${sql} < ${from} + INTERVAL 1 MONTH)`;
}

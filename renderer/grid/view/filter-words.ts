import type { ColumnFilter, GridColumn, GridView } from '../../../core/contract/api/grid.ts';
import type { Format } from '../../format/format.ts';

const DAY = 86_400_000;
const OPS = {
  equals: 'is',
  'not-equals': 'is not',
  contains: 'contains',
  'starts-with': 'starts with',
  'ends-with': 'ends with',
  less: '<',
  'less-or-equal': '≤',
  greater: '>',
  'greater-or-equal': '≥',
  is: '=',
  'is-not': '≠',
} as const;

export const QUICK_WORDS: Readonly<Record<GridView['quick'], string>> = {
  all: 'All',
  exceptions: 'Exceptions',
  'open-lots': 'Open lots',
  unmatched: 'Not fully covered',
  'after-cut-off': 'After the cut-off',
};

/** A column filter in words, e.g. `AMOUNT ≥ 10.00`. */
export function filterWords(
  filter: ColumnFilter,
  columns: readonly GridColumn[],
  format: Format,
): string {
  const kind = columns.find(({ name }) => name === filter.column)?.kind;
  const shown = (value: number): string =>
    kind === 'money'
      ? format.amount(value)
      : kind === 'time'
        ? value % DAY === 0
          ? format.day(value)
          : format.dayTime(value)
        : format.count(value);
  switch (filter.op) {
    case 'blank':
      return `${filter.column} is blank`;
    case 'not-blank':
      return `${filter.column} is not blank`;
    case 'in':
      return `${filter.column}: ${listed(filter.values)}`;
    case 'between':
      if (kind === 'time' && filter.value % DAY === 0 && (filter.to + 1) % DAY === 0)
        return filter.to - filter.value < DAY
          ? `${filter.column} on ${format.day(filter.value)}`
          : `${filter.column} ${format.day(filter.value)} to ${format.day(filter.to)}`;
      return `${filter.column} ${shown(filter.value)} to ${shown(filter.to)}`;
    default:
      return typeof filter.value === 'number'
        ? `${filter.column} ${OPS[filter.op]} ${shown(filter.value)}`
        : `${filter.column} ${OPS[filter.op]} “${filter.value}”`;
  }
}

/** `Feb 2025` of `2025-02`. */
export function periodWords(period: string): string {
  const [year, month] = period.split('-');
  return `${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MOST_LISTED = 3;

function listed(values: readonly string[]): string {
  const more = values.length - MOST_LISTED;
  return values.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

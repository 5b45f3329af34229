import type { ColumnFilter, GridColumn } from '../../../core/contract/api/grid.ts';

/** Which of the grid's filters a column has. */
export type FilterKind = 'text' | 'number' | 'date' | 'choice';

/** AG Grid's account of its filters, by column. Amounts in cents: the filter's parser sees to that. */
export type FilterModel = Readonly<Record<string, unknown>>;

const DAY = 86_400_000;

export function filterKindOf({ kind, values }: GridColumn): FilterKind {
  if (values !== null && values.length > 0) return 'choice';
  if (kind === 'time') return 'date';
  return kind === 'money' || kind === 'count' ? 'number' : 'text';
}

const TEXT = {
  equals: 'equals',
  notEqual: 'not-equals',
  contains: 'contains',
  startsWith: 'starts-with',
  endsWith: 'ends-with',
} as const;
const NUMBER = {
  equals: 'is',
  notEqual: 'is-not',
  lessThan: 'less',
  lessThanOrEqual: 'less-or-equal',
  greaterThan: 'greater',
  greaterThanOrEqual: 'greater-or-equal',
} as const;

/** What each filter offers: what the program can carry out, and no more. */
export const FILTER_OPTIONS = {
  text: ['contains', 'equals', 'notEqual', 'startsWith', 'endsWith', 'blank', 'notBlank'] as const,
  number: [
    'equals',
    'notEqual',
    'greaterThan',
    'greaterThanOrEqual',
    'lessThan',
    'lessThanOrEqual',
    'inRange',
    'blank',
    'notBlank',
  ] as const,
  date: ['equals', 'lessThan', 'greaterThan', 'inRange', 'blank', 'notBlank'] as const,
};

/** The grid's filters as the program takes them. What is incomplete filters nothing. */
export function filtersOf(model: FilterModel, columns: readonly GridColumn[]): ColumnFilter[] {
  return columns.flatMap((column) => {
    const entry = model[column.name];
    if (typeof entry !== 'object' || entry === null) return [];
    return filterOf(column, entry as Entry) ?? [];
  });
}

/**
 * The same the other way round, for a view that was linked to. What the grid's filters cannot show
 * (a list of values for a free text, a second filter of one column) is `kept` beside them.
 */
export function modelOf(
  filters: readonly ColumnFilter[],
  columns: readonly GridColumn[],
): { readonly model: FilterModel; readonly kept: readonly ColumnFilter[] } {
  const model: Record<string, unknown> = {};
  const kept: ColumnFilter[] = [];
  for (const filter of filters) {
    const column = columns.find(({ name }) => name === filter.column);
    const entry = column && !(column.name in model) ? entryOf(column, filter) : null;
    if (column && entry) model[column.name] = entry;
    else kept.push(filter);
  }
  return { model, kept };
}

interface Entry {
  readonly type?: string;
  readonly filter?: unknown;
  readonly filterTo?: unknown;
  readonly dateFrom?: unknown;
  readonly dateTo?: unknown;
  readonly values?: unknown;
}

function filterOf(columnOf: GridColumn, entry: Entry): ColumnFilter | null {
  const column = columnOf.name;
  if (entry.type === 'blank') return { column, op: 'blank' };
  if (entry.type === 'notBlank') return { column, op: 'not-blank' };
  switch (filterKindOf(columnOf)) {
    case 'choice':
      return Array.isArray(entry.values) && entry.values.length > 0
        ? { column, op: 'in', values: entry.values.map(String) }
        : null;
    case 'text': {
      const op = entry.type && TEXT[entry.type as keyof typeof TEXT];
      const value = typeof entry.filter === 'string' ? entry.filter : '';
      return op && value !== '' ? { column, op, value } : null;
    }
    case 'number': {
      const value = entry.filter;
      if (typeof value !== 'number') return null;
      if (entry.type === 'inRange')
        return typeof entry.filterTo === 'number' ? between(column, value, entry.filterTo) : null;
      const op = entry.type && NUMBER[entry.type as keyof typeof NUMBER];
      return op ? { column, op, value } : null;
    }
    case 'date': {
      const from = dayStart(entry.dateFrom);
      if (from === null) return null;
      if (entry.type === 'equals') return between(column, from, from + DAY - 1);
      if (entry.type === 'lessThan') return { column, op: 'less', value: from };
      // After a day is from the next one on.
      if (entry.type === 'greaterThan')
        return { column, op: 'greater-or-equal', value: from + DAY };
      const to = dayStart(entry.dateTo);
      return entry.type === 'inRange' && to !== null
        ? between(column, Math.min(from, to), Math.max(from, to) + DAY - 1)
        : null;
    }
  }
}

function entryOf(column: GridColumn, filter: ColumnFilter): object | null {
  const kind = filterKindOf(column);
  const filterType = kind;
  if (filter.op === 'blank' || filter.op === 'not-blank') {
    if (kind === 'choice') return null;
    return { filterType, type: filter.op === 'blank' ? 'blank' : 'notBlank' };
  }
  if (kind === 'choice') {
    const known = filter.op === 'in' && filter.values.every((one) => column.values!.includes(one));
    return known ? { values: filter.values } : null;
  }
  if (kind === 'text') {
    const type = keyOf(TEXT, filter.op);
    return type && 'value' in filter ? { filterType, type, filter: filter.value } : null;
  }
  if (kind === 'number') {
    if (filter.op === 'between')
      return { filterType, type: 'inRange', filter: filter.value, filterTo: filter.to };
    const type = keyOf(NUMBER, filter.op);
    return type && 'value' in filter ? { filterType, type, filter: filter.value } : null;
  }
  const whole = (ms: number): boolean => ms % DAY === 0;
  if (filter.op === 'between' && whole(filter.value) && whole(filter.to + 1))
    return filter.to + 1 - filter.value === DAY
      ? { filterType, type: 'equals', dateFrom: dayText(filter.value), dateTo: null }
      : {
          filterType,
          type: 'inRange',
          dateFrom: dayText(filter.value),
          dateTo: dayText(filter.to),
        };
  if (filter.op === 'less' && whole(filter.value))
    return { filterType, type: 'lessThan', dateFrom: dayText(filter.value), dateTo: null };
  if (filter.op === 'greater-or-equal' && whole(filter.value))
    return {
      filterType,
      type: 'greaterThan',
      dateFrom: dayText(filter.value - DAY),
      dateTo: null,
    };
  return null;
}

function between(column: string, a: number, b: number): ColumnFilter {
  return { column, op: 'between', value: Math.min(a, b), to: Math.max(a, b) };
}

function keyOf<K extends string>(map: Readonly<Record<K, string>>, op: string): K | undefined {
  return (Object.keys(map) as K[]).find((key) => map[key] === op);
}

/** Wall-clock ms of the beginning of a day given as `YYYY-MM-DD…`. */
function dayStart(text: unknown): number | null {
  const found = typeof text === 'string' ? /^(\d{4})-(\d{2})-(\d{2})/.exec(text) : null;
  return found ? Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])) : null;
}

function dayText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 10)} 00:00:00`;
}

import { describe, expect, it } from 'vitest';
import { columnFilterSchema } from '../../../../core/contract/api/grid.ts';
import type { ColumnFilter, GridColumn } from '../../../../core/contract/api/grid.ts';
import {
  filterKindOf,
  filtersOf,
  modelOf,
} from '../../../../renderer/grid/columns/filter-model.ts';

const column = (
  name: string,
  kind: GridColumn['kind'],
  values: GridColumn['values'] = null,
): GridColumn => ({ name, kind, values, added: false, field: name });
const COLUMNS = [
  column('TRANS_ID', 'id'),
  column('TCTYPE', 'text', ['earned', 'expired', 'spent']),
  column('CREATEDAT', 'time'),
  column('AMOUNT', 'money'),
];
const DAY = Date.UTC(2025, 1, 20);
const NEXT = Date.UTC(2025, 1, 21);

describe('filtersOf', () => {
  it('gives each kind of column its own filter', () => {
    expect(COLUMNS.map(filterKindOf)).toEqual(['text', 'choice', 'date', 'number']);
  });

  it('takes amounts in cents as the filter has them, and text as it is', () => {
    const model = {
      AMOUNT: { filterType: 'number', type: 'greaterThanOrEqual', filter: 10_05 },
      TRANS_ID: { filterType: 'text', type: 'startsWith', filter: '0012' },
    };
    expect(filtersOf(model, COLUMNS)).toEqual([
      { column: 'TRANS_ID', op: 'starts-with', value: '0012' },
      { column: 'AMOUNT', op: 'greater-or-equal', value: 10_05 },
    ]);
  });

  it('takes a day as all its milliseconds, before as before it, after as from the next day on', () => {
    const on = (type: string, dateTo: string | null = null): ColumnFilter[] =>
      filtersOf({ CREATEDAT: { type, dateFrom: '2025-02-20 00:00:00', dateTo } }, COLUMNS);
    expect(on('equals')).toEqual([
      { column: 'CREATEDAT', op: 'between', value: DAY, to: NEXT - 1 },
    ]);
    expect(on('lessThan')).toEqual([{ column: 'CREATEDAT', op: 'less', value: DAY }]);
    expect(on('greaterThan')).toEqual([
      { column: 'CREATEDAT', op: 'greater-or-equal', value: NEXT },
    ]);
    expect(on('inRange', '2025-02-21')).toEqual([
      { column: 'CREATEDAT', op: 'between', value: DAY, to: NEXT + (NEXT - DAY) - 1 },
    ]);
  });

  it('turns a range around that was entered the wrong way', () => {
    const model = { AMOUNT: { type: 'inRange', filter: 5_00, filterTo: -5_00 } };
    expect(filtersOf(model, COLUMNS)).toEqual([
      { column: 'AMOUNT', op: 'between', value: -5_00, to: 5_00 },
    ]);
  });

  it('filters nothing by what is incomplete or unknown', () => {
    const model = {
      AMOUNT: { type: 'equals', filter: null },
      CREATEDAT: { type: 'inRange', dateFrom: '2025-02-20', dateTo: null },
      TRANS_ID: { type: 'notContains', filter: '1' },
      TCTYPE: { values: [] },
      GONE: { type: 'equals', filter: 'x' },
    };
    expect(filtersOf(model, COLUMNS)).toEqual([]);
  });
});

describe('modelOf', () => {
  const filters: ColumnFilter[] = [
    { column: 'TRANS_ID', op: 'not-equals', value: '7' },
    { column: 'TCTYPE', op: 'in', values: ['spent', 'expired'] },
    { column: 'CREATEDAT', op: 'between', value: DAY, to: NEXT - 1 },
    { column: 'AMOUNT', op: 'between', value: -10_00, to: 0 },
  ];
  const others: ColumnFilter[] = [
    { column: 'TRANS_ID', op: 'blank' },
    { column: 'CREATEDAT', op: 'greater-or-equal', value: NEXT },
    { column: 'AMOUNT', op: 'is-not', value: 16_07 },
  ];

  it.each([[filters], [others]])('comes back from the grid as it went in', (given) => {
    for (const filter of given) expect(columnFilterSchema.safeParse(filter).success).toBe(true);
    const { model, kept } = modelOf(given, COLUMNS);
    expect(kept).toEqual([]);
    expect(filtersOf(model, COLUMNS)).toEqual(given);
  });

  it('keeps beside the grid what its filters cannot show', () => {
    const strange: ColumnFilter[] = [
      { column: 'TRANS_ID', op: 'in', values: ['1', '2'] },
      { column: 'CREATEDAT', op: 'greater', value: DAY + 1 },
      { column: 'TCTYPE', op: 'in', values: ['refunded'] },
      { column: 'REGION', op: 'equals', value: 'north' },
    ];
    expect(modelOf(strange, COLUMNS)).toEqual({ model: {}, kept: strange });
  });

  it('keeps the second filter of a column', () => {
    const two: ColumnFilter[] = [
      { column: 'AMOUNT', op: 'greater', value: 1 },
      { column: 'AMOUNT', op: 'less', value: 9 },
    ];
    const { model, kept } = modelOf(two, COLUMNS);
    expect([...filtersOf(model, COLUMNS), ...kept]).toEqual(two);
  });
});

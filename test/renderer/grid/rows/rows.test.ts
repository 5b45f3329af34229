import { describe, expect, it } from 'vitest';
import type {
  ColumnFilter,
  GridColumn,
  GridPage,
  TrailMovement,
} from '../../../../core/contract/api/grid.ts';
import { DEFAULT_APP_SETTINGS } from '../../../../core/contract/api/settings.ts';
import { EXCEPTIONS } from '../../../../core/contract/exceptions.ts';
import { unreadable } from '../../../../core/contract/problem.ts';
import type { ProblemValue } from '../../../../core/contract/problem.ts';
import { pageWith, trailGroups } from '../../../../renderer/trail/trail-rows.ts';
import { formatOf } from '../../../../renderer/format/format.ts';
import { GRID_MARKS, marksOf, rowTone } from '../../../../renderer/cells/exception-marks.ts';
import { filterWords, periodWords } from '../../../../renderer/grid/view/filter-words.ts';
import { WHOLE_VIEW } from '../../../../renderer/grid/view/opened-view.ts';
import { pageSource } from '../../../../renderer/grid/rows/page-source.ts';
import { rowsAsText } from '../../../../renderer/grid/rows/rows-as-text.ts';

const COLUMNS = (
  [
    ['TRANS_ID', 'id'],
    ['CREATEDAT', 'time'],
    ['AMOUNT', 'money'],
    ['REASON', 'text'],
  ] as const
).map(([name, kind]): GridColumn => ({ name, kind, values: null, added: false, field: name }));

describe('rowsAsText', () => {
  const row = {
    n: 0,
    flags: [],
    cells: ['0012', Date.UTC(2025, 1, 20, 9, 30), -16_07, 'Damaged\tItem\nagain'],
  };
  it('is a header and the chosen columns in their order, exact and free of tabs within cells', () => {
    expect(rowsAsText([row], COLUMNS, ['AMOUNT', 'TRANS_ID', 'REASON', 'CREATEDAT', 'GONE'])).toBe(
      'AMOUNT\tTRANS_ID\tREASON\tCREATEDAT\n-16.07\t0012\tDamaged Item again\t2025-02-20 09:30:00\n',
    );
  });
  it('runs nothing: text that a spreadsheet takes for a formula gets an apostrophe, numbers do not', () => {
    const cells = ['-12', null, 5, '=HYPERLINK("x")'];
    expect(
      rowsAsText([{ n: 0, flags: [], cells }], COLUMNS, ['TRANS_ID', 'AMOUNT', 'REASON']),
    ).toBe('TRANS_ID\tAMOUNT\tREASON\n-12\t0.05\t"\'=HYPERLINK(""x"")"\n');
  });
});

describe('the marks of exceptions', () => {
  it('are a letter of its own for every kind', () => {
    const letters = Object.keys(EXCEPTIONS).map((code) => marksOf([code])[0]!.letter);
    expect(new Set(letters).size).toBe(Object.keys(EXCEPTIONS).length);
    expect(letters).not.toContain('?');
  });
  it('leave rows set aside out of the legend: they are not in the grid', () => {
    expect(GRID_MARKS.map(({ code }) => code)).not.toContain('row.quarantined');
    expect(GRID_MARKS).toHaveLength(Object.keys(EXCEPTIONS).length - 1);
  });
  it('colour a row by its gravest exception', () => {
    expect(rowTone(['order.orphan', 'variance.untracked', 'redemption.unmatched'])).toBe('bad');
    expect(rowTone(['order.orphan', 'variance.untracked'])).toBe('warn');
    expect(rowTone([])).toBeNull();
    expect(marksOf(['retired.code'])[0]).toMatchObject({ letter: '?', title: 'retired.code' });
  });
});

describe('filterWords', () => {
  const format = formatOf(DEFAULT_APP_SETTINGS);
  it('says a filter as the analyst entered it', () => {
    const day = Date.UTC(2025, 1, 20);
    const filters: ColumnFilter[] = [
      { column: 'AMOUNT', op: 'between', value: -5_00, to: 1_000_00 },
      { column: 'AMOUNT', op: 'less', value: 16_07 },
      { column: 'CREATEDAT', op: 'between', value: day, to: day + 86_399_999 },
      { column: 'CREATEDAT', op: 'less', value: day },
      { column: 'REASON', op: 'contains', value: 'Item' },
      { column: 'REASON', op: 'in', values: ['a', 'b', 'c', 'd', 'e'] },
      { column: 'REASON', op: 'blank' },
    ];
    const words = filters.map((filter) => filterWords(filter, COLUMNS, format));
    expect(words).toEqual([
      'AMOUNT (5.00) to 1,000.00',
      'AMOUNT < 16.07',
      'CREATEDAT on 2025-02-20',
      'CREATEDAT < 2025-02-20',
      'REASON contains “Item”',
      'REASON: a, b, c and 2 more',
      'REASON is blank',
    ]);
    expect(periodWords('2025-02')).toBe('Feb 2025');
  });
});

describe('pageSource', () => {
  const page = (total: number): GridPage => ({ rows: [], total });
  const params = (colId: string, told: string[]): never =>
    ({
      startRow: 150,
      endRow: 300,
      filterModel: {},
      sortModel: [{ colId, sort: 'asc' }],
      successCallback: (_: unknown, last: number) => told.push(`rows ${last}`),
      failCallback: () => told.push('failed'),
    }) as never;

  it('asks for the block and hands it to the grid; what is stale tells nobody else', async () => {
    const waiting: ((page: GridPage) => void)[] = [];
    const asked: unknown[] = [];
    const arrived: number[] = [];
    const told: string[] = [];
    const source = pageSource({
      fetch: (view, offset, limit) => {
        asked.push([view.sort[0]!.column, offset, limit]);
        return new Promise((resolve) => waiting.push(resolve));
      },
      view: (_, sort) => ({
        ...WHOLE_VIEW,
        sort: sort.map(({ colId }) => ({ column: colId, descending: false })),
      }),
      arrived: ({ total }) => arrived.push(total),
      failed: () => undefined,
    });
    source.getRows(params('A', told));
    source.getRows(params('B', told));
    waiting[1]!(page(2));
    waiting[0]!(page(1));
    await new Promise(setImmediate);
    expect(asked).toEqual([
      ['A', 150, 150],
      ['B', 150, 150],
    ]);
    expect(told).toEqual(['rows 2', 'rows 1']);
    expect(arrived).toEqual([2]);
  });

  it('tells the problem of a page that cannot be had', async () => {
    const problems: ProblemValue[] = [];
    const told: string[] = [];
    const source = pageSource({
      fetch: () => Promise.reject(unreadable('run.gone', 'Gone.', 'Run again.')),
      view: () => WHOLE_VIEW,
      arrived: () => told.push('arrived'),
      failed: (problem) => problems.push(problem),
    });
    source.getRows(params('A', told));
    await new Promise(setImmediate);
    expect(told).toEqual(['failed']);
    expect(problems.map(({ code }) => code)).toEqual(['run.gone']);
  });
});

describe('the tables of a lot trail', () => {
  const movement = (id: string, type: TrailMovement['type']): TrailMovement => ({
    id,
    type,
    createdAt: 0,
    cents: type === 'earned' ? 10_00 : -10_00,
    currency: 'USD',
    expiresAt: null,
    order: null,
    reason: null,
    status: 'open',
    redeemId: null,
    matched: 0,
    open: 0,
    balance: 0,
    flags: [],
    n: 0,
  });
  const trail = {
    movements: [movement('1', 'earned'), movement('2', 'earned'), movement('3', 'spent')],
    pairs: [
      { earnedId: '2', redeemerId: '3', cents: 4_00, seq: 2 },
      { earnedId: '1', redeemerId: '3', cents: 6_00, seq: 1 },
      { earnedId: '2', redeemerId: '9', cents: 1_00, seq: 3 },
    ],
  };
  it('name for each lot the redemptions that used it, in the order of the ledger', () => {
    const lots = trailGroups(trail, 'lots');
    expect(lots.map(({ movement: { id } }) => id)).toEqual(['1', '2']);
    expect(lots[1]!.partners.map(({ id, cents }) => [id, cents])).toEqual([
      ['3', 4_00],
      ['9', 1_00],
    ]);
    expect(lots[1]!.partners[1]!.movement).toBeNull();
  });
  it('name for each redemption its lots', () => {
    const [redemption] = trailGroups(trail, 'redemptions');
    expect(redemption!.partners.map(({ id }) => id)).toEqual(['1', '2']);
  });
  it('turn to the page of the selected movement', () => {
    expect(pageWith(['a', 'b', 'c'], 'c', 2)).toBe(1);
    expect(pageWith(['a', 'b', 'c'], 'x', 2)).toBe(0);
    expect(pageWith(['a', 'b', 'c'], undefined, 2)).toBe(0);
  });
});

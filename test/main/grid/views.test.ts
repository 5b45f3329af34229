import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUICK_FILTERS } from '../../../core/contract/api/grid.ts';
import type { ColumnFilter, GridColumn, GridViewInput } from '../../../core/contract/api/grid.ts';
import { POLICIES } from '../../../core/contract/settings.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { scratch } from '../app/application-fixture.ts';
import { HOSTILE_TEXTS, ledgerKinds, writeLedger } from './generated-ledger.ts';
import type { LedgerKind } from './generated-ledger.ts';
import { gridOf, output, reconciled } from './grid-fixture.ts';
import type { Grid } from './grid-fixture.ts';
import { naiveView } from './naive-view.ts';
import type { NaiveRow } from './naive-view.ts';
import { readTable } from './run-tables.ts';
import { drawn } from '../../amount.ts';

const VIEWS_PER_LEDGER = 40;
const TEXT_OPS = ['equals', 'not-equals', 'contains', 'starts-with', 'ends-with'] as const;
const NUMBER_OPS = [
  'less',
  'less-or-equal',
  'greater',
  'greater-or-equal',
  'is',
  'is-not',
] as const;

describe('views of a run', () => {
  it('hold the rows, the order and the sums that the published file gives in memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        ledgerKinds,
        fc.constantFrom(...POLICIES),
        AS_OF,
        async (kind, policy, asOf) => {
          const { grid, runId, rows, columns } = await opened(kind, policy, asOf);
          const views = fc.sample(viewsOf(rows, columns), {
            numRuns: VIEWS_PER_LEDGER,
            seed: kind.seed,
          });
          for (const [v, input] of views.entries()) {
            const expected = naiveView(rows, columns, grid.view(input));
            const total = expected.length;
            // The first thing asked of a view differs from view to view: nothing is known of it yet.
            const limit = 1 + (v % 7) * 3;
            const first = [0, Math.max(0, total - limit), Math.floor(total / 2)][v % 3]!;
            expect(await grid.page(runId, input, first, limit), show(input)).toEqual({
              total,
              rows: expected.slice(first, first + limit),
            });
            expect(await grid.all(runId, input, limit + 20), show(input)).toEqual(expected);
            const id = (row: NaiveRow): string => String(row.cells[0]);
            for (const at of [0, total - 1, Math.floor(total / 3)])
              if (expected[at])
                expect(
                  await grid.call('grid.find', { runId, view: input, id: id(expected[at]) }),
                  show(input),
                ).toBe(at);
            const absent = rows.find((row) => !expected.includes(row));
            if (absent)
              expect(
                await grid.call('grid.find', { runId, view: input, id: id(absent) }),
                show(input),
              ).toBeNull();
            expect(await grid.page(runId, input, first, limit), show(input)).toEqual({
              total,
              rows: expected.slice(first, first + limit),
            });
            expect(await grid.call('grid.totals', { runId, view: input }), show(input)).toEqual(
              naiveTotals(expected, columns, policy),
            );
          }
          const report = await grid.call('runs.report', { runId });
          expect(await grid.call('grid.rollForward', { runId, kind: 'month' })).toEqual(
            report!.months,
          );
          const weeks = await grid.call('grid.rollForward', { runId, kind: 'week' });
          for (const { currency, closing } of report!.months.slice(-1))
            expect(weeks.filter((week) => week.currency === currency).at(-1)!.closing).toBe(
              closing,
            );
          await grid.app.close();
        },
      ),
      { ...drawn(8), endOnFailure: true },
    );
  });

  it('of more rows than the quick ends give the same pages with and without their index', async () => {
    const kind: LedgerKind = {
      seed: 11,
      rows: 6000,
      currencies: true,
      ids: 'both',
      customers: 'both',
    };
    const { grid, runId, rows, columns } = await opened(kind, 'one-to-one');
    const inputs: GridViewInput[] = [
      { sort: [{ column: 'AMOUNT', descending: true }] },
      { sort: [{ column: 'TRANS_ID', descending: false }] },
      {
        quick: 'exceptions',
        sort: [
          { column: 'EXPIREDAT', descending: true },
          { column: 'REASON', descending: false },
        ],
      },
      { filters: [{ column: 'TCTYPE', op: 'in', values: ['earned', 'spent'] }] },
    ];
    for (const input of inputs) {
      const expected = naiveView(rows, columns, grid.view(input));
      const total = expected.length;
      const pages: [number, number][] = [
        [0, 100],
        [total - 100, 100],
        [1950, 60],
        [total - 2040, 70],
        [Math.floor(total / 2), 100],
        [0, 1000],
        [total - 3, 1000],
      ];
      // Together, as a scrolled grid asks; then again, when the index is there.
      for (let turn = 0; turn < 2; turn++) {
        const found = await Promise.all(
          pages.map(([offset, limit]) => grid.page(runId, input, offset, limit)),
        );
        found.forEach((page, p) => {
          const [offset, limit] = pages[p]!;
          expect(page, show(input)).toEqual({
            total,
            rows: expected.slice(offset, offset + limit),
          });
        });
        expect(
          await grid.call('grid.find', {
            runId,
            view: input,
            id: String(expected[1234]!.cells[0]),
          }),
        ).toBe(1234);
      }
    }
  });

  it('overtake each other, and each that is waited for gets its rows', async () => {
    const kind: LedgerKind = {
      seed: 12,
      rows: 5000,
      currencies: false,
      ids: 'numbers',
      customers: 'numbers',
    };
    const { grid, runId, rows, columns } = await opened(kind, 'exact');
    const inputs = ['AMOUNT', 'REASON', 'EXPIREDAT', 'ORDERID', 'OPEN_AMOUNT', 'id'].map(
      (column): GridViewInput => ({ sort: [{ column, descending: true }] }),
    );
    const expected = inputs.map((input) => naiveView(rows, columns, grid.view(input)));
    // First pages begin an index that nobody waits for; pages in the middle wait for theirs.
    for (const offsets of [[0, 2500, 0], [4990, 0, 2400, 2600], [0]])
      await Promise.all(
        offsets.flatMap((offset) =>
          inputs.map(async (input, i) => {
            const page = await grid.page(runId, input, offset, 10);
            expect(page.rows, show(input)).toEqual(expected[i]!.slice(offset, offset + 10));
          }),
        ),
      );
  });

  it('tell what there is to choose from', async () => {
    const { grid, runId, rows, columns } = await opened(
      { seed: 5, rows: 120, currencies: true, ids: 'texts', customers: 'both' },
      'exact',
    );
    const facts = await grid.call('grid.open', { runId });
    expect(facts).toMatchObject({ runId, data: 'published', rows: rows.length });
    expect(facts.currencies).toEqual(['EUR', 'GBP', 'USD']);
    expect(facts.periods).toEqual(['2025-02', '2025-01', '2024-12', '2024-11']);
    for (const [c, column] of columns.entries()) {
      if (column.kind !== 'text') continue;
      const values = new Set(rows.map(({ cells }) => cells[c]).filter((cell) => cell !== null));
      expect(new Set(column.values), column.name).toEqual(values);
    }
    expect(columns.find(({ field }) => field === 'TRANS_ID')).toMatchObject({
      kind: 'id',
      values: null,
    });
  });
});

async function opened(
  kind: LedgerKind,
  policy: (typeof POLICIES)[number],
  asOf: string | null = null,
): Promise<{
  grid: Grid;
  runId: string;
  rows: NaiveRow[];
  columns: readonly GridColumn[];
}> {
  const dataDir = scratch();
  const source = join(dataDir, 'ledger.csv');
  writeLedger(source, kind);
  const runId = await reconciled(dataDir, source, { policy, asOf });
  const grid = gridOf(dataDir);
  const { columns } = await grid.call('grid.open', { runId });
  const table = await readTable(output(dataDir, runId, 'tc_data_with_redemptions.parquet'));
  expect(columns.map(({ name }) => name)).toEqual(table.names);
  const flags = new Map<string, Set<string>>();
  for (const { code, ids } of await grid.exceptions(runId))
    for (const id of ids) flags.set(id, (flags.get(id) ?? new Set()).add(code));
  const rows = table.rows.map((cells, n) => ({
    n,
    cells,
    flags: FLAG_ORDER.filter((code) => flags.get(String(cells[0]))?.has(code)),
  }));
  return { grid, runId, rows, columns };
}

const FLAG_ORDER = [
  'redemption.unmatched',
  'redemption.partly-matched',
  'variance.untracked',
  'expired.out-of-order',
  'balance.negative',
  'order.orphan',
  'row.backdated',
];

function viewsOf(
  rows: readonly NaiveRow[],
  columns: readonly GridColumn[],
): fc.Arbitrary<GridViewInput> {
  const names = columns.map(({ name }) => name);
  const cells = (c: number): fc.Arbitrary<string | number | null> =>
    fc.constantFrom(...rows.map((row) => row.cells[c]!));
  const seldom = <T>(arbitrary: fc.Arbitrary<T>, freq = 5): fc.Arbitrary<T | null> =>
    fc.option(arbitrary, { freq });
  const texts = (c: number): fc.Arbitrary<string> =>
    fc.oneof(
      cells(c).map((cell) => String(cell ?? '')),
      cells(c).map((cell) => String(cell ?? '').slice(0, 2)),
      fc.constantFrom(...HOSTILE_TEXTS, "'", '%', '_', '\\', '\0', 'a\0b', ';', '"', '007', '0'),
    );
  const filter = fc
    .integer({ min: 0, max: columns.length - 1 })
    .chain((c): fc.Arbitrary<ColumnFilter> => {
      const { name: column, kind } = columns[c]!;
      const blank = fc.constantFrom('blank' as const, 'not-blank' as const);
      if (kind === 'money' || kind === 'time') {
        const value = fc.oneof(
          cells(c).map((cell) => Number(cell ?? 0)),
          fc.constantFrom(0, -1, 1e30, -1e30, Number.MAX_SAFE_INTEGER),
        );
        return fc.oneof(
          fc.record({
            column: fc.constant(column),
            op: fc.constantFrom(...NUMBER_OPS),
            value,
          }),
          fc.record({
            column: fc.constant(column),
            op: fc.constant('between' as const),
            value,
            to: value,
          }),
          blank.map((op) => ({ column, op })),
        );
      }
      return fc.oneof(
        fc.record({
          column: fc.constant(column),
          op: fc.constantFrom(...TEXT_OPS),
          value: texts(c),
        }),
        fc.record({
          column: fc.constant(column),
          op: fc.constant('in' as const),
          values: fc.array(texts(c), { maxLength: 5 }),
        }),
        blank.map((op) => ({ column, op })),
      );
    });
  const anyId = fc.constantFrom(
    ...columns.flatMap(({ kind }, c) =>
      kind === 'id' ? rows.map((row) => String(row.cells[c] ?? 'none')) : [],
    ),
    `'; DROP TABLE t; --`,
    '%',
    '\0',
    '007',
  );
  return fc.record({
    quick: fc.oneof(
      { weight: 3, arbitrary: fc.constant('all' as const) },
      fc.constantFrom(...QUICK_FILTERS),
    ),
    customer: seldom(texts(names.indexOf('CUSTOMERID'))),
    period: seldom(fc.constantFrom('2024-11', '2024-12', '2025-02', '2031-01', '0001-01')),
    search: seldom(
      fc.oneof(
        anyId,
        anyId.map((id) => ` ${id} `),
      ),
    ),
    ids: seldom(fc.array(anyId, { maxLength: 12 })),
    filters: fc.array(filter, { maxLength: 2 }),
    sort: fc.array(fc.record({ column: fc.constantFrom(...names), descending: fc.boolean() }), {
      maxLength: 3,
    }),
  });
}

/** The whole ledger, or what of it lies at a date in its midst. */
const AS_OF = fc.constantFrom(null, '2024-12-20');

function naiveTotals(
  shown: readonly NaiveRow[],
  columns: readonly GridColumn[],
  policy: Policy,
): object {
  const status = (row: NaiveRow) => row.cells.at(-3);
  const isShort = (row: NaiveRow): boolean =>
    policy === 'one-to-one' && status(row) === 'partly matched';
  const rows = shown.filter(({ cells }) => cells.at(-3) !== 'after cut-off');
  const cell = (row: NaiveRow, field: string) =>
    row.cells[columns.findIndex((column) => column.field === field)];
  const currencies = [...new Set(rows.map((row) => String(cell(row, 'CURRENCY') ?? '')))].sort();
  const earned = (row: NaiveRow): boolean => cell(row, 'TCTYPE') === 'earned';
  return {
    rows: shown.length,
    rowsAfterCutOff: shown.length - rows.length,
    customers: new Set(rows.map((row) => cell(row, 'CUSTOMERID'))).size,
    byCurrency: currencies.map((currency) => {
      const own = rows.filter((row) => String(cell(row, 'CURRENCY') ?? '') === currency);
      const sum = (of: (row: NaiveRow) => unknown, which: (row: NaiveRow) => boolean): number =>
        own.filter(which).reduce((total, row) => total + Number(of(row)), 0);
      const amount = (row: NaiveRow) => cell(row, 'AMOUNT');
      const matched = (row: NaiveRow) => row.cells.at(-2);
      const open = (row: NaiveRow) => row.cells.at(-1);
      return {
        currency,
        earned: sum(amount, earned),
        spent: 0 - sum(amount, (row) => cell(row, 'TCTYPE') === 'spent'),
        expired: 0 - sum(amount, (row) => cell(row, 'TCTYPE') === 'expired'),
        net: sum(amount, () => true),
        matchedLots: sum(matched, earned),
        openLots: sum(open, (row) => earned(row) && status(row) !== 'redeemed'),
        unused: sum(open, (row) => earned(row) && status(row) === 'redeemed'),
        matchedRedemptions: sum(matched, (row) => !earned(row)),
        uncovered: sum(open, (row) => !earned(row) && !isShort(row)),
        short: sum(open, (row) => !earned(row) && isShort(row)),
      };
    }),
  };
}

function show(input: GridViewInput): string {
  return JSON.stringify(input);
}

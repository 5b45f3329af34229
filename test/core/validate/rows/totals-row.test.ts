import { expect, it } from 'vitest';
import { MOST_TOTALS } from '../../../../core/validate/rows/totals-row.ts';
import { goodRow, HEADER } from '../memory-source.ts';
import type { Cell } from '../memory-source.ts';
import { validated } from '../validated.ts';

const AT = Object.fromEntries(HEADER.map((name, c) => [name, c]));

/** A row with nothing but what is given. */
function bare(cells: Record<string, Cell>, currency: Cell = null): Cell[] {
  return [...HEADER.map((name) => cells[name] ?? null), currency];
}

/** Two earned rows of 5.00 each, a spent one, an expired one. */
const ROWS = [
  goodRow(1),
  goodRow(2),
  goodRow(3, { TCTYPE: 'spent', AMOUNT: -3, ORDERID: 100 }),
  goodRow(4, { TCTYPE: 'expired', AMOUNT: -1.5 }),
];

async function totals(rows: Cell[][], header: Cell[] = HEADER) {
  const { found, source } = await validated(rows, { header });
  return {
    rows: source?.sourceRows ?? null,
    said: found.kept.flatMap(({ code, message }) =>
      code === 'sheet.totals'
        ? [message.replace(/^The row is the total of (.*), and is left out.*$/, '$1')]
        : [],
    ),
    faults: [
      ...new Set(found.kept.filter(({ severity }) => severity === 'error').map(({ row }) => row)),
    ],
  };
}

it('leaves out totals by type, by redemption and of all, and says of how many rows', async () => {
  const below = [
    bare({ TCTYPE: 'Earned', AMOUNT: 10 }),
    bare({ TRANS_ID: 'Subtotal redeemed', AMOUNT: -4.5 }),
    bare({ TRANS_ID: 'Summe', TCTYPE: 'expired', AMOUNT: -1.5 }),
    bare({ TRANS_ID: 'Total', AMOUNT: 5.5 }),
    bare({ AMOUNT: 5.5 }),
  ];
  expect(await totals([...ROWS, ...below])).toEqual({
    rows: 4,
    said: [
      'the 2 earned rows above it, 10.00',
      'the 2 spent and expired rows above it, -4.50',
      'the only expired row above it, -1.50',
      'all 4 rows above it, 5.50',
      'all 4 rows above it, 5.50',
    ],
    faults: [],
  });
});

it('leaves out totals by currency', async () => {
  const inCurrency = (row: Cell[], currency: string): Cell[] => [...row, currency];
  const rows = [
    inCurrency(ROWS[0]!, 'USD'),
    inCurrency(ROWS[1]!, 'EUR'),
    inCurrency(ROWS[2]!, 'EUR'),
    inCurrency(ROWS[3]!, 'USD'),
    bare({ TRANS_ID: 'Total', AMOUNT: 3.5 }, 'usd'),
    bare({ TRANS_ID: 'Total EUR', AMOUNT: 2 }),
    bare({ TRANS_ID: 'Total', TCTYPE: 'earned', AMOUNT: 5 }, 'EUR'),
    bare({ TRANS_ID: 'Total', AMOUNT: 3.5 }, 'GBP'),
  ];
  const unreadable = [...rows.slice(0, 4), inCurrency(goodRow(9, { AMOUNT: 3.5 }), '?!')];
  expect(await totals([...unreadable, rows.at(-1)!], [...HEADER, 'CURRENCY'])).toMatchObject({
    said: [],
  });
  expect(await totals(rows, [...HEADER, 'CURRENCY'])).toEqual({
    rows: 5,
    said: [
      'the 2 rows in USD above it, 3.50',
      'the 2 rows in EUR above it, 2.00',
      'the only earned row in EUR above it, 5.00',
    ],
    // There is no row in GBP whose total it could be.
    faults: [9],
  });
});

it('keeps an error what is no total of what it names, and leaves out those beside it', async () => {
  const below = [
    bare({ TCTYPE: 'earned', AMOUNT: -4.5 }),
    bare({ TRANS_ID: 'Total', AMOUNT: 5.5 }),
    bare({ TRANS_ID: 'Total', AMOUNT: 5.51 }),
  ];
  expect(await totals([...ROWS, ...below])).toEqual({
    rows: 6,
    said: ['all 4 rows above it, 5.50'],
    faults: [6, 8],
  });
});

it('takes a bare amount for no total of a single row: it may be a row that lost its cells', async () => {
  expect(await totals([...ROWS, bare({ AMOUNT: -1.5 })])).toMatchObject({ rows: 5, said: [] });
  expect(await totals([...ROWS, bare({ TCTYPE: 'spent', AMOUNT: -3 })])).toMatchObject({ rows: 5 });
  expect(await totals([ROWS[0]!, bare({ AMOUNT: 5 })])).toMatchObject({ said: [], faults: [3] });
});

it('takes no row with a date, a customer, an order or a number for an id', async () => {
  for (const [name, cell] of [
    ['CREATEDAT', '2026-01-31'],
    ['EXPIREDAT', '2026-01-31'],
    ['CUSTOMERID', 1],
    ['ORDERID', 100],
    ['TRANS_ID', 'T5'],
  ] as const) {
    const row = bare({ TCTYPE: 'earned', AMOUNT: 10 });
    row[AT[name]!] = cell;
    expect(await totals([...ROWS, row])).toMatchObject({
      rows: 5,
      said: [],
      faults: [6],
    });
  }
});

it('takes no more rows for totals than people write', async () => {
  const many = Array.from({ length: MOST_TOTALS + 1 }, () => bare({ AMOUNT: 5.5 }));
  expect((await totals([...ROWS, ...many.slice(1)])).said).toHaveLength(MOST_TOTALS);
  expect(await totals([...ROWS, ...many])).toMatchObject({ rows: 5 + MOST_TOTALS, said: [] });
});

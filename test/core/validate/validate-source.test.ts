import { describe, expect, it } from 'vitest';
import { createFindingLog, FINDINGS } from '../../../core/contract/findings.ts';
import type { FindingCode } from '../../../core/contract/findings.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { idText } from '../../../core/ledger/ids.ts';
import { dayText, timeText } from '../../../core/ledger/time.ts';
import { MOVEMENT_RULES } from '../../../core/rules/movement-rules.ts';
import { CELL_ERROR, FORMULA_WITHOUT_VALUE } from '../../../core/source/reading/raw-rows.ts';
import { cutOffOf } from '../../../core/validate/cut-off.ts';
import { validateSource } from '../../../core/validate/validate-source.ts';
import { goodRow, HEADER, memorySource } from './memory-source.ts';
import type { Cell } from './memory-source.ts';
import { LOOKUPS, validated } from './validated.ts';

describe('the row rules', () => {
  const spoiled: [FindingCode, Record<string, Cell>][] = [
    ['row.required-blank', { TRANS_ID: null }],
    ['row.required-blank', { TCTYPE: ' ' }],
    ['row.required-blank', { CREATEDAT: null }],
    ['row.required-blank', { CUSTOMERID: '' }],
    ['row.required-blank', { AMOUNT: null }],
    ['row.type-unknown', { TCTYPE: 'gifted' }],
    ['row.date-invalid', { CREATEDAT: '31/12/2026' }],
    ['row.date-invalid', { EXPIREDAT: 'never' }],
    ['row.amount-invalid', { AMOUNT: 'ten' }],
    ['row.amount-decimals', { AMOUNT: 1.234 }],
    ['row.amount-too-large', { AMOUNT: 1e15 }],
    ['row.amount-zero', { AMOUNT: 0 }],
    ['row.sign-wrong', { AMOUNT: -5 }],
    ['row.sign-wrong', { TCTYPE: 'spent', ORDERID: 100 }],
    ['row.sign-wrong', { TCTYPE: 'expired' }],
    ['row.expires-before-created', { EXPIREDAT: '2026-01-01' }],
    ['row.formula-without-value', { AMOUNT: { kind: FORMULA_WITHOUT_VALUE, text: '' } }],
    ['row.id-digits-lost', { TRANS_ID: '1.23457E+11' }],
    ['row.id-digits-lost', { CUSTOMERID: '1,23457E+11' }],
    ['row.id-digits-lost', { ORDERID: '1234567890123456.0' }],
    ['row.id-date', { TRANS_ID: new Date(Date.UTC(2026, 0, 2)) }],
    ['row.id-date', { ORDERID: new Date(Date.UTC(2026, 0, 2)) }],
    ['row.cell-error', { CUSTOMERID: { kind: CELL_ERROR, text: '#REF!' } }],
  ];

  it.each(spoiled)('%s: %o', async (code, changes) => {
    const { codes, source, found } = await validated([goodRow(1), goodRow(2, changes), goodRow(3)]);
    expect(codes).toEqual([code]);
    expect(found.kept[0]).toMatchObject({ sheet: 'TC_Data', row: 3 });
    expect(source!.rejected.map(({ row, codes }) => ({ row, codes }))).toEqual([
      { row: 3, codes: [code] },
    ]);
    expect(source!.ledger.rows).toBe(2);
    expect(source!.qualityScore).toBeCloseTo(2 / 3);
  });

  it('never adds up amounts with different currency signs', async () => {
    const rows = [goodRow(1, { AMOUNT: '€5.00' }), goodRow(2, { AMOUNT: '6.00 €' }), goodRow(3)];
    expect((await validated(rows)).codes).toEqual([]);
    const { found, problem } = await validated([
      ...rows,
      goodRow(4, { AMOUNT: '$(5.00)', TCTYPE: 'expired' }),
    ]);
    expect(problem).toMatchObject({ kind: 'validation-halted', code: 'column.currency-signs' });
    expect(found.kept.at(-1)).toMatchObject({ column: 'AMOUNT', value: '$ €' });
  });

  it('halts on an error by default and says how many there are', async () => {
    const { problem } = await validated([goodRow(1), goodRow(2, { AMOUNT: 0 })], {
      settings: { onError: 'halt' },
    });
    expect(problem).toMatchObject({ kind: 'validation-halted', details: { errors: 1 } });
  });

  it('keeps the first row of a repeated TRANS_ID and says whether the later one differs', async () => {
    const { found, source } = await validated([
      goodRow(1),
      goodRow(2),
      goodRow(1),
      goodRow(2, { AMOUNT: 6 }),
    ]);
    expect(found.kept.map(({ code, row }) => [code, row])).toEqual([
      ['row.id-duplicate', 4],
      ['row.id-duplicate', 5],
    ]);
    expect(found.kept[0]!.message).toContain('repeats row 2');
    expect(found.kept[1]!.message).toContain('has other values');
    expect(source!.rejected[1]!.cells.slice(0, 2)).toEqual(['2', 'earned']);
    expect(source!.ledger.rows).toBe(2);
  });

  it('takes no row for one that holds nothing but a formula that was copied below the table', async () => {
    const formula = { kind: FORMULA_WITHOUT_VALUE, text: '' };
    const blank = goodRow(0).map(() => null);
    const copied = (name: string): Cell[] =>
      HEADER.map((header, c) => (header === name ? formula : blank[c]!));
    const { codes, source } = await validated([
      goodRow(1),
      copied('REASON'),
      goodRow(2),
      copied('REASON'),
    ]);
    expect(codes).toEqual([]);
    expect([source!.sourceRows, source!.ledger.rows]).toEqual([2, 2]);
    // In a column that is read it may be a row that was never calculated.
    const { codes: ofAmount } = await validated([goodRow(1), copied('AMOUNT')]);
    expect(ofAmount).toContain('row.formula-without-value');
  });

  it('takes any letter case and padding of types, and a day as the whole day', async () => {
    const { codes, source } = await validated([
      goodRow(1, { TCTYPE: ' EARNED ', EXPIREDAT: '2026-01-02' }),
      goodRow(2, { TCTYPE: 'Spent', AMOUNT: -5, ORDERID: 100 }),
    ]);
    expect(codes).toEqual([]);
    expect([...source!.ledger.type]).toEqual([0, 1]);
  });

  it('keeps ids exactly', async () => {
    const { source } = await validated([
      goodRow(1, { TRANS_ID: '0042' }),
      goodRow(2, { TRANS_ID: 1.2011454e7 }),
      goodRow(3, { TRANS_ID: '8900466.0' }),
      goodRow(4, { TRANS_ID: 'A-1' }),
    ]);
    const { id } = source!.ledger;
    expect([...id.values].map((value) => idText(id.pool, value))).toEqual([
      '0042',
      '12011454',
      '8900466',
      'A-1',
    ]);
  });

  it('caps what it keeps and counts everything', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => goodRow(i + 1, { AMOUNT: 0 }));
    const { found, source } = await validated([...rows, goodRow(99)], { cap: 10 });
    expect(found.kept).toHaveLength(10);
    expect(found.count('row.amount-zero')).toBe(50);
    expect(source!.rejected).toHaveLength(50);
  });

  it('matches customers per currency, USD where blank', async () => {
    const { source, codes } = await validated(
      [
        [...goodRow(1), 'eur'],
        [...goodRow(2), null],
        [...goodRow(3), 'Euro'],
      ],
      { header: [...HEADER, 'Currency'] },
    );
    expect(codes).toEqual(['row.currency-invalid']);
    const { ledger } = source!;
    expect([...ledger.accounts.currency].map((code) => ledger.currency!.pool[code])).toEqual([
      'EUR',
      'USD',
    ]);
  });
});

describe('the columns', () => {
  const halts = async (header: Cell[], code: FindingCode): Promise<void> => {
    const { codes, problem } = await validated([goodRow(1)], { header });
    expect(codes).toContain(code);
    expect(problem).toMatchObject({ kind: 'validation-halted', code });
  };

  it('misses a required one', () => halts(HEADER.toSpliced(6, 1, 'Value'), 'column.missing'));
  it('refuses a doubled one', () => halts(HEADER.toSpliced(7, 1, 'amount'), 'column.duplicated'));

  it('knows aliases, ignores case, spaces and underscores, and carries unknown columns', async () => {
    const header = [
      'Transaction ID',
      'transaction_type',
      'Timestamp',
      'Expires At',
      'customer id',
      'Order_ID',
      'Amount',
      'Note',
    ];
    const { codes, source } = await validated([goodRow(1)], { header });
    expect(codes).toEqual(['column.unknown']);
    expect(source!.ledger.columns.at(-1)).toEqual({ header: 'Note', field: 'extra', extra: 0 });
    expect(source!.ledger.extras[0]!.pool).toEqual(['Refund']);
  });

  it('follows the mapping of the user', async () => {
    const header = HEADER.toSpliced(0, 1, 'Number');
    const { problem } = await validated([goodRow(1)], {
      header,
      settings: { mapping: { number: 'TRANS_ID' } },
    });
    expect(problem).toBeNull();
  });

  it('says when values stand under no header', async () => {
    const { found } = await validated([[...goodRow(1), 'stray']]);
    expect(found.kept[0]).toMatchObject({ code: 'column.unknown', column: 'I' });
  });
});

describe('the sheets', () => {
  it('needs TC_Data with rows', async () => {
    expect((await validated([])).problem).toMatchObject({ code: 'sheet.empty' });
    const found = createFindingLog();
    await expect(
      validateSource(memorySource({ Sheet1: [], Sheet2: [] }), settingsSchema.parse({}), {
        findings: found,
        endOfToday: 0,
      }),
    ).rejects.toMatchObject({ kind: 'validation-halted', code: 'sheet.missing' });
  });

  it('goes on without Sales and Customers, and says so', async () => {
    const { codes, problem } = await validated([goodRow(1)], { sheets: {} });
    expect(codes).toEqual(['sheet.customers-missing', 'sheet.sales-missing']);
    expect(problem).toBeNull();
    const { codes: incomplete } = await validated([goodRow(1)], {
      sheets: { ...LOOKUPS, Sales: [['NUMBER'], [1]] },
    });
    expect(incomplete).toEqual(['sheet.lookup-incomplete']);
  });
});

describe('the cut-off', () => {
  const rows = [
    goodRow(1, { CREATEDAT: '2024-11-05', AMOUNT: 100 }),
    goodRow(2, { CREATEDAT: '2024-12-03', TCTYPE: 'spent', AMOUNT: -100, EXPIREDAT: null }),
    goodRow(3, { CREATEDAT: '2024-12-04', AMOUNT: 50 }),
  ];
  const later = (settings: object) => validated(rows, { settings });

  it('is the end of the as-of day, else of the period, else of the latest day but today', async () => {
    const until = async (settings: object, more: Cell[][] = []) =>
      (await validated([...rows, ...more], { settings })).source!.asOf;
    const end = (text: string): number => Date.parse(`${text}T23:59:59.999Z`);
    expect(await until({ asOf: '2024-11-20', period: '2024-11' })).toBe(end('2024-11-20'));
    expect(await until({ period: '2024-11' })).toBe(end('2024-11-30'));
    expect(await until({})).toBe(end('2024-12-04'));
    const future = goodRow(4, { CREATEDAT: '2031-01-01', EXPIREDAT: null });
    expect(await until({}, [future])).toBe(Date.UTC(2026, 10, 24));
  });

  it('tells rows after it once, with their sums, and takes them out of the ledger', async () => {
    const { source, found } = await later({ period: '2024-11' });
    expect([...source!.ledger.id.values]).toEqual([1]);
    expect([...source!.after.id.values]).toEqual([2, 3]);
    expect(source!.control.rows).toBe(3);
    expect(found.kept.filter(({ code }) => code.startsWith('ledger.'))).toMatchObject([
      {
        code: 'ledger.after-cut-off',
        severity: 'info',
        row: null,
        message: expect.stringContaining(
          '2 rows are dated after the cut-off, the end of 2024-11-30: 1 earned, 50.00; 1 spent, 100.00',
        ) as string,
      },
    ]);
    // Single rows are looked at wherever they lie.
    expect(found.count('row.order-blank')).toBe(1);
  });

  it('warns of rows in the future where no date was asked for', async () => {
    const { codes } = await validated([
      ...rows,
      goodRow(4, { CREATEDAT: '2031-01-01', EXPIREDAT: null }),
    ]);
    expect(codes).toContain('ledger.in-the-future');
    expect(codes).not.toContain('ledger.after-cut-off');
  });

  it('says so where no row lies at it', async () => {
    const { codes, source } = await later({ period: '2024-10' });
    expect(codes).toEqual(
      expect.arrayContaining(['ledger.after-cut-off', 'ledger.before-first-movement']),
    );
    expect(source!.ledger.rows).toBe(0);
  });

  it('bridges the file: its total is what lies at it, after it and aside', async () => {
    const { source } = await validated(
      [
        ...rows,
        goodRow(5, { CREATEDAT: '2024-11-06', AMOUNT: -7 }),
        goodRow(6, { TCTYPE: 'gift', AMOUNT: 3 }),
        goodRow(7, { AMOUNT: 'much' }),
      ],
      { settings: { period: '2024-11' } },
    );
    const none = { rows: 0, cents: 0 };
    expect(source!.bridge).toEqual([
      {
        currency: '',
        type: 'earned',
        atCutOff: { rows: 1, cents: 10_000 },
        afterCutOff: { rows: 1, cents: 5000 },
        setAside: { rows: 2, cents: 700, unreadable: 1 },
      },
      {
        currency: '',
        type: 'spent',
        atCutOff: none,
        afterCutOff: { rows: 1, cents: 10_000 },
        setAside: { ...none, unreadable: 0 },
      },
      {
        currency: '',
        type: 'unknown',
        atCutOff: none,
        afterCutOff: none,
        setAside: { rows: 1, cents: 300, unreadable: 0 },
      },
    ]);
  });
});

describe('the warnings', () => {
  const spent = (changes: Record<string, Cell>): Cell[] =>
    goodRow(2, { TCTYPE: 'spent', AMOUNT: -5, ORDERID: 100, EXPIREDAT: null, ...changes });

  it.each<[FindingCode, Cell[]]>([
    ['row.order-blank', spent({ ORDERID: null })],
    ['row.order-not-in-sales', spent({ ORDERID: 101 })],
    ['row.expiry-blank', goodRow(2, { EXPIREDAT: null })],
    ['account.balance-negative', spent({ AMOUNT: -6 })],
  ])('%s', async (code, row) => {
    const { codes, source } = await validated([goodRow(1), row]);
    expect(codes).toContain(code);
    expect(source!.rejectedRows).toBe(0);
  });

  it('sees an order of another customer and an unknown customer', async () => {
    const { codes, source } = await validated([
      goodRow(1, { CUSTOMERID: 2 }),
      spent({ CUSTOMERID: 2 }),
    ]);
    expect(codes).toEqual(['row.customer-not-in-customers', 'row.order-other-customer']);
    expect(source!.orphanOrders).toEqual([1]);
  });

  it('sees TRANS_IDs that fall while time rises', async () => {
    const { codes } = await validated([
      goodRow(9, { CREATEDAT: '2026-01-01' }),
      goodRow(8, { CREATEDAT: '2026-01-02' }),
    ]);
    expect(codes).toEqual(['ledger.id-order']);
  });

  it('takes the as-of date as set, as the period ends, or as the ledger ends', async () => {
    const asOf = async (settings: object): Promise<string> =>
      timeText((await validated([goodRow(1)], { settings })).source!.asOf).slice(0, 10);
    expect(await asOf({})).toBe('2026-01-02');
    expect(await asOf({ period: '2026-02' })).toBe('2026-02-28');
    expect(await asOf({ period: '2026-02', asOf: '2026-03-05' })).toBe('2026-03-05');
  });
});

it('tells every code and how to mend it', () => {
  for (const [code, { title, remedy }] of Object.entries(FINDINGS)) {
    expect(code).toMatch(/^[a-z]+\.[a-z-]+$/);
    expect(title.length * remedy.length).toBeGreaterThan(0);
  }
});

it('says no word twice in a row', () => {
  const ofColumns = MOVEMENT_RULES.flatMap(({ withoutField }) => withoutField ?? []);
  const ofCodes = Object.values(FINDINGS).flatMap(({ title, remedy }) => [title, remedy]);
  expect(ofColumns).not.toEqual([]);
  expect([...ofColumns, ...ofCodes].filter((text) => /\b(\w+) \1\b/.test(text))).toEqual([]);
});

describe('the cut-off of a run that nothing asks for', () => {
  const today = Date.UTC(2026, 0, 2) - 1;
  const asked = { asOf: null, period: null, calendar: settingsSchema.parse({}).calendar };
  const cutOff = (...times: number[]): string =>
    dayText(cutOffOf(asked, Float64Array.from(times), today));

  it('is the day of the latest movement, of whatever year, and never after today', () => {
    expect(cutOff(Date.UTC(2025, 5, 1, 9), Date.UTC(2024, 0, 1))).toBe('2025-06-01');
    expect(cutOff(Date.UTC(1955, 2, 3, 4))).toBe('1955-03-03');
    expect(cutOff(Date.UTC(2031, 0, 1))).toBe('2026-01-01');
  });

  it('is today where no row was accepted', () => expect(cutOff()).toBe('2026-01-01'));
});

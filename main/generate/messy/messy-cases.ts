import type { FindingCode } from '../../../core/contract/findings.ts';
import { DAY_MS } from '../../../core/ledger/time.ts';
import type { Cell, Format, MessyColumn } from './cells.ts';

/** A row's cells that differ from a plain earned row. */
export interface CaseRow extends Partial<Record<MessyColumn, Cell>> {
  /** The finding that stands on this row, and where another one follows from it. */
  readonly finds?: readonly { readonly code: FindingCode; readonly column: MessyColumn }[];
  /** Set where Sales does not have the ORDERID, or has it under another customer. */
  readonly inSales?: false | 'other-customer';
}

/** One planted mess: the rows of one customer who has no others. */
export interface MessyCase {
  /** What is odd here, in words. */
  readonly what: string;
  readonly formats: readonly Format[];
  readonly rows: readonly CaseRow[];
  /** False: the sheet Customers does not have the customer. */
  readonly inCustomers?: boolean;
}

/** What the rows of a case may refer to. */
export interface CasePlace {
  /** A moment in the clean data, whole seconds, epoch ms. */
  readonly time: number;
  /** A TRANS_ID of the i-th row of the case; they rise. */
  readonly id: (row: number) => number;
  /** An ORDERID that no other row has. */
  readonly order: number;
}

const EVERY: readonly Format[] = ['xlsx', 'csv', 'parquet'];
/** Typed Parquet columns cannot hold a text where a number belongs. */
const UNTYPED: readonly Format[] = ['xlsx', 'csv'];
const WORKBOOK: readonly Format[] = ['xlsx'];

/** The finding alone on a row of its own, with the one cell that brings it about. */
function single(
  code: FindingCode,
  column: MessyColumn,
  cell: Cell,
  formats: readonly Format[],
  also: CaseRow = {},
): MessyCase {
  return {
    what: code,
    formats,
    rows: [{ ...also, [column]: cell, finds: [{ code, column }] }],
  };
}

/** A row or cell that looks odd and is fine: no finding may stand on it. */
function harmless(what: string, cells: CaseRow, formats: readonly Format[] = UNTYPED): MessyCase {
  return { what, formats, rows: [cells] };
}

/**
 * Everything that is planted, in the order of the file. Rows in error are earned rows, so that setting
 * them aside leaves no redemption without its lot.
 */
export function messyCases({ time, id, order }: CasePlace): MessyCase[] {
  const spent = (cents: number, more: CaseRow = {}): CaseRow => ({
    TCTYPE: 'spent',
    EXPIREDAT: null,
    ORDERID: order,
    AMOUNT: { cents: -cents },
    REASON: null,
    ...more,
  });
  const earned = (cents: number, more: CaseRow = {}): CaseRow => ({
    CREATEDAT: { time: time - 10 * DAY_MS },
    EXPIREDAT: { time: time + 355 * DAY_MS },
    AMOUNT: { cents },
    ...more,
  });
  const finds = (
    code: FindingCode,
    column: MessyColumn,
  ): { readonly finds: readonly { code: FindingCode; column: MessyColumn }[] } => ({
    finds: [{ code, column }],
  });

  return [
    single('row.required-blank', 'TRANS_ID', null, EVERY),
    single('row.required-blank', 'TCTYPE', null, EVERY),
    single('row.required-blank', 'CREATEDAT', null, EVERY),
    single('row.required-blank', 'CUSTOMERID', null, EVERY),
    single('row.required-blank', 'AMOUNT', null, EVERY),
    single('row.type-unknown', 'TCTYPE', 'refunded', EVERY),
    single('row.date-invalid', 'CREATEDAT', '31/12/2025', UNTYPED),
    single('row.date-invalid', 'EXPIREDAT', 'next year', UNTYPED),
    single('row.amount-invalid', 'AMOUNT', 'ten dollars', UNTYPED),
    single('row.amount-decimals', 'AMOUNT', 12.345, UNTYPED),
    single('row.amount-too-large', 'AMOUNT', { cents: 25_000_000_000_000 }, EVERY),
    single('row.amount-zero', 'AMOUNT', { cents: 0 }, EVERY),
    single('row.sign-wrong', 'AMOUNT', { cents: -500 }, EVERY),
    {
      what: 'row.sign-wrong',
      formats: EVERY,
      rows: [earned(500), spent(-500, finds('row.sign-wrong', 'AMOUNT'))],
    },
    {
      what: 'row.id-duplicate',
      formats: EVERY,
      rows: [{}, { TRANS_ID: id(0), ...finds('row.id-duplicate', 'TRANS_ID') }],
    },
    single('row.expires-before-created', 'EXPIREDAT', { time: time - 30 * DAY_MS }, EVERY),
    single('row.currency-invalid', 'CURRENCY', 'US Dollar', EVERY),
    single('row.formula-without-value', 'AMOUNT', { formula: 'G2*2' }, WORKBOOK),
    single('row.formula-without-value', 'CREATEDAT', { formula: 'NOW()-400' }, WORKBOOK),
    single('row.cell-error', 'AMOUNT', { error: '#REF!' }, WORKBOOK),
    single('row.cell-error', 'CUSTOMERID', { error: '#REF!' }, WORKBOOK),

    {
      what: 'row.order-blank',
      formats: EVERY,
      rows: [earned(1500), spent(1500, { ORDERID: null, ...finds('row.order-blank', 'ORDERID') })],
    },
    {
      what: 'row.order-not-in-sales',
      formats: WORKBOOK,
      rows: [
        earned(1800),
        spent(1800, { inSales: false, ...finds('row.order-not-in-sales', 'ORDERID') }),
      ],
    },
    {
      what: 'row.order-other-customer',
      formats: WORKBOOK,
      rows: [
        earned(2200),
        spent(2200, { inSales: 'other-customer', ...finds('row.order-other-customer', 'ORDERID') }),
      ],
    },
    {
      what: 'row.customer-not-in-customers',
      formats: WORKBOOK,
      rows: [finds('row.customer-not-in-customers', 'CUSTOMERID')],
      inCustomers: false,
    },
    single('row.expiry-blank', 'EXPIREDAT', null, EVERY),
    single('row.after-as-of', 'CREATEDAT', { time: Date.UTC(2031, 0, 15, 10, 30) }, EVERY, {
      EXPIREDAT: { time: Date.UTC(2032, 0, 15, 10, 30) },
    }),
    {
      what: 'account.balance-negative',
      formats: EVERY,
      rows: [earned(1000), spent(2500, finds('account.balance-negative', 'AMOUNT'))],
    },
    {
      what: 'ledger.id-order',
      formats: EVERY,
      rows: [
        earned(700, { TRANS_ID: id(1) }),
        { TRANS_ID: id(0), ...finds('ledger.id-order', 'TRANS_ID') },
      ],
    },
    {
      what: 'match.expired-early',
      formats: EVERY,
      rows: [
        earned(900),
        spent(900, {
          TCTYPE: 'expired',
          ORDERID: null,
          ...finds('match.expired-early', 'TRANS_ID'),
        }),
      ],
    },
    {
      what: 'match.redemption-unmatched',
      formats: EVERY,
      rows: [
        spent(1200, {
          finds: [
            { code: 'match.redemption-unmatched', column: 'TRANS_ID' },
            { code: 'account.balance-negative', column: 'AMOUNT' },
          ],
        }),
      ],
    },

    harmless('TCTYPE in capitals', { TCTYPE: 'EARNED' }, EVERY),
    harmless('TCTYPE with spaces around it', { TCTYPE: '  Earned ' }, EVERY),
    {
      what: 'TCTYPE in mixed case on a redemption',
      formats: EVERY,
      rows: [earned(1100), spent(1100, { TCTYPE: 'Spent' })],
    },
    harmless('TRANS_ID as text with leading zeros', { TRANS_ID: `00${id(0)}` }),
    harmless('TRANS_ID as text', { TRANS_ID: `TC-${id(0)}` }),
    harmless('TRANS_ID as a float', { TRANS_ID: `${id(0)}.0` }),
    harmless('CREATEDAT as ISO text', { CREATEDAT: new Date(time).toISOString() }),
    harmless('CREATEDAT as epoch milliseconds', { CREATEDAT: String(time) }),
    harmless('AMOUNT as text with a currency sign', { AMOUNT: '$1,234.50' }),
    harmless('AMOUNT with the float error of a sum', { AMOUNT: 0.1 + 0.2 }, WORKBOOK),
    harmless('CURRENCY in small letters', { CURRENCY: 'usd' }, EVERY),
    harmless('CURRENCY blank', { CURRENCY: null }, EVERY),
    harmless(
      'REASON that looks like a link formula',
      { REASON: '=HYPERLINK("http://example.com/","Refund")' },
      EVERY,
    ),
    harmless('REASON that begins with @', { REASON: '@SUM(1+1)*cmd' }, EVERY),
    harmless('REASON that begins with +', { REASON: '+1' }, EVERY),
    harmless('REASON that begins with -', { REASON: '-1+2' }, EVERY),
    harmless('REASON that begins with a tab', { REASON: '\t=1+1' }, EVERY),
    harmless(
      'REASON with quotes, a comma and a line break',
      { REASON: 'Said "late",\nagain' },
      EVERY,
    ),
    harmless('REASON beyond ASCII', { REASON: 'Geschädigt — 損傷 🧾' }, EVERY),
  ];
}

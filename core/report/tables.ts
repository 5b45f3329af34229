import type { Exception } from '../contract/exceptions.ts';
import type { Draft } from '../ledger/draft.ts';
import { MATCH_STATUSES } from '../ledger/draft.ts';
import { idText } from '../ledger/ids.ts';
import { TYPE_NAMES } from '../ledger/ledger.ts';
import type { Ledger, TextColumn } from '../ledger/ledger.ts';
import type { MovementOrder } from '../ledger/movement-order.ts';
import type { RejectedRow } from '../validate/ledger-rows.ts';
import type { BalanceHistory, CurrentBalances } from './balances.ts';

/** How a column is written: what each number of `at` means. */
export type ColumnKind = 'id' | 'text' | 'money' | 'time' | 'count';

/** A column of a table as a function of the row, so that nothing is copied before it is written. */
export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** id: value of the pool; text: index into the pool, −1 blank; money: cents; time: ms; NaN blank. */
  readonly at: (row: number) => number;
  /** For ids and texts. */
  readonly pool?: readonly string[];
  /**
   * All values are blank or whole numbers of 32 bits (times: whole seconds of 32 bits). Half the bytes
   * to hand over and to scan, which is most of the time of a large report.
   */
  readonly narrow?: boolean;
}

/** Whether every value is blank or, divided by `unit`, a whole number of 32 bits. */
function isNarrow(values: Float64Array, unit = 1): boolean {
  for (const value of values) {
    if (value !== value) continue;
    const scaled = value / unit;
    if ((scaled | 0) !== scaled || scaled === BLANK_32) return false;
  }
  return true;
}

/** Stands for a blank among 32-bit numbers. */
export const BLANK_32 = -(2 ** 31);
const SECOND = 1000;
export interface Table {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly Column[];
}

const ADDED = ['REDEEMID', 'MATCH_STATUS', 'MATCHED_AMOUNT', 'OPEN_AMOUNT'];

/** tc_data_with_redemptions: the source's columns in source order, then what matching adds. */
export function deliverable(ledger: Ledger, draft: Draft): Table {
  const source = draft.sourceRow;
  const taken = new Set(ADDED);
  const narrowIds = isNarrow(draft.id);
  const narrowCents = isNarrow(draft.cents);
  const columns = ledger.columns.map((column): Column => {
    const name = uniqueName(column.header, taken);
    const text = (from: TextColumn): Column => ({
      name,
      kind: 'text',
      at: (row) => from.codes[source[row]!]!,
      pool: from.pool,
    });
    switch (column.field) {
      case 'TRANS_ID':
        return {
          name,
          kind: 'id',
          at: (row) => draft.id[row]!,
          pool: ledger.id.pool,
          narrow: narrowIds,
        };
      case 'TCTYPE':
        return { name, kind: 'text', at: (row) => draft.type[row]!, pool: TYPE_NAMES };
      case 'CREATEDAT':
        return {
          name,
          kind: 'time',
          at: (row) => draft.createdAt[row]!,
          narrow: isNarrow(draft.createdAt, SECOND),
        };
      case 'EXPIREDAT':
        return {
          name,
          kind: 'time',
          at: (row) => ledger.expiresAt[source[row]!]!,
          narrow: isNarrow(ledger.expiresAt, SECOND),
        };
      case 'CUSTOMERID':
        return {
          name,
          kind: 'id',
          at: (row) => draft.customer[row]!,
          pool: ledger.customer.pool,
          narrow: isNarrow(draft.customer),
        };
      case 'ORDERID':
        return {
          name,
          kind: 'id',
          at: (row) => ledger.order.values[source[row]!]!,
          pool: ledger.order.pool,
          narrow: isNarrow(ledger.order.values),
        };
      case 'AMOUNT':
        return { name, kind: 'money', at: (row) => draft.cents[row]!, narrow: narrowCents };
      case 'REASON':
        return text(ledger.reason);
      case 'CURRENCY':
        return text(ledger.currency!);
      case 'extra':
        return text(ledger.extras[column.extra]!);
    }
  });
  return {
    name: 'tc_data_with_redemptions',
    rows: draft.rows,
    columns: [
      ...columns,
      {
        name: 'REDEEMID',
        kind: 'id',
        at: (row) => draft.redeemId[row]!,
        pool: ledger.id.pool,
        narrow: narrowIds,
      },
      { name: 'MATCH_STATUS', kind: 'text', at: (row) => draft.status[row]!, pool: MATCH_STATUSES },
      {
        name: 'MATCHED_AMOUNT',
        kind: 'money',
        at: (row) => draft.matched[row]!,
        narrow: narrowCents,
      },
      { name: 'OPEN_AMOUNT', kind: 'money', at: (row) => draft.open[row]!, narrow: narrowCents },
    ],
  };
}

/** A source column that bears the name of an added one, or of another, steps aside as NAME_SOURCE. */
function uniqueName(header: string, taken: Set<string>): string {
  let name = header;
  while (taken.has(name.toUpperCase())) name = `${name}_SOURCE`;
  taken.add(name.toUpperCase());
  return name;
}

/** allocations: the allocation ledger in SEQ order. */
export function allocationTable(ledger: Ledger, { allocations }: Draft): Table {
  const { count, earnedId, redeemerId, customer, cents, currency } = allocations;
  return {
    name: 'allocations',
    rows: count,
    columns: [
      {
        name: 'EARNED_ID',
        kind: 'id',
        at: (row) => earnedId[row]!,
        pool: ledger.id.pool,
        narrow: isNarrow(earnedId),
      },
      {
        name: 'REDEEMER_ID',
        kind: 'id',
        at: (row) => redeemerId[row]!,
        pool: ledger.id.pool,
        narrow: isNarrow(redeemerId),
      },
      {
        name: 'CUSTOMERID',
        kind: 'id',
        at: (row) => customer[row]!,
        pool: ledger.customer.pool,
        narrow: isNarrow(customer),
      },
      { name: 'AMOUNT', kind: 'money', at: (row) => cents[row]!, narrow: isNarrow(cents) },
      { name: 'SEQ', kind: 'count', at: (row) => row + 1, narrow: true },
      ...currencyColumn(ledger, (row) => currency[row]!),
    ],
  };
}

/** customer_balance_history: each movement with the cumulated figures after it. */
export function balanceHistoryTable(
  ledger: Ledger,
  { order }: MovementOrder,
  history: BalanceHistory,
): Table {
  return {
    name: 'customer_balance_history',
    rows: ledger.rows,
    columns: [
      {
        name: 'CUSTOMERID',
        kind: 'id',
        at: (k) => ledger.customer.values[order[k]!]!,
        pool: ledger.customer.pool,
        narrow: isNarrow(ledger.customer.values),
      },
      ...currencyColumn(ledger, (k) => ledger.currency!.codes[order[k]!]!),
      {
        name: 'TRANS_ID',
        kind: 'id',
        at: (k) => ledger.id.values[order[k]!]!,
        pool: ledger.id.pool,
        narrow: isNarrow(ledger.id.values),
      },
      { name: 'TCTYPE', kind: 'text', at: (k) => ledger.type[order[k]!]!, pool: TYPE_NAMES },
      {
        name: 'CREATEDAT',
        kind: 'time',
        at: (k) => ledger.createdAt[order[k]!]!,
        narrow: isNarrow(ledger.createdAt, SECOND),
      },
      {
        name: 'AMOUNT',
        kind: 'money',
        at: (k) => ledger.cents[order[k]!]!,
        narrow: isNarrow(ledger.cents),
      },
      {
        name: 'CUMULATIVE_EARNED',
        kind: 'money',
        at: (k) => history.earned[k]!,
        narrow: isNarrow(history.earned),
      },
      {
        name: 'CUMULATIVE_SPENT',
        kind: 'money',
        at: (k) => history.spent[k]!,
        narrow: isNarrow(history.spent),
      },
      {
        name: 'CUMULATIVE_EXPIRED',
        kind: 'money',
        at: (k) => history.expired[k]!,
        narrow: isNarrow(history.expired),
      },
      {
        name: 'CURRENT_BALANCE',
        kind: 'money',
        at: (k) => history.balance[k]!,
        narrow: isNarrow(history.balance),
      },
    ],
  };
}

/** customer_current_balances: where each customer stands. */
export function currentBalancesTable(ledger: Ledger, balances: CurrentBalances): Table {
  const { customer, currency, count } = ledger.accounts;
  return {
    name: 'customer_current_balances',
    rows: count,
    columns: [
      { name: 'CUSTOMERID', kind: 'id', at: (a) => customer[a]!, pool: ledger.customer.pool },
      ...currencyColumn(ledger, (a) => currency[a]!),
      { name: 'CUMULATIVE_EARNED', kind: 'money', at: (a) => balances.earned[a]! },
      { name: 'CUMULATIVE_SPENT', kind: 'money', at: (a) => balances.spent[a]! },
      { name: 'CUMULATIVE_EXPIRED', kind: 'money', at: (a) => balances.expired[a]! },
      { name: 'CURRENT_BALANCE', kind: 'money', at: (a) => balances.balance[a]! },
      { name: 'OPEN_LOTS', kind: 'count', at: (a) => balances.openLots[a]! },
      { name: 'OPEN_LOT_AMOUNT', kind: 'money', at: (a) => balances.openAmount[a]! },
      { name: 'NEXT_EXPIRY', kind: 'time', at: (a) => balances.nextExpiry[a]! },
    ],
  };
}

/** exceptions: the work list. */
export function exceptionTable(exceptions: readonly Exception[]): Table {
  const text = (name: string, of: (exception: Exception) => string): Column => ({
    name,
    kind: 'text',
    at: (row) => row,
    pool: exceptions.map(of),
  });
  return {
    name: 'exceptions',
    rows: exceptions.length,
    columns: [
      text('CODE', ({ code }) => code),
      text('CUSTOMERID', ({ customer }) => customer),
      text('CURRENCY', ({ currency }) => currency),
      text('TRANS_IDS', ({ ids }) => ids.join(' ')),
      text('SHEET_ROWS', ({ rows }) => rows.join(' ')),
      { name: 'AMOUNT_AT_STAKE', kind: 'money', at: (row) => exceptions[row]!.cents },
      { name: 'CREATEDAT', kind: 'time', at: (row) => exceptions[row]!.createdAt ?? NaN },
      text('MESSAGE', ({ message }) => message),
    ],
  };
}

/** quarantine: the rows set aside as the source had them, and why. */
export function quarantineTable(
  headers: readonly string[],
  rejected: readonly RejectedRow[],
): Table {
  const taken = new Set(['SHEET_ROW', 'FINDINGS']);
  return {
    name: 'quarantine',
    rows: rejected.length,
    columns: [
      ...headers.map((header, c): Column => ({
        name: uniqueName(header === '' ? `COLUMN_${c + 1}` : header, taken),
        kind: 'text',
        at: (row) => row,
        pool: rejected.map(({ cells }) => cells[c] ?? ''),
      })),
      { name: 'SHEET_ROW', kind: 'count', at: (row) => rejected[row]!.row },
      {
        name: 'FINDINGS',
        kind: 'text',
        at: (row) => row,
        pool: rejected.map(({ codes }) => codes.join(' ')),
      },
    ],
  };
}

function currencyColumn(ledger: Ledger, at: (row: number) => number): Column[] {
  return ledger.currency
    ? [{ name: 'CURRENCY', kind: 'text', at, pool: ledger.currency.pool }]
    : [];
}

/** A cell as a person reads it, for the workbook: ids and texts as text. */
export function cellTextOf(column: Column, row: number): string {
  const value = column.at(row);
  if (column.kind === 'id') return idText(column.pool!, value);
  return value < 0 ? '' : column.pool![value]!;
}

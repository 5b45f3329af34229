import { MATCH_STATUSES } from '../ledger/draft.ts';
import type { Draft, Matching } from '../ledger/draft.ts';
import { TYPE_NAMES } from '../ledger/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { movementOrder } from '../ledger/movement-order.ts';
import { balanceHistory, currentBalances } from './figures/balances.ts';
import type { ShareColumn } from './columns/column.ts';
import { sharedTexts } from './partition/shared-ledger.ts';
import type { SharedIds, SharedLedger, SharedTextColumn } from './partition/shared-ledger.ts';
import { uniqueName } from './tables.ts';

/** A table of RULES.md section 6, or a partition's rows of it. */
export interface PartitionTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly ShareColumn[];
}

/** Which columns of ids hold a text anywhere in the run, so that all of them is written as text. */
export interface TextIds {
  readonly id: boolean;
  readonly customer: boolean;
  readonly order: boolean;
  readonly redeemId: boolean;
  readonly earnedId: boolean;
  readonly redeemerId: boolean;
}

/** Where a partition's rows and allocations begin in the run. */
export interface PartitionPlace {
  readonly firstRow: number;
  readonly firstAllocation: number;
}

export interface PartitionTables {
  readonly deliverable: PartitionTable;
  readonly allocations: PartitionTable;
  readonly history: PartitionTable;
  readonly balances: PartitionTable;
}

const TYPES = sharedTexts(TYPE_NAMES);
const STATUSES = sharedTexts(MATCH_STATUSES);
const ADDED = ['REDEEMID', 'MATCH_STATUS', 'MATCHED_AMOUNT', 'OPEN_AMOUNT'];

/**
 * The four tables with a row for each movement, allocation or account, of one partition: `own` is its
 * ledger, `matching` and `draft` are its matching and draft, rows numbered from 0; ids are written in
 * the run's own coding. `asOf` in wall-clock ms.
 */
export function partitionTables(
  ledger: SharedLedger,
  textIds: TextIds,
  asOf: number,
  { firstRow: from, firstAllocation }: PartitionPlace,
  own: Ledger,
  matching: Matching,
  draft: Draft,
): PartitionTables {
  const to = from + own.rows;
  const ids = ({ texts, csvTexts }: SharedIds, values: Float64Array, asText: boolean) =>
    ({ kind: 'id', values, asText, texts, csvTexts }) as const;
  const textOf = ({ texts, csvTexts }: Pick<SharedTextColumn, 'texts' | 'csvTexts'>) =>
    ({ kind: 'text', texts, csvTexts }) as const;
  const currency = (name: string, codes: Int32Array): ShareColumn[] =>
    ledger.currency ? [{ name, ...textOf(ledger.currency), values: codes }] : [];
  const idOf = (rows: Int32Array, count = rows.length): Float64Array => {
    const values = new Float64Array(count);
    for (let i = 0; i < count; i++)
      values[i] = rows[i]! < 0 ? NaN : ledger.id.values[from + rows[i]!]!;
    return values;
  };

  const taken = new Set(ADDED);
  const source = ledger.columns.map((column): ShareColumn => {
    const name = uniqueName(column.header, taken);
    switch (column.field) {
      case 'TRANS_ID':
        return { name, ...ids(ledger.id, ledger.id.values.subarray(from, to), textIds.id) };
      case 'TCTYPE':
        return { name, ...textOf(TYPES), values: draft.type };
      case 'CREATEDAT':
        return { name, kind: 'time', values: draft.createdAt };
      case 'EXPIREDAT':
        return { name, kind: 'time', values: own.expiresAt };
      case 'CUSTOMERID':
        return {
          name,
          ...ids(ledger.customer, ledger.customer.values.subarray(from, to), textIds.customer),
        };
      case 'ORDERID':
        return { name, ...ids(ledger.order, own.order.values, textIds.order) };
      case 'AMOUNT':
        return { name, kind: 'money', values: draft.cents };
      case 'REASON':
        return { name, ...textOf(ledger.reason), values: own.reason.codes };
      case 'CURRENCY':
        return { name, ...textOf(ledger.currency!), values: own.currency!.codes };
      case 'extra': {
        const extra = ledger.extras[column.extra]!;
        return { name, ...textOf(extra), values: extra.codes.subarray(from, to) };
      }
    }
  });
  const deliverable = {
    name: 'tc_data_with_redemptions',
    rows: own.rows,
    columns: [
      ...source,
      { name: 'REDEEMID', ...ids(ledger.id, idOf(matching.redeemedBy), textIds.redeemId) },
      { name: 'MATCH_STATUS', ...textOf(STATUSES), values: draft.status },
      { name: 'MATCHED_AMOUNT', kind: 'money' as const, values: draft.matched },
      { name: 'OPEN_AMOUNT', kind: 'money' as const, values: draft.open },
    ],
  };

  const { count, earnedRow, redeemerRow, cents } = matching.allocations;
  const seq = new Float64Array(count);
  const lotCustomer = new Float64Array(count);
  const lotCurrency = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    seq[i] = firstAllocation + i + 1;
    lotCustomer[i] = ledger.customer.values[from + earnedRow[i]!]!;
    lotCurrency[i] = own.currency ? own.currency.codes[earnedRow[i]!]! : -1;
  }
  const allocations = {
    name: 'allocations',
    rows: count,
    columns: [
      { name: 'EARNED_ID', ...ids(ledger.id, idOf(earnedRow, count), textIds.earnedId) },
      { name: 'REDEEMER_ID', ...ids(ledger.id, idOf(redeemerRow, count), textIds.redeemerId) },
      { name: 'CUSTOMERID', ...ids(ledger.customer, lotCustomer, textIds.customer) },
      { name: 'AMOUNT', kind: 'money' as const, values: cents },
      { name: 'SEQ', kind: 'count' as const, values: seq },
      ...currency('CURRENCY', lotCurrency),
    ],
  };

  const movements = movementOrder(own);
  const running = balanceHistory(own, movements);
  const inOrder = <A extends Float64Array | Int32Array | Uint8Array>(column: A, into: A): A => {
    const { order } = movements;
    for (let k = 0; k < order.length; k++) into[k] = column[order[k]!]!;
    return into;
  };
  const float64 = (column: Float64Array) => inOrder(column, new Float64Array(own.rows));
  const int32 = (column: Int32Array) => inOrder(column, new Int32Array(own.rows));
  const history = {
    name: 'customer_balance_history',
    rows: own.rows,
    columns: [
      {
        name: 'CUSTOMERID',
        ...ids(
          ledger.customer,
          float64(ledger.customer.values.subarray(from, to)),
          textIds.customer,
        ),
      },
      ...currency('CURRENCY', own.currency ? int32(own.currency.codes) : new Int32Array(0)),
      {
        name: 'TRANS_ID',
        ...ids(ledger.id, float64(ledger.id.values.subarray(from, to)), textIds.id),
      },
      { name: 'TCTYPE', ...textOf(TYPES), values: inOrder(own.type, new Uint8Array(own.rows)) },
      { name: 'CREATEDAT', kind: 'time' as const, values: float64(own.createdAt) },
      { name: 'AMOUNT', kind: 'money' as const, values: float64(own.cents) },
      { name: 'CUMULATIVE_EARNED', kind: 'money' as const, values: running.earned },
      { name: 'CUMULATIVE_SPENT', kind: 'money' as const, values: running.spent },
      { name: 'CUMULATIVE_EXPIRED', kind: 'money' as const, values: running.expired },
      { name: 'CURRENT_BALANCE', kind: 'money' as const, values: running.balance },
    ],
  };

  const current = currentBalances(own, matching, asOf);
  const accountCustomer = new Float64Array(own.accounts.count);
  for (let i = 0; i < own.rows; i++)
    accountCustomer[own.account[i]!] = ledger.customer.values[from + i]!;
  const balances = {
    name: 'customer_current_balances',
    rows: own.accounts.count,
    columns: [
      { name: 'CUSTOMERID', ...ids(ledger.customer, accountCustomer, textIds.customer) },
      ...currency('CURRENCY', own.accounts.currency),
      { name: 'CUMULATIVE_EARNED', kind: 'money' as const, values: current.earned },
      { name: 'CUMULATIVE_SPENT', kind: 'money' as const, values: current.spent },
      { name: 'CUMULATIVE_EXPIRED', kind: 'money' as const, values: current.expired },
      { name: 'CURRENT_BALANCE', kind: 'money' as const, values: current.balance },
      {
        name: 'OPEN_LOTS',
        kind: 'count' as const,
        values: Float64Array.from(current.openLots),
      },
      { name: 'OPEN_LOT_AMOUNT', kind: 'money' as const, values: current.openAmount },
      { name: 'NEXT_EXPIRY', kind: 'time' as const, values: current.nextExpiry },
    ],
  };
  return { deliverable, allocations, history, balances };
}

/** Which columns of ids are written as text, from the whole run's ledger and matching. */
export function textIdsOf(
  ledger: Pick<Ledger, 'id' | 'customer' | 'order'>,
  { redeemedBy, allocations }: Matching,
): TextIds {
  const anyText = (values: Float64Array): boolean => {
    for (const value of values) if (value < 0) return true;
    return false;
  };
  const anyNamed = (rows: Int32Array): boolean => {
    for (const row of rows) if (row >= 0 && ledger.id.values[row]! < 0) return true;
    return false;
  };
  const id = ledger.id.pool.length > 0;
  const { count, earnedRow, redeemerRow } = allocations;
  return {
    id: id && anyText(ledger.id.values),
    customer: ledger.customer.pool.length > 0 && anyText(ledger.customer.values),
    order: ledger.order.pool.length > 0 && anyText(ledger.order.values),
    redeemId: id && anyNamed(redeemedBy),
    earnedId: id && anyNamed(earnedRow.subarray(0, count)),
    redeemerId: id && anyNamed(redeemerRow.subarray(0, count)),
  };
}

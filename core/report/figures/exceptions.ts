import { FLAG_BITS } from '../../contract/exceptions.ts';
import type { Exception, ExceptionCode } from '../../contract/exceptions.ts';
import type { Settings } from '../../contract/settings.ts';
import type { ReportedChange } from '../../accepted/increment.ts';
import type { Matching } from '../../ledger/draft.ts';
import { idText } from '../../ledger/ids.ts';
import { EARNED, EXPIRED } from '../../ledger/ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { decimalText } from '../../ledger/money.ts';
import type { MovementOrder } from '../../ledger/movement-order.ts';
import { dayText } from '../../ledger/time.ts';

/** Exceptions kept in full, and how many there are and what is at stake, by code. */
export interface ExceptionList {
  readonly kept: readonly Exception[];
  readonly counts: readonly ExceptionCount[];
  /** For each ledger row the exceptions that concern it, kept or not: bits by {@link FLAG_BITS}. */
  readonly flags: Uint8Array;
}
export interface ExceptionCount {
  readonly code: ExceptionCode;
  readonly count: number;
  readonly cents: number;
}

/** A work list longer than this is worked on by its cause, not row by row. */
const KEPT_PER_CODE = 20_000;

export interface ExceptionSources {
  readonly ledger: Ledger;
  readonly matching: Matching;
  readonly movements: MovementOrder;
  readonly settings: Settings;
  /** Ledger rows. */
  readonly orphanOrders: readonly number[];
  readonly backdated: readonly number[];
  readonly quarantined: readonly QuarantinedRow[];
  /** Reported rows that the file changes or lacks. */
  readonly changes: readonly ReportedChange[];
}
export interface QuarantinedRow {
  readonly row: number;
  readonly id: string;
  readonly customer: string;
  /** |AMOUNT| where it can be read, else 0. */
  readonly cents: number;
  readonly codes: readonly string[];
}

/** What the analyst has to look at (RULES.md section 5), in the order of its kinds. */
export function exceptionsOf(sources: ExceptionSources): ExceptionList {
  const { ledger, matching, movements } = sources;
  const kept: Exception[] = [];
  const counts = new Map<ExceptionCode, { count: number; cents: number }>();
  const id = (row: number): string => idText(ledger.id.pool, ledger.id.values[row]!);
  const add = (
    code: ExceptionCode,
    cents: number,
    make: () => Omit<Exception, 'code' | 'cents'>,
  ): void => {
    const total = counts.get(code) ?? { count: 0, cents: 0 };
    counts.set(code, { count: total.count + 1, cents: total.cents + cents });
    if (total.count < KEPT_PER_CODE) kept.push({ code, cents, ...make() });
  };
  const flags = new Uint8Array(ledger.rows);
  const addRows = (
    code: ExceptionCode,
    rows: readonly number[],
    cents: number,
    message: () => string,
  ): void => {
    for (const row of rows) flags[row]! |= 1 << FLAG_BITS.indexOf(code);
    add(code, cents, () => ({
      key: `${code}:${rows.map(id).join('+')}`,
      customer: idText(ledger.customer.pool, ledger.customer.values[rows[0]!]!),
      currency: ledger.currency ? ledger.currency.pool[ledger.currency.codes[rows[0]!]!]! : '',
      ids: rows.map(id),
      // A row that is in an earlier file of the source only has no number in this one.
      rows: rows.map((row) => ledger.sheetRow[row]!).filter((row) => row > 0),
      createdAt: ledger.createdAt[rows[0]!]!,
      message: message(),
    }));
  };

  for (const row of movements.order) {
    if (ledger.type[row] === EARNED) continue;
    const need = -ledger.cents[row]!;
    const open = need - matching.matched[row]!;
    if (open === need)
      addRows(
        'redemption.unmatched',
        [row],
        need,
        () => `No lot was available for ${decimalText(need)}`,
      );
    else if (open > 0 && matching.policy !== 'one-to-one')
      addRows(
        'redemption.partly-matched',
        [row],
        open,
        () => `Lots cover ${decimalText(need - open)} of ${decimalText(need)}`,
      );
  }
  addVariances(sources, addRows);
  addEarlyExpiries(sources, addRows, id);
  addNegativeBalances(sources, addRows);
  for (const row of sources.orphanOrders)
    addRows(
      'order.orphan',
      [row],
      Math.abs(ledger.cents[row]!),
      () =>
        `Order ${idText(ledger.order.pool, ledger.order.values[row]!)} is not in Sales for this customer`,
    );
  for (const { row, id: text, customer, cents, codes } of sources.quarantined)
    add('row.quarantined', cents, () => ({
      key: `row.quarantined:${text || `row ${row}`}:${codes.join('+')}`,
      customer,
      currency: '',
      ids: text === '' ? [] : [text],
      rows: [row],
      createdAt: null,
      message: `Set aside: ${codes.join(', ')}`,
    }));
  for (const row of sources.backdated)
    addRows(
      'row.backdated',
      [row],
      Math.abs(ledger.cents[row]!),
      () => `Dated ${dayText(ledger.createdAt[row]!)}, before what the previous run had reached`,
    );
  for (const change of sources.changes) {
    if (change.row >= 0) flags[change.row]! |= 1 << FLAG_BITS.indexOf('row.changed');
    add('row.changed', change.cents, () => ({
      key: `row.changed:${change.id}`,
      customer: change.customer,
      currency: change.currency,
      ids: [change.id],
      rows: change.sheetRow > 0 ? [change.sheetRow] : [],
      createdAt: change.createdAt,
      message: change.message,
    }));
  }
  return {
    kept,
    counts: [...counts].map(([code, total]) => ({ code, ...total })),
    flags,
  };
}

type AddRows = (
  code: ExceptionCode,
  rows: readonly number[],
  cents: number,
  message: () => string,
) => void;

/** What pairs leave over under one-to-one, and what lots do under whole-lot, beyond the tolerance. */
function addVariances({ ledger, matching, settings }: ExceptionSources, addRows: AddRows): void {
  if (matching.policy === 'exact') return;
  const { count, earnedRow, redeemerRow } = matching.allocations;
  for (let i = 0; i < count; i++) {
    const lot = earnedRow[i]!;
    const redemption = redeemerRow[i]!;
    const unused = ledger.cents[lot]! - matching.matched[lot]!;
    const uncovered =
      matching.policy === 'one-to-one'
        ? -ledger.cents[redemption]! - matching.matched[redemption]!
        : 0;
    // Either the lot or the redemption of a pair is used up, so one of the two is zero.
    if (unused + uncovered > settings.toleranceCents)
      addRows('variance.untracked', [lot, redemption], unused + uncovered, () =>
        unused > 0
          ? `${decimalText(unused)} of the lot is left unused`
          : `${decimalText(uncovered)} of the redemption is left uncovered`,
      );
  }
}

function addEarlyExpiries(
  { ledger, matching }: ExceptionSources,
  addRows: AddRows,
  id: (row: number) => string,
): void {
  const { count, earnedRow, redeemerRow, cents } = matching.allocations;
  for (let i = 0; i < count; i++) {
    const lot = earnedRow[i]!;
    const redemption = redeemerRow[i]!;
    if (ledger.type[redemption] !== EXPIRED) continue;
    if (ledger.expiresAt[lot]! > ledger.createdAt[redemption]!)
      addRows(
        'expired.out-of-order',
        [redemption, lot],
        cents[i]!,
        () => `Lot ${id(lot)} was to expire only on ${dayText(ledger.expiresAt[lot]!)}`,
      );
  }
}

function addNegativeBalances({ ledger, movements }: ExceptionSources, addRows: AddRows): void {
  for (let a = 0; a < ledger.accounts.count; a++) {
    let balance = 0;
    let lowest = 0;
    let first = -1;
    for (let k = movements.start[a]!; k < movements.start[a + 1]!; k++) {
      balance += ledger.cents[movements.order[k]!]!;
      if (balance < 0 && first < 0) first = movements.order[k]!;
      lowest = Math.min(lowest, balance);
    }
    if (first >= 0)
      addRows(
        'balance.negative',
        [first],
        -lowest,
        () => `The balance goes down to ${decimalText(lowest)}`,
      );
  }
}

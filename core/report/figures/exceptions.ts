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
import { policyOf } from '../../policies/policies.ts';

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
  const { ledger } = sources;
  const list = openList(ledger);
  const id = (row: number): string => idText(ledger.id.pool, ledger.id.values[row]!);
  const addRows: AddRows = (code, rows, cents, message) => {
    for (const row of rows) list.flag(code, row);
    list.add(code, cents, () => ({
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
  addShortRedemptions(sources, addRows);
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
  addQuarantined(sources, list);
  for (const row of sources.backdated)
    addRows(
      'row.backdated',
      [row],
      Math.abs(ledger.cents[row]!),
      () => `Dated ${dayText(ledger.createdAt[row]!)}, before what the previous run had reached`,
    );
  addChanges(sources, list);
  return list.done();
}

type AddRows = (
  code: ExceptionCode,
  rows: readonly number[],
  cents: number,
  message: () => string,
) => void;

interface OpenList {
  /** Counts an exception, and keeps what `make` says of it while there are few of its kind. */
  add(code: ExceptionCode, cents: number, make: () => Omit<Exception, 'code' | 'cents'>): void;
  flag(code: ExceptionCode, row: number): void;
  done(): ExceptionList;
}

function openList(ledger: Ledger): OpenList {
  const kept: Exception[] = [];
  const counts = new Map<ExceptionCode, { count: number; cents: number }>();
  const flags = new Uint8Array(ledger.rows);
  return {
    add(code, cents, make) {
      const total = counts.get(code) ?? { count: 0, cents: 0 };
      counts.set(code, { count: total.count + 1, cents: total.cents + cents });
      if (total.count < KEPT_PER_CODE) kept.push({ code, cents, ...make() });
    },
    flag(code, row) {
      flags[row]! |= 1 << FLAG_BITS.indexOf(code);
    },
    done: () => ({ kept, counts: [...counts].map(([code, total]) => ({ code, ...total })), flags }),
  };
}

/** Redemptions that took nothing, and those that may take many lots and found too few. */
function addShortRedemptions(
  { ledger, matching, movements }: ExceptionSources,
  addRows: AddRows,
): void {
  const takesMany = policyOf(matching.policy).traits.lotsPerRedemption === 'many';
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
    else if (open > 0 && takesMany)
      addRows(
        'redemption.partly-matched',
        [row],
        open,
        () => `Lots cover ${decimalText(need - open)} of ${decimalText(need)}`,
      );
  }
}

/** What pairs leave over beyond the tolerance: of a lot taken whole, and of a redemption that may take one. */
function addVariances({ ledger, matching, settings }: ExceptionSources, addRows: AddRows): void {
  const { leavesVariance, lotsPerRedemption, splitsLots } = policyOf(matching.policy).traits;
  if (!leavesVariance) return;
  const oneLot = lotsPerRedemption === 'one';
  const { count, earnedRow, redeemerRow } = matching.allocations;
  for (let i = 0; i < count; i++) {
    const lot = earnedRow[i]!;
    const redemption = redeemerRow[i]!;
    const unused = splitsLots ? 0 : ledger.cents[lot]! - matching.matched[lot]!;
    const uncovered = oneLot ? -ledger.cents[redemption]! - matching.matched[redemption]! : 0;
    // Either the lot or the redemption of a pair is used up, so one of the two is zero.
    if (unused + uncovered > settings.toleranceCents)
      addRows('variance.untracked', [lot, redemption], unused + uncovered, () =>
        unused > 0
          ? `${decimalText(unused)} of the lot is left unused`
          : `${decimalText(uncovered)} of the redemption is left uncovered`,
      );
  }
}

function addQuarantined({ quarantined }: ExceptionSources, list: OpenList): void {
  for (const { row, id, customer, cents, codes } of quarantined)
    list.add('row.quarantined', cents, () => ({
      key: `row.quarantined:${id || `row ${row}`}:${codes.join('+')}`,
      customer,
      currency: '',
      ids: id === '' ? [] : [id],
      rows: [row],
      createdAt: null,
      message: `Set aside: ${codes.join(', ')}`,
    }));
}

function addChanges({ changes }: ExceptionSources, list: OpenList): void {
  for (const change of changes) {
    if (change.row >= 0) list.flag('row.changed', change.row);
    list.add('row.changed', change.cents, () => ({
      key: `row.changed:${change.id}`,
      customer: change.customer,
      currency: change.currency,
      ids: [change.id],
      rows: change.sheetRow > 0 ? [change.sheetRow] : [],
      createdAt: change.createdAt,
      message: change.message,
    }));
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

import { currenciesOf } from './accounts.ts';
import { outputRows } from './cut-ledger.ts';
import type { CutLedger } from './cut-ledger.ts';
import {
  AFTER_CUT_OFF,
  MATCHED,
  OPEN,
  PARTLY_MATCHED,
  PARTLY_REDEEMED,
  REDEEMED,
  UNMATCHED,
} from './draft.ts';
import type { AllocationTable, Draft, Matching, Totals } from './draft.ts';
import { EARNED, EXPIRED } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { policyOf } from '../policies/policies.ts';

/**
 * The output's own columns from the accepted rows and the matching of those at the cut-off (RULES.md section
 * 3). What comes after it is there with its own status and blanks.
 */
export function makeDraft(cut: CutLedger, matching: Matching): Draft {
  const { ledger, after } = cut;
  const rows = ledger.rows + after.rows;
  const draft = {
    traits: policyOf(matching.policy).traits,
    rows,
    sourceRow: outputRows(cut) ?? inPlace(rows),
    id: new Float64Array(rows),
    type: new Uint8Array(rows),
    createdAt: new Float64Array(rows),
    customer: new Float64Array(rows),
    currency: new Int32Array(rows).fill(-1),
    cents: new Float64Array(rows),
    redeemId: new Float64Array(rows),
    status: new Uint8Array(rows),
    matched: new Float64Array(rows),
    open: new Float64Array(rows),
    allocations: allocationTable(ledger, matching),
  };
  for (let i = 0; i < rows; i++) {
    const r = draft.sourceRow[i]!;
    if (r >= ledger.rows) {
      copyMovement(draft, i, after, r - ledger.rows);
      draft.redeemId[i] = draft.matched[i] = draft.open[i] = NaN;
      draft.status[i] = AFTER_CUT_OFF;
      continue;
    }
    copyMovement(draft, i, ledger, r);
    const matched = matching.matched[r]!;
    const open = Math.abs(ledger.cents[r]!) - matched;
    const redeemer = matching.redeemedBy[r]!;
    draft.redeemId[i] = redeemer < 0 ? NaN : ledger.id.values[redeemer]!;
    draft.matched[i] = matched;
    draft.open[i] = open;
    draft.status[i] =
      ledger.type[r] === EARNED
        ? redeemer >= 0
          ? REDEEMED
          : matched > 0
            ? PARTLY_REDEEMED
            : OPEN
        : open === 0
          ? MATCHED
          : matched > 0
            ? PARTLY_MATCHED
            : UNMATCHED;
  }
  return draft;
}

function inPlace(rows: number): Int32Array {
  const order = new Int32Array(rows);
  for (let i = 0; i < rows; i++) order[i] = i;
  return order;
}

type Movements = Pick<Draft, 'id' | 'type' | 'createdAt' | 'customer' | 'currency' | 'cents'>;

/** What a row says of itself, whatever matching makes of it. */
function copyMovement(draft: Movements, i: number, ledger: Ledger, r: number): void {
  draft.id[i] = ledger.id.values[r]!;
  draft.type[i] = ledger.type[r]!;
  draft.createdAt[i] = ledger.createdAt[r]!;
  draft.customer[i] = ledger.customer.values[r]!;
  if (ledger.currency) draft.currency[i] = ledger.currency.codes[r]!;
  draft.cents[i] = ledger.cents[r]!;
}

function allocationTable(ledger: Ledger, { allocations }: Matching): AllocationTable {
  const { count, earnedRow, redeemerRow, cents } = allocations;
  const table = {
    count,
    earnedId: new Float64Array(count),
    redeemerId: new Float64Array(count),
    customer: new Float64Array(count),
    currency: new Int32Array(count).fill(-1),
    cents,
  };
  for (let i = 0; i < count; i++) {
    const lot = earnedRow[i]!;
    table.earnedId[i] = ledger.id.values[lot]!;
    table.redeemerId[i] = ledger.id.values[redeemerRow[i]!]!;
    table.customer[i] = ledger.customer.values[lot]!;
    if (ledger.currency) table.currency[i] = ledger.currency.codes[lot]!;
  }
  return table;
}

/** How many redemptions lots cover wholly. */
export function coveredRedemptions({ rows, cents }: Ledger, { matched }: Matching): number {
  let covered = 0;
  for (let r = 0; r < rows; r++) if (cents[r]! < 0 && matched[r] === -cents[r]!) covered++;
  return covered;
}

/**
 * The run-wide sums, each by the definition that `Totals` gives it: of each currency by its code, of the only one by
 * an empty name.
 */
export function makeTotals(ledger: Ledger, matching: Matching): Record<string, Totals> {
  const currencies = currenciesOf(ledger);
  if (currencies.length <= 1) return { '': totalsOfRows(ledger, matching, null) };
  return Object.fromEntries(
    currencies.map(([text, code]) => [text, totalsOfRows(ledger, matching, code)]),
  );
}

function totalsOfRows(ledger: Ledger, matching: Matching, currency: number | null): Totals {
  const sums = [0, 0, 0];
  let matched = 0;
  let openLots = 0;
  let uncovered = 0;
  let untrackedUnused = 0;
  let untrackedUncovered = 0;
  const { splitsLots, lotsPerRedemption } = policyOf(matching.policy).traits;
  const oneLot = lotsPerRedemption === 'one';
  for (let r = 0; r < ledger.rows; r++) {
    if (currency !== null && ledger.currency!.codes[r] !== currency) continue;
    const type = ledger.type[r]!;
    const amount = Math.abs(ledger.cents[r]!);
    const open = amount - matching.matched[r]!;
    sums[type]! += amount;
    if (type === EARNED) {
      matched += matching.matched[r]!;
      if (splitsLots || matching.redeemedBy[r]! < 0) openLots += open;
      else untrackedUnused += open;
    } else if (oneLot && matching.matched[r]! > 0) {
      untrackedUncovered += open;
    } else {
      uncovered += open;
    }
  }
  const [earned, spent, expired] = [sums[EARNED]!, sums[1]!, sums[EXPIRED]!];
  return {
    earned,
    spent,
    expired,
    closing: earned - spent - expired,
    matched,
    openLots,
    uncovered,
    untracked: untrackedUnused + untrackedUncovered,
    untrackedUnused,
    untrackedUncovered,
  };
}

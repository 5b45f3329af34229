import { MATCHED, OPEN, PARTLY_MATCHED, PARTLY_REDEEMED, REDEEMED, UNMATCHED } from './draft.ts';
import type { AllocationTable, Draft, Matching, Totals } from './draft.ts';
import { currenciesOf } from './accounts.ts';
import { EARNED, EXPIRED } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { policyOf } from '../policies/policies.ts';

/** The output's own columns from an arranged ledger and its matching (RULES.md section 3). */
export function makeDraft(ledger: Ledger, matching: Matching): Draft {
  const { rows } = ledger;
  const sourceRow = new Int32Array(rows);
  const draft = {
    traits: policyOf(matching.policy).traits,
    rows,
    sourceRow,
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
    const r = (sourceRow[i] = i);
    const cents = ledger.cents[r]!;
    const matched = matching.matched[r]!;
    const open = Math.abs(cents) - matched;
    const redeemer = matching.redeemedBy[r]!;
    draft.id[i] = ledger.id.values[r]!;
    draft.type[i] = ledger.type[r]!;
    draft.createdAt[i] = ledger.createdAt[r]!;
    draft.customer[i] = ledger.customer.values[r]!;
    if (ledger.currency) draft.currency[i] = ledger.currency.codes[r]!;
    draft.cents[i] = cents;
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

/** The run-wide sums, each by the definition that `Totals` gives it. */
export function makeTotals(ledger: Ledger, matching: Matching): Totals {
  return totalsOfRows(ledger, matching, null);
}

/**
 * The same sums for each currency of the ledger, by its code: the only ones that are money where
 * there are several. Empty where the source has no CURRENCY column.
 */
export function totalsByCurrency(ledger: Ledger, matching: Matching): Record<string, Totals> {
  return Object.fromEntries(
    currenciesOf(ledger).map(([text, code]) => [text, totalsOfRows(ledger, matching, code)]),
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

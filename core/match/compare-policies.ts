import type { PolicyComparison, PolicyOutcome, PolicyPicture } from '../contract/api/policies.ts';
import type { Matching } from '../ledger/draft.ts';
import { createIdPool, idText } from '../ledger/ids.ts';
import { EARNED, TYPE_NAMES } from '../ledger/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ledgerOfRows } from '../ledger/ledger-of-rows.ts';
import { movementOrder } from '../ledger/movement-order.ts';
import { coveredRedemptions, makeTotals } from '../ledger/make-draft.ts';
import { POLICIES, policyOf } from '../policies/policies.ts';
import type { Policy } from '../policies/policies.ts';
import { matchLedger } from './match.ts';

const MOST_EXAMPLES = 20;
const MOST_MOVEMENTS = 200;

/** What each policy would make of a ledger, in the order of POLICIES; amounts in cents. */
export function comparePolicies(ledger: Ledger): PolicyComparison {
  const first = firstAccounts(ledger);
  const matchedByPolicy: Float64Array[] = [];
  const outcomes = POLICIES.map((policy): PolicyOutcome => {
    // One after the other: at ten million rows a matching takes 300 MB.
    const matching = matchLedger(ledger, policy);
    matchedByPolicy.push(matchedByAccount(ledger, matching));
    return {
      policy,
      byCurrency: Object.entries(makeTotals(ledger, matching)).map(([currency, totals]) => ({
        currency,
        totals,
      })),
      coveredRedemptions: coveredRedemptions(ledger, matching),
      ...redemptionsOf(ledger, matching),
      allocations: matching.allocations.count,
      customersAffected: customersAffected(ledger, matching, first),
    };
  });
  return { outcomes, examples: examplesOf(ledger, first, matchedByPolicy) };
}

/**
 * The movements of one customer, account after account in the order of RULES.md section 3, and what
 * each policy pairs among those that are shown; null where the ledger has no such customer. Customers
 * never share lots, so the result is what the whole ledger's matching has for this one.
 */
export function policyPicture(ledger: Ledger, customer: string): PolicyPicture | null {
  const rows = rowsOfCustomer(ledger, customer);
  if (rows.length === 0) return null;
  const own = ledgerOfRows(ledger, rows);
  const shown = movementOrder(own).order.slice(0, MOST_MOVEMENTS);
  const isShown = new Uint8Array(own.rows);
  for (const row of shown) isShown[row] = 1;
  const id = (row: number): string => idText(own.id.pool, own.id.values[row]!);
  const pairsOf = (policy: Policy): PolicyPicture['pairs'][Policy] => {
    const { count, earnedRow, redeemerRow, cents } = matchLedger(own, policy).allocations;
    return (
      Array.from({ length: count }, (_, i) => i)
        // A lot comes before its redemption, so this leaves no pair with one end.
        .filter((i) => isShown[redeemerRow[i]!] === 1)
        .map((i) => ({
          earnedId: id(earnedRow[i]!),
          redeemerId: id(redeemerRow[i]!),
          cents: cents[i]!,
        }))
    );
  };
  return {
    customer,
    movements: Array.from(shown, (row) => ({
      id: id(row),
      type: TYPE_NAMES[own.type[row]!]!,
      createdAt: own.createdAt[row]!,
      cents: own.cents[row]!,
      currency: currencyText(own, own.currency?.codes[row] ?? -1),
    })),
    more: own.rows - shown.length,
    pairs: Object.fromEntries(
      POLICIES.map((policy) => [policy, pairsOf(policy)]),
    ) as PolicyPicture['pairs'],
  };
}

/** The number of each customer's first account, and the number of accounts after the last of them. */
function firstAccounts({ accounts: { count, customer } }: Ledger): Int32Array {
  const first: number[] = [];
  for (let a = 0; a < count; a++) if (a === 0 || customer[a] !== customer[a - 1]) first.push(a);
  return Int32Array.from([...first, count]);
}

function matchedByAccount({ rows, account, type, accounts }: Ledger, matching: Matching) {
  const matched = new Float64Array(accounts.count);
  for (let r = 0; r < rows; r++)
    if (type[r] === EARNED) matched[account[r]!]! += matching.matched[r]!;
  return matched;
}

function redemptionsOf(
  { rows, type }: Ledger,
  { matched }: Matching,
): Pick<PolicyOutcome, 'redemptions' | 'matchedRedemptions'> {
  let redemptions = 0;
  let matchedRedemptions = 0;
  for (let r = 0; r < rows; r++) {
    if (type[r] === EARNED) continue;
    redemptions++;
    if (matched[r]! > 0) matchedRedemptions++;
  }
  return { redemptions, matchedRedemptions };
}

/** Customers with a redemption that is not wholly covered, or a taken lot with something left over. */
function customersAffected(ledger: Ledger, matching: Matching, first: Int32Array): number {
  const { rows, account, type, cents, accounts } = ledger;
  const { splitsLots } = policyOf(matching.policy).traits;
  const affected = new Uint8Array(accounts.count);
  for (let r = 0; r < rows; r++) {
    if (Math.abs(cents[r]!) === matching.matched[r]!) continue;
    // What is left of a lot is variance where the lot is taken whole; where lots are split it stays open.
    const open = type[r] === EARNED && (splitsLots || matching.redeemedBy[r]! < 0);
    if (!open) affected[account[r]!] = 1;
  }
  let count = 0;
  for (let c = 0; c + 1 < first.length; c++)
    if (affected.subarray(first[c]!, first[c + 1]!).includes(1)) count++;
  return count;
}

/**
 * Customers by the largest difference, in one of their currencies, between what two policies match;
 * of equal ones those with few movements first, who are easier to look at, then in ledger order.
 */
function examplesOf(
  ledger: Ledger,
  first: Int32Array,
  matched: readonly Float64Array[],
): PolicyComparison['examples'] {
  const movements = new Int32Array(ledger.accounts.count);
  for (let r = 0; r < ledger.rows; r++) movements[ledger.account[r]!]!++;
  const found: { first: number; movements: number; difference: number }[] = [];
  for (let c = 0; c + 1 < first.length; c++) {
    let difference = 0;
    let count = 0;
    for (let a = first[c]!; a < first[c + 1]!; a++) {
      const amounts = matched.map((byAccount) => byAccount[a]!);
      difference = Math.max(difference, Math.max(...amounts) - Math.min(...amounts));
      count += movements[a]!;
    }
    if (difference > 0) found.push({ first: first[c]!, movements: count, difference });
  }
  return found
    .sort((a, b) => b.difference - a.difference || a.movements - b.movements || a.first - b.first)
    .slice(0, MOST_EXAMPLES)
    .map((example) => ({
      customer: idText(ledger.customer.pool, ledger.accounts.customer[example.first]!),
      movements: example.movements,
      difference: example.difference,
    }));
}

function rowsOfCustomer(ledger: Ledger, customer: string): number[] {
  const { values, pool } = ledger.customer;
  const text = customer.trim();
  const value = createIdPool().find(text) ?? -(pool.indexOf(text) + 1);
  const rows: number[] = [];
  // No text of the pool has the value 0, and −0 is what a text that is not in it comes to.
  if (Object.is(value, -0)) return rows;
  for (let r = 0; r < ledger.rows; r++) if (values[r] === value) rows.push(r);
  return rows;
}

function currencyText({ currency }: Ledger, code: number): string {
  return code < 0 ? '' : (currency?.pool[code] ?? '');
}

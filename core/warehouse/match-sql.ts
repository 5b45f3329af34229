import { Problem } from '../contract/problem.ts';
import { policyOf } from '../policies/policies.ts';
import type { Policy } from '../policies/policies.ts';
import type { Dialect, Statement } from './dialects/dialect.ts';
import { idOrder } from './id-order.ts';
import type { WarehousePlan } from './plan.ts';
import { ACCOUNT, BY_ACCOUNT, RUNNING, sameAccount, SCRATCH } from './scratch.ts';
import { wholeLots } from './whole-lots-sql.ts';

/**
 * The policies of RULES.md section 3 as SQL: from the ledger to the pairs (numbers of lot and redemption
 * within their account, cents, whether the pair ends the lot) and the allocation ledger. First in, first
 * out leaves a policy no more to choose than its traits say, so the SQL is made from those; that it is
 * the same as the allocator's result is for tests to prove. Throws Problem `warehouse.no-sql` where there
 * is none for the policy's traits, and `warehouse.no-recursion` where the dialect cannot do it.
 */
export function matchStatements(dialect: Dialect, plan: WarehousePlan): readonly Statement[] {
  return [...pairStatements(dialect, plan), allocationStatement(dialect, plan)];
}

/** Whether there is SQL for a policy: for all but one lot per redemption that may stay open. */
export function hasSql(policy: Policy): boolean {
  const { lotsPerRedemption, splitsLots } = policyOf(policy).traits;
  return lotsPerRedemption === 'many' || !splitsLots;
}

function pairStatements(dialect: Dialect, { policy }: WarehousePlan): readonly Statement[] {
  const pairs = (query: string): string =>
    dialect.scratch(SCRATCH.pairs, { by: ACCOUNT, sorted: [...ACCOUNT, 'redemption_n'] }, query);
  if (!hasSql(policy)) throw noSql(policy);
  const { lotsPerRedemption, splitsLots } = policyOf(policy).traits;
  if (lotsPerRedemption === 'one')
    return [
      {
        does: `Match ${policy}: the k-th redemption that finds a lot takes the k-th lot`,
        sql: pairs(onePair()),
      },
    ];
  if (!splitsLots) return wholeLots(dialect, policy, pairs);
  return [
    {
      does: 'Match exactly: where the cumulative intervals of lots and redemptions overlap',
      sql: pairs(splitLots()),
    },
  ];
}

const KEY = ACCOUNT.join(', ');

/**
 * Lots and redemptions as intervals on the line of what was earned so far. A redemption that asks for
 * more than is there has a part that finds no lot; that part is taken out first. Summed up to a movement
 * it is the running maximum of what was asked minus what was given, and never below zero.
 */
function intervals(weight: string): string {
  return `WITH movements AS (
SELECT ${KEY}, n, tc_earned, cents, ${weight} AS weight FROM (SELECT ${KEY}, n, tc_earned, ABS(tc_cents) AS cents FROM ${SCRATCH.ledger}) amounts),
running AS (
SELECT ${KEY}, n, tc_earned, cents, weight,
  SUM(CASE WHEN tc_earned = 1 THEN weight ELSE 0 END) OVER (${RUNNING}) AS given,
  SUM(CASE WHEN tc_earned = 1 THEN 0 ELSE weight END) OVER (${RUNNING}) AS asked
FROM movements),
covered AS (
SELECT ${KEY}, n, tc_earned, cents, weight, given,
  asked - GREATEST(0, MAX(asked - given) OVER (${RUNNING})) AS used
FROM running),
placed AS (
SELECT ${KEY}, n, tc_earned, cents, weight, given, used, COALESCE(LAG(used) OVER (${BY_ACCOUNT} ORDER BY n), 0) AS used_before
FROM covered),
lots AS (SELECT ${KEY}, n, cents, given AS upto FROM placed WHERE tc_earned = 1),
redemptions AS (SELECT ${KEY}, n, cents, used AS upto FROM placed WHERE tc_earned = 0 AND used > used_before)`;
}

/**
 * A lot and a redemption each: every amount counts as 1, so intervals overlap where they end at the same
 * number.
 */
function onePair(): string {
  return `${intervals('1')}
SELECT lots.tc_customer, lots.tc_currency, lots.n AS lot_n, redemptions.n AS redemption_n,
  LEAST(lots.cents, redemptions.cents) AS cents, 1 AS ends_lot
FROM lots JOIN redemptions ON ${sameAccount('lots', 'redemptions')} AND lots.upto = redemptions.upto`;
}

/**
 * Lots split to the cent. Each end of an interval ends a piece, which belongs to the next lot and the next redemption to end:
 * the smallest of the numbers from there on, for numbers rise along the line. Windows run from the far
 * end, because a frame that reaches forward would be summed anew for every row.
 */
function splitLots(): string {
  const back = `${BY_ACCOUNT} ORDER BY upto DESC`;
  return `${intervals('cents')},
ends AS (
SELECT ${KEY}, upto, MAX(lot_n) AS lot_n, MAX(redemption_n) AS redemption_n FROM (
SELECT ${KEY}, upto, n AS lot_n, NULL AS redemption_n FROM lots
UNION ALL
SELECT ${KEY}, upto, NULL AS lot_n, n AS redemption_n FROM redemptions) both_ends
GROUP BY ${KEY}, upto),
pieces AS (
SELECT ${KEY}, upto - COALESCE(LEAD(upto) OVER (${back}), 0) AS cents,
  MIN(lot_n) OVER (${back} ROWS UNBOUNDED PRECEDING) AS lot_n,
  MIN(redemption_n) OVER (${back} ROWS UNBOUNDED PRECEDING) AS redemption_n,
  CASE WHEN lot_n IS NULL THEN 0 ELSE 1 END AS ends_lot
FROM ends)
SELECT ${KEY}, lot_n, redemption_n, cents, ends_lot FROM pieces WHERE lot_n IS NOT NULL AND redemption_n IS NOT NULL`;
}

/**
 * The allocation ledger. SEQ counts over all accounts: a running number within the account, and before
 * it the pairs of all accounts before, which is the one sum that does not stay with its customer; it is
 * made over one row an account.
 */
function allocationStatement(dialect: Dialect, { drafts }: WarehousePlan): Statement {
  return {
    does: 'Write the allocation ledger',
    sql: dialect.table(
      drafts.allocations,
      { by: ['customerid'], sorted: ['customerid', 'seq'] },
      `WITH accounts AS (
SELECT ${KEY}, COUNT(*) AS pairs FROM ${SCRATCH.pairs} GROUP BY ${KEY}),
offsets AS (
SELECT ${KEY}, SUM(pairs) OVER (ORDER BY ${idOrder(dialect, 'tc_customer')}, ${dialect.byCodePoint('tc_currency')} ROWS UNBOUNDED PRECEDING) - pairs AS pairs_before
FROM accounts)
SELECT CAST(offsets.pairs_before + ROW_NUMBER() OVER (PARTITION BY pairs.tc_customer, pairs.tc_currency ORDER BY pairs.redemption_n, pairs.lot_n) AS ${dialect.integerType}) AS seq,
  lot.tc_id AS earned_id, redemption.tc_id AS redeemer_id, pairs.tc_customer AS customerid, pairs.tc_currency AS currency, ${dialect.money('pairs.cents')} AS amount
FROM ${SCRATCH.pairs} pairs
JOIN offsets ON ${sameAccount('offsets', 'pairs')}
JOIN ${SCRATCH.ledger} lot ON ${sameAccount('lot', 'pairs')} AND lot.n = pairs.lot_n
JOIN ${SCRATCH.ledger} redemption ON ${sameAccount('redemption', 'pairs')} AND redemption.n = pairs.redemption_n`,
    ),
  };
}

function noSql(policy: Policy): Problem {
  return new Problem({
    kind: 'usage',
    code: 'warehouse.no-sql',
    message: `${policy} cannot be computed in a warehouse: there is no SQL for it.`,
    hint: 'Choose another --policy there, or reconcile a file with this one on this computer.',
  });
}

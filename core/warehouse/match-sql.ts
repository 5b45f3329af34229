import { Problem } from '../contract/problem.ts';
import type { Dialect } from './dialects/dialect.ts';
import { idOrder } from './id-order.ts';
import type { Statement, WarehousePlan } from './plan.ts';
import { ACCOUNT, BY_ACCOUNT, CUSTOMER_LAYOUT, SCRATCH } from './scratch.ts';

/**
 * The three policies of RULES.md section 3 as SQL: from the ledger to the pairs (numbers of lot and
 * redemption within their account, cents, whether the pair ends the lot) and the allocation ledger.
 * Throws Problem `warehouse.no-recursion` where the dialect cannot do whole-lot.
 */
export function matchStatements(dialect: Dialect, plan: WarehousePlan): readonly Statement[] {
  return [...pairStatements(dialect, plan), allocationStatement(dialect, plan)];
}

function pairStatements(dialect: Dialect, { policy }: WarehousePlan): readonly Statement[] {
  const pairs = (query: string): string =>
    dialect.scratch(SCRATCH.pairs, CUSTOMER_LAYOUT_PAIRS, query);
  switch (policy) {
    case 'one-to-one':
      return [
        {
          does: 'Match one-to-one: the k-th redemption that finds a lot takes the k-th lot',
          sql: pairs(oneToOne()),
        },
      ];
    case 'exact':
      return [
        {
          does: 'Match exactly: where the cumulative intervals of lots and redemptions overlap',
          sql: pairs(exact()),
        },
      ];
    case 'whole-lot':
      return wholeLot(dialect, pairs);
  }
}

const CUSTOMER_LAYOUT_PAIRS = { by: ACCOUNT, sorted: [...ACCOUNT, 'redemption_n'] };
const KEY = ACCOUNT.join(', ');
const RUNNING = `${BY_ACCOUNT} ORDER BY n ROWS UNBOUNDED PRECEDING`;
const same = (a: string, b: string): string =>
  ACCOUNT.map((column) => `${a}.${column} = ${b}.${column}`).join(' AND ');

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

/** Every amount counts as 1, so intervals overlap where they end at the same number. */
function oneToOne(): string {
  return `${intervals('1')}
SELECT lots.tc_customer, lots.tc_currency, lots.n AS lot_n, redemptions.n AS redemption_n,
  LEAST(lots.cents, redemptions.cents) AS cents, 1 AS ends_lot
FROM lots JOIN redemptions ON ${same('lots', 'redemptions')} AND lots.upto = redemptions.upto`;
}

/**
 * Each end of an interval ends a piece, which belongs to the next lot and the next redemption to end:
 * the smallest of the numbers from there on, for numbers rise along the line. Windows run from the far
 * end, because a frame that reaches forward would be summed anew for every row.
 */
function exact(): string {
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
 * The last lot's overshoot is lost, so what a redemption finds depends on all before it: a recursive
 * query that goes on by one pair a step in every account at once. A lot 0 stands for none, so that no
 * outer join is needed.
 */
function wholeLot(dialect: Dialect, pairs: (query: string) => string): readonly Statement[] {
  const { most, why } = dialect.recursion;
  if (most === 0) throw noRecursion(dialect);
  const integer = (n: number | string): string => `CAST(${n} AS ${BIG[dialect.name] ?? 'BIGINT'})`;
  const need = 'CASE WHEN walk.missing > 0 THEN walk.missing ELSE redemptions.cents END';
  // Redshift demands the list of columns, BigQuery does not know it.
  const columnList =
    dialect.name === 'bigquery' ? '' : ` (${KEY}, k, t, missing, redemption_n, lot_n, cents)`;
  const takes = 'lots.t > 0';
  const goesOn = `lots.t > 0 AND ${need} > lots.cents`;
  return [
    ...(most === null
      ? []
      : [
          {
            does: `Refuse accounts that take too many steps: ${why}`,
            sql: dialect.stopUnlessZero(
              `SELECT COUNT(*) FROM (SELECT ${KEY} FROM ${SCRATCH.ledger} GROUP BY ${KEY} HAVING COUNT(*) >= ${most}) long_accounts`,
              `an account has ${most} movements or more, too many for whole-lot here`,
            ),
          },
        ]),
    {
      does: 'Count lots and redemptions along each account',
      sql: dialect.scratch(
        SCRATCH.numbered,
        CUSTOMER_LAYOUT,
        `SELECT ${KEY}, n, tc_earned, ABS(tc_cents) AS cents,
  SUM(tc_earned) OVER (${RUNNING}) AS lots, SUM(1 - tc_earned) OVER (${RUNNING}) AS redemptions
FROM ${SCRATCH.ledger}`,
      ),
    },
    {
      does: 'Number the lots of each account, with a lot 0 that stands for none',
      sql: dialect.scratch(
        SCRATCH.lots,
        { by: ACCOUNT, sorted: [...ACCOUNT, 't'] },
        `SELECT ${KEY}, ${integer('lots')} AS t, ${integer('n')} AS n, ${integer('cents')} AS cents FROM ${SCRATCH.numbered} WHERE tc_earned = 1
UNION ALL
SELECT ${KEY}, ${integer(0)} AS t, ${integer(0)} AS n, ${integer(0)} AS cents FROM ${SCRATCH.numbered} WHERE tc_earned = 0 AND redemptions = 1`,
      ),
    },
    {
      does: 'Number the redemptions of each account, each with the number of lots that it can see',
      sql: dialect.scratch(
        SCRATCH.redemptions,
        { by: ACCOUNT, sorted: [...ACCOUNT, 'k'] },
        `SELECT ${KEY}, ${integer('redemptions')} AS k, ${integer('n')} AS n, ${integer('cents')} AS cents, ${integer('lots')} AS seen
FROM ${SCRATCH.numbered} WHERE tc_earned = 0`,
      ),
    },
    ...(dialect.name === 'postgres'
      ? [
          { does: 'Index the lots', sql: `CREATE INDEX ON ${SCRATCH.lots} (${KEY}, t)` },
          {
            does: 'Index the redemptions',
            sql: `CREATE INDEX ON ${SCRATCH.redemptions} (${KEY}, k)`,
          },
          // A hash or a sort of all lots would be made anew at every step, which is quadratic.
          { does: 'Look up rather than hash', sql: 'SET LOCAL enable_hashjoin = off' },
          { does: 'Look up rather than merge', sql: 'SET LOCAL enable_mergejoin = off' },
          { does: 'Look up rather than scan', sql: 'SET LOCAL enable_seqscan = off' },
        ]
      : []),
    {
      does: 'Match whole lots, a pair a step',
      sql: pairs(`WITH RECURSIVE walk${columnList} AS (
SELECT ${KEY}, ${integer(1)} AS k, ${integer(1)} AS t, ${integer(0)} AS missing, ${integer(0)} AS redemption_n, ${integer(0)} AS lot_n, ${integer(0)} AS cents FROM ${SCRATCH.redemptions} WHERE k = 1
UNION ALL
SELECT walk.tc_customer, walk.tc_currency,
  CASE WHEN ${goesOn} THEN walk.k ELSE walk.k + 1 END,
  CASE WHEN ${takes} THEN walk.t + 1 ELSE walk.t END,
  CASE WHEN ${goesOn} THEN ${need} - lots.cents ELSE 0 END,
  redemptions.n, lots.n, LEAST(lots.cents, ${need})
FROM walk
JOIN ${SCRATCH.redemptions} redemptions ON ${same('redemptions', 'walk')} AND redemptions.k = walk.k
JOIN ${SCRATCH.lots} lots ON ${same('lots', 'walk')} AND lots.t = CASE WHEN walk.t <= redemptions.seen THEN walk.t ELSE 0 END)
SELECT ${KEY}, lot_n, redemption_n, cents, 1 AS ends_lot FROM walk WHERE lot_n > 0`),
    },
    ...(dialect.name === 'postgres'
      ? [
          { does: 'Hash again', sql: 'SET LOCAL enable_hashjoin = on' },
          { does: 'Merge again', sql: 'SET LOCAL enable_mergejoin = on' },
          { does: 'Scan again', sql: 'SET LOCAL enable_seqscan = on' },
        ]
      : []),
  ];
}

const BIG: Readonly<Record<string, string>> = { bigquery: 'INT64' };

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
SELECT CAST(offsets.pairs_before + ROW_NUMBER() OVER (PARTITION BY pairs.tc_customer, pairs.tc_currency ORDER BY pairs.redemption_n, pairs.lot_n) AS ${BIG[dialect.name] ?? 'BIGINT'}) AS seq,
  lot.tc_id AS earned_id, redemption.tc_id AS redeemer_id, pairs.tc_customer AS customerid, pairs.tc_currency AS currency, ${dialect.money('pairs.cents')} AS amount
FROM ${SCRATCH.pairs} pairs
JOIN offsets ON ${same('offsets', 'pairs')}
JOIN ${SCRATCH.ledger} lot ON ${same('lot', 'pairs')} AND lot.n = pairs.lot_n
JOIN ${SCRATCH.ledger} redemption ON ${same('redemption', 'pairs')} AND redemption.n = pairs.redemption_n`,
    ),
  };
}

function noRecursion({ title, recursion }: Dialect): Problem {
  return new Problem({
    kind: 'usage',
    code: 'warehouse.no-recursion',
    message: `whole-lot cannot be computed by ${title}: ${recursion.why}`,
    hint: 'Choose --policy one-to-one or exact there, or reconcile with whole-lot on this machine or in PostgreSQL.',
  });
}

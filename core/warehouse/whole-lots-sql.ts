import { Problem } from '../contract/problem.ts';
import { POLICIES, policyOf } from '../policies/policies.ts';
import type { Policy } from '../policies/policies.ts';
import type { Dialect, Statement } from './dialects/dialect.ts';
import { ACCOUNT, CUSTOMER_LAYOUT, RUNNING, sameAccount, SCRATCH } from './scratch.ts';

const KEY = ACCOUNT.join(', ');

/**
 * Redemptions that take many lots, each of them whole. The last lot's overshoot is lost, so what a
 * redemption finds depends on all before it: a recursive query that goes on by one pair a step in every
 * account at once. `pairs` makes the table of pairs from a query. Throws Problem `warehouse.no-recursion`
 * where the dialect has no such query.
 */
export function wholeLots(
  dialect: Dialect,
  policy: Policy,
  pairs: (query: string) => string,
): readonly Statement[] {
  const { most, why } = dialect.recursion;
  if (most === 0) throw noRecursion(dialect, policy);
  const { index, begin, end } = dialect.stepwise;
  return [
    ...(most === null
      ? []
      : [
          {
            does: `Refuse accounts that take too many steps: ${why}`,
            sql: dialect.stopUnlessZero(
              `SELECT COUNT(*) FROM (SELECT ${KEY} FROM ${SCRATCH.ledger} GROUP BY ${KEY} HAVING COUNT(*) >= ${most}) long_accounts`,
              `an account has ${most} movements or more, too many for ${policy} here`,
            ),
          },
        ]),
    ...numberedSides(dialect),
    ...(index === null
      ? []
      : [
          { does: 'Index the lots', sql: index(SCRATCH.lots, [...ACCOUNT, 't']) },
          { does: 'Index the redemptions', sql: index(SCRATCH.redemptions, [...ACCOUNT, 'k']) },
        ]),
    ...begin,
    { does: 'Match whole lots, a pair a step', sql: pairs(walk(dialect)) },
    ...end,
  ];
}

const asInteger =
  ({ integerType }: Dialect) =>
  (n: number | string): string =>
    `CAST(${n} AS ${integerType})`;

/** Lots by their number t in the account, redemptions by k, each with the number of lots that it sees. */
function numberedSides(dialect: Dialect): readonly Statement[] {
  const integer = asInteger(dialect);
  return [
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
  ];
}

/** The query of the pairs. A lot 0 stands for none, so that no outer join is needed. */
function walk(dialect: Dialect): string {
  const integer = asInteger(dialect);
  const need = 'CASE WHEN walk.missing > 0 THEN walk.missing ELSE redemptions.cents END';
  const name = dialect.recursiveName('walk', [
    ...ACCOUNT,
    'k',
    't',
    'missing',
    'redemption_n',
    'lot_n',
    'cents',
  ]);
  const takes = 'lots.t > 0';
  const goesOn = `lots.t > 0 AND ${need} > lots.cents`;
  return `WITH RECURSIVE ${name} AS (
SELECT ${KEY}, ${integer(1)} AS k, ${integer(1)} AS t, ${integer(0)} AS missing, ${integer(0)} AS redemption_n, ${integer(0)} AS lot_n, ${integer(0)} AS cents FROM ${SCRATCH.redemptions} WHERE k = 1
UNION ALL
SELECT walk.tc_customer, walk.tc_currency,
  CASE WHEN ${goesOn} THEN walk.k ELSE walk.k + 1 END,
  CASE WHEN ${takes} THEN walk.t + 1 ELSE walk.t END,
  CASE WHEN ${goesOn} THEN ${need} - lots.cents ELSE 0 END,
  redemptions.n, lots.n, LEAST(lots.cents, ${need})
FROM walk
JOIN ${SCRATCH.redemptions} redemptions ON ${sameAccount('redemptions', 'walk')} AND redemptions.k = walk.k
JOIN ${SCRATCH.lots} lots ON ${sameAccount('lots', 'walk')} AND lots.t = CASE WHEN walk.t <= redemptions.seen THEN walk.t ELSE 0 END)
SELECT ${KEY}, lot_n, redemption_n, cents, 1 AS ends_lot FROM walk WHERE lot_n > 0`;
}

function noRecursion({ title, recursion }: Dialect, policy: Policy): Problem {
  const others = POLICIES.filter((one) => {
    const { lotsPerRedemption, splitsLots } = policyOf(one).traits;
    return splitsLots === (lotsPerRedemption === 'many');
  });
  return new Problem({
    kind: 'usage',
    code: 'warehouse.no-recursion',
    message: `${policy} cannot be computed by ${title}: ${recursion.why}`,
    hint: `Choose --policy ${others.join(' or ')} there, or reconcile with ${policy} on this computer or in PostgreSQL.`,
  });
}

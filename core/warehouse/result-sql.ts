import { AFTER_CUT_OFF_STATUS } from '../contract/bridge.ts';
import type { Dialect, Statement } from './dialects/dialect.ts';
import type { WarehousePlan } from './plan.ts';
import { policyOf } from '../policies/policies.ts';
import { deliveredNames } from './plan.ts';
import { READ_COLUMNS, sourceColumn } from './read-sql.ts';
import { ACCOUNT, AFTER_IT, BY_ACCOUNT, CUSTOMER_LAYOUT, CUT_OFF, SCRATCH } from './scratch.ts';

const KEY = ACCOUNT.join(', ');
const same = (a: string, b: string): string =>
  [...ACCOUNT, 'n'].map((column) => `${a}.${column} = ${b}.${column}`).join(' AND ');

const sum = (when: string, what = 'ABS(tc_cents)'): string =>
  `SUM(CASE WHEN ${when} THEN ${what} ELSE 0 END)`;

/**
 * The results of RULES.md section 6 as tables: the deliverable, to which the rows after the cut-off are added, where each customer stands, the
 * roll-forward and the exceptions. Made from the ledger, the pairs and the quarantine.
 */
export function resultStatements(dialect: Dialect, plan: WarehousePlan): readonly Statement[] {
  const { columns, drafts } = plan;
  const { money } = dialect;
  // A blank of the column's type, which not every engine gives a bare NULL.
  const none = (column: string): string => `CASE WHEN 1 = 0 THEN ${column} END`;
  return [
    ...reckoning(dialect, plan),
    {
      does: 'Write the deliverable: the source unchanged, with the result of each row',
      sql: dialect.table(
        drafts.with_redemptions,
        // Its columns bear the names of the source, which is the one place where the layout is left open.
        { by: [] },
        `SELECT ${deliveredNames(columns)
          .map((name, c) => `${sourceColumn(c)} AS ${dialect.quote(name)}`)
          .join(', ')},
  tc_redeemer AS redeemid, tc_status AS match_status, ${money('tc_matched')} AS matched_amount, ${money('tc_open')} AS open_amount
FROM ${SCRATCH.reckoned}
UNION ALL
SELECT ${columns.map((_, c) => sourceColumn(c)).join(', ')},
  ${none('tc_id')}, '${AFTER_CUT_OFF_STATUS}', ${money(none('tc_cents'))}, ${money(none('tc_cents'))}
FROM ${SCRATCH.sound} WHERE ${AFTER_IT}`,
      ),
    },
    balances(dialect, plan),
    rollForward(dialect, plan),
    {
      does: 'List the exceptions',
      sql: dialect.table(drafts.exceptions, { by: [] }, exceptions(dialect, plan)),
    },
  ];
}

/** What becomes of each movement, from the pairs. */
function reckoning(dialect: Dialect, { columns }: WarehousePlan): readonly Statement[] {
  const sources = columns.map((_, c) => sourceColumn(c));
  return [
    {
      does: 'Add up what each lot gave and each redemption took',
      sql: dialect.scratch(
        SCRATCH.taken,
        CUSTOMER_LAYOUT,
        `SELECT ${KEY}, n, SUM(cents) AS matched, COUNT(*) AS pairs, MAX(last_redemption_n) AS last_redemption_n FROM (
SELECT ${KEY}, lot_n AS n, cents, CASE WHEN ends_lot = 1 THEN redemption_n END AS last_redemption_n FROM ${SCRATCH.pairs}
UNION ALL
SELECT ${KEY}, redemption_n AS n, cents, NULL AS last_redemption_n FROM ${SCRATCH.pairs}) sides
GROUP BY ${KEY}, n`,
      ),
    },
    {
      does: 'State the result of each movement',
      sql: dialect.scratch(
        SCRATCH.reckoned,
        CUSTOMER_LAYOUT,
        `SELECT ${[...sources, ...READ_COLUMNS, 'tc_earned', 'n', 'tc_matched', 'tc_pairs', 'tc_redeemer'].join(', ')}, ABS(tc_cents) - tc_matched AS tc_open,
  CASE WHEN tc_earned = 1 THEN CASE WHEN tc_redeemer IS NOT NULL THEN 'redeemed' WHEN tc_matched > 0 THEN 'partly redeemed' ELSE 'open' END
    WHEN tc_matched = ABS(tc_cents) THEN 'matched' WHEN tc_matched > 0 THEN 'partly matched' ELSE 'unmatched' END AS tc_status
FROM (
SELECT ${[...sources, ...READ_COLUMNS, 'tc_earned', 'n'].map((name) => `ledger.${name}`).join(', ')},
  COALESCE(taken.matched, 0) AS tc_matched, COALESCE(taken.pairs, 0) AS tc_pairs, redeemer.tc_id AS tc_redeemer
FROM ${SCRATCH.ledger} ledger
LEFT JOIN ${SCRATCH.taken} taken ON ${same('taken', 'ledger')}
LEFT JOIN ${SCRATCH.ledger} redeemer ON ${ACCOUNT.map((column) => `redeemer.${column} = ledger.${column}`).join(' AND ')} AND redeemer.n = taken.last_redemption_n) sums`,
      ),
    },
  ];
}

function balances(dialect: Dialect, { drafts }: WarehousePlan): Statement {
  const { money } = dialect;
  // Where lots are taken whole, one that was taken is no open lot.
  const open = `tc_earned = 1 AND tc_redeemer IS NULL AND tc_open > 0`;
  return {
    does: 'Calculate the balance of each customer',
    sql: dialect.table(
      drafts.customer_balances,
      { by: ['customerid'], sorted: ['customerid', 'currency'] },
      `SELECT tc_customer AS customerid, tc_currency AS currency,
  ${money(sum(`tc_type = 'earned'`))} AS earned, ${money(sum(`tc_type = 'spent'`))} AS spent, ${money(sum(`tc_type = 'expired'`))} AS expired,
  ${money('SUM(tc_cents)')} AS balance, ${sum(open, '1')} AS open_lots, ${money(sum(open, 'tc_open'))} AS open_amount,
  MIN(CASE WHEN ${open} AND tc_expires >= ${CUT_OFF} THEN tc_expires END) AS next_expiry
FROM ${SCRATCH.reckoned} GROUP BY ${KEY}`,
    ),
  };
}

function rollForward(dialect: Dialect, { drafts }: WarehousePlan): Statement {
  const { money } = dialect;
  const months = `SELECT tc_currency, ${dialect.month('tc_at')} AS month,
  ${sum(`tc_type = 'earned'`)} AS earned, ${sum(`tc_type = 'spent'`)} AS spent, ${sum(`tc_type = 'expired'`)} AS expired, COUNT(*) AS movements
FROM ${SCRATCH.reckoned} GROUP BY tc_currency, ${dialect.month('tc_at')}`;
  const upTo = `SUM(earned - spent - expired) OVER (PARTITION BY tc_currency ORDER BY month ROWS UNBOUNDED PRECEDING)`;
  return {
    does: 'Roll forward month by month',
    sql: dialect.table(
      drafts.roll_forward,
      { by: [] },
      `SELECT tc_currency AS currency, month, ${money(`${upTo} - (earned - spent - expired)`)} AS opening,
  ${money('earned')} AS earned, ${money('spent')} AS spent, ${money('expired')} AS expired, ${money(upTo)} AS closing, movements
FROM (${months}) months`,
    ),
  };
}

/** The kinds of RULES.md section 5 that the ledger alone can tell. */
function exceptions(dialect: Dialect, { policy, toleranceCents }: WarehousePlan): string {
  const { money } = dialect;
  const none = `CAST(NULL AS ${dialect.timeType})`;
  const row = (code: string, stake: string, from: string): string =>
    `SELECT '${code}' AS code, tc_customer AS customerid, tc_currency AS currency, tc_id AS trans_id, '' AS other_id, ${money(stake)} AS amount_at_stake, tc_at AS createdat FROM ${from}`;
  type Side = 'lot' | 'redemption';
  const joined = (side: Side): string =>
    `JOIN ${SCRATCH.reckoned} ${side} ON ${ACCOUNT.map((c) => `${side}.${c} = pairs.${c}`).join(' AND ')} AND ${side}.n = pairs.${side}_n`;
  // A pair arises with its redemption.
  const pair = (code: string, first: Side, second: Side, stake: string, where: string): string =>
    `SELECT '${code}', ${first}.tc_customer, ${first}.tc_currency, ${first}.tc_id, ${second}.tc_id, ${money(stake)}, redemption.tc_at
FROM ${SCRATCH.pairs} pairs
${joined('lot')}
${joined('redemption')}
WHERE ${where}`;
  const { lotsPerRedemption, leavesVariance } = policyOf(policy).traits;
  const oneLot = lotsPerRedemption === 'one';
  const left = oneLot ? 'lot.tc_open + redemption.tc_open' : 'lot.tc_open';
  const short = `tc_earned = 0${oneLot ? ` AND (tc_matched = 0 OR tc_open > ${toleranceCents})` : ''}`;
  const lists = [
    row(
      'redemption.unmatched',
      'tc_open',
      `${SCRATCH.reckoned} WHERE tc_earned = 0 AND tc_matched = 0`,
    ),
    ...(oneLot
      ? []
      : [
          row(
            'redemption.partly-matched',
            'tc_open',
            `${SCRATCH.reckoned} WHERE tc_earned = 0 AND tc_matched > 0 AND tc_open > 0`,
          ),
        ]),
    ...(leavesVariance
      ? [pair('variance.untracked', 'lot', 'redemption', left, `${left} > ${toleranceCents}`)]
      : []),
    pair(
      'expired.out-of-order',
      'redemption',
      'lot',
      'pairs.cents',
      `redemption.tc_type = 'expired' AND lot.tc_expires > redemption.tc_at`,
    ),
    // What of it no redemption has at stake.
    row(
      'balance.negative',
      'CASE WHEN beyond > 0 THEN beyond ELSE 0 END',
      `(
SELECT ${KEY}, tc_id, tc_at, tc_balance, MAX(-tc_balance - tc_short) OVER (${BY_ACCOUNT}) AS beyond,
  ROW_NUMBER() OVER (${BY_ACCOUNT} ORDER BY CASE WHEN tc_balance < 0 THEN 0 ELSE 1 END, n) AS place
FROM (SELECT ${KEY}, tc_id, tc_at, n, SUM(tc_cents) OVER (${BY_ACCOUNT} ORDER BY n ROWS UNBOUNDED PRECEDING) AS tc_balance,
  SUM(CASE WHEN ${short} THEN tc_open ELSE 0 END) OVER (${BY_ACCOUNT} ORDER BY n ROWS UNBOUNDED PRECEDING) AS tc_short FROM ${SCRATCH.reckoned}) balances) worst
WHERE place = 1 AND tc_balance < 0`,
    ),
    `SELECT 'row.quarantined', tc_customer, tc_currency, tc_id, '', ${money('ABS(tc_cents)')}, ${none}
FROM (SELECT tc_customer, tc_currency, tc_id, tc_cents FROM ${SCRATCH.read} WHERE tc_faults <> '' AND NOT EXISTS (SELECT 1 FROM ${SCRATCH.repeated} other WHERE other.tc_id = ${SCRATCH.read}.tc_id)
UNION ALL SELECT tc_customer, tc_currency, tc_id, tc_cents FROM ${SCRATCH.repeated} WHERE tc_faults <> '' OR tc_occurrence > 1) rejected`,
  ];
  return lists.join('\nUNION ALL\n');
}

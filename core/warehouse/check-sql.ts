import type { CheckId } from '../contract/checks.ts';
import { CHECKS } from '../contract/checks.ts';
import { AFTER_CUT_OFF_STATUS } from '../contract/bridge.ts';
import type { Dialect, Statement } from './dialects/dialect.ts';
import { idOrder } from './id-order.ts';
import type { WarehouseColumn, WarehousePlan } from './plan.ts';
import { deliveredNames, quarantinedNames } from './plan.ts';
import { readRows } from './read-sql.ts';
import { policyOf } from '../policies/policies.ts';
import {
  ACCOUNT,
  ACCOUNT_LAYOUT,
  AFTER_IT,
  AT_CUT_OFF,
  BY_ACCOUNT,
  CUSTOMER_LAYOUT,
  SCRATCH,
} from './scratch.ts';

/**
 * The seven checks of RULES.md section 4 as SQL over the result tables as they would be published and
 * the source as it is. Nothing is taken from the matching: the deliverable is read again as if it were a
 * source, its movements are put in order anew, and sums are made from the allocation ledger.
 *
 * Afterwards `tcr_failures` holds a row for each thing that does not hold: check_id, message, id_1, id_2.
 */
export function checkStatements(dialect: Dialect, plan: WarehousePlan): readonly Statement[] {
  const parts = checkParts(dialect, plan);
  const checks = Object.entries(CHECKS).map(
    ([id, title], n) =>
      `SELECT ${n + 1} AS place, '${id}' AS check_id, '${title.replaceAll("'", "''")}' AS title, (SELECT COUNT(*) FROM ${SCRATCH.failures} WHERE check_id = '${id}') AS failures`,
  );
  return [
    ...bookStatements(dialect, plan),
    {
      does: 'List what fails the checks',
      sql: dialect.scratch(
        SCRATCH.failures,
        { by: [] },
        parts
          .flatMap(([id, failures]) =>
            failures.map(
              (query) =>
                `SELECT '${id}' AS check_id, message, id_1, id_2 FROM (${query}) ${id.replaceAll('-', '_')}_failures`,
            ),
          )
          .join('\nUNION ALL\n'),
      ),
    },
    {
      does: 'Record the result of each check',
      sql: dialect.table(plan.drafts.checks, { by: [] }, checks.join('\nUNION ALL\n')),
    },
  ];
}

/** What looks for each check's failures: queries of message, id_1, id_2, empty where it holds. */
function checkParts(
  dialect: Dialect,
  plan: WarehousePlan,
): readonly (readonly [CheckId, readonly string[]])[] {
  return [
    ['conservation', conservation(dialect, plan)],
    ['redeemid-integrity', redeemIdIntegrity(plan)],
    ['chronology', chronology()],
    ['fifo-order', fifoOrder(plan)],
    ['balance-equation', balanceEquation(dialect, plan)],
    ['allocation', allocation()],
    ['tie-out', tieOut(dialect, plan)],
  ];
}

const KEY = ACCOUNT.join(', ');
const failure = (message: string, id1: string, id2 = `''`): string =>
  `${message} AS message, ${id1} AS id_1, ${id2} AS id_2`;

/** The deliverable and the allocation ledger read anew. */
function bookStatements(dialect: Dialect, plan: WarehousePlan): readonly Statement[] {
  const { drafts } = plan;
  const columns = delivered(dialect, plan);
  const added = (name: string, field: 'extra'): WarehouseColumn => ({
    name,
    sql: name,
    field,
    kind: 'text',
  });
  const all = [
    ...columns,
    ...['redeemid', 'match_status', 'matched_amount', 'open_amount'].map((name) =>
      added(name, 'extra'),
    ),
  ];
  const at = (offset: number): string => `s${columns.length + offset}`;
  const read = `SELECT ${dialect.byCodePoint('tc_id')} AS tc_id, tc_type, CASE WHEN tc_type = 'earned' THEN 1 ELSE 0 END AS tc_earned, tc_at, tc_expires, ${dialect.byCodePoint('tc_customer')} AS tc_customer, ${dialect.byCodePoint('tc_currency')} AS tc_currency, tc_cents, ABS(tc_cents) AS amount,
  ${dialect.byCodePoint(at(1))} AS redeemid, ${at(2)} AS match_status, ${dialect.cents(at(3))} AS matched, ${dialect.cents(at(4))} AS unmatched
FROM (${readRows(dialect, drafts.with_redemptions, all)}) delivered`;
  return [
    {
      does: 'Read the deliverable back, as if it were a source',
      sql: dialect.scratch(SCRATCH.delivered, ACCOUNT_LAYOUT, read),
    },
    {
      does: 'Number its movements up to the cut-off again',
      sql: dialect.scratch(
        SCRATCH.book,
        CUSTOMER_LAYOUT,
        `SELECT rows_read.*, ROW_NUMBER() OVER (${BY_ACCOUNT} ORDER BY tc_at, tc_earned DESC, ${idOrder(dialect, 'tc_id')}) AS n,
  SUM(tc_earned) OVER (${BY_ACCOUNT} ORDER BY tc_at, tc_earned DESC, ${idOrder(dialect, 'tc_id')} ROWS UNBOUNDED PRECEDING) AS lots_seen
FROM ${SCRATCH.delivered} rows_read WHERE ${AT_CUT_OFF}`,
      ),
    },
    {
      does: 'Read the allocation ledger again, each entry with its lot and its redemption',
      sql: dialect.scratch(
        SCRATCH.entries,
        { by: ['tc_customer', 'tc_currency'], sorted: ['tc_customer', 'tc_currency', 'seq'] },
        `SELECT ledger.seq, ledger.earned_id, ledger.redeemer_id, ${dialect.byCodePoint('ledger.customerid')} AS tc_customer, ${dialect.byCodePoint('ledger.currency')} AS tc_currency, ${dialect.cents('ledger.amount')} AS cents,
  lot.tc_id AS lot_id, lot.tc_type AS lot_type, lot.tc_customer AS lot_customer, lot.tc_currency AS lot_currency, lot.tc_at AS lot_at, lot.amount AS lot_amount, lot.n AS lot_n, lot.lots_seen AS lot_number,
  redemption.tc_id AS redemption_id, redemption.tc_type AS redemption_type, redemption.tc_customer AS redemption_customer, redemption.tc_currency AS redemption_currency, redemption.tc_at AS redemption_at, redemption.amount AS redemption_amount, redemption.n AS redemption_n
FROM ${drafts.allocations} ledger
LEFT JOIN ${SCRATCH.book} lot ON lot.tc_id = ledger.earned_id
LEFT JOIN ${SCRATCH.book} redemption ON redemption.tc_id = ledger.redeemer_id`,
      ),
    },
    {
      does: 'Add the allocations up, by lot and by redemption',
      sql: dialect.scratch(
        SCRATCH.given,
        { by: ['tc_id'] },
        `SELECT tc_id, SUM(cents) AS given, COUNT(*) AS pairs, MAX(last_seq) AS last_seq FROM (
SELECT earned_id AS tc_id, cents, seq AS last_seq FROM ${SCRATCH.entries}
UNION ALL
SELECT redeemer_id AS tc_id, cents, NULL AS last_seq FROM ${SCRATCH.entries}) sides GROUP BY tc_id`,
      ),
    },
  ];
}

/** The columns of the source as the deliverable has them. */
function delivered(dialect: Dialect, { columns }: WarehousePlan): readonly WarehouseColumn[] {
  const names = deliveredNames(columns);
  return columns.map((column, c) => ({
    ...column,
    name: names[c]!,
    sql: dialect.quote(names[c]!),
  }));
}

/** The whole of a row as one text that no other row has. */
export function rowText(dialect: Dialect, columns: readonly string[]): string {
  return columns
    .map(
      (sql) =>
        `COALESCE(${dialect.text(`LENGTH(${dialect.text(sql)})`)} || ':' || ${dialect.text(sql)}, '-')`,
    )
    .join(' || ');
}

/** 4.1: each row of the source stands in the deliverable or in the quarantine, once and untouched. */
function conservation(dialect: Dialect, { source, columns, drafts }: WarehousePlan): string[] {
  const hash = (names: readonly string[]): string => dialect.hash(rowText(dialect, names));
  const deliveredHash = hash(deliveredNames(columns).map(dialect.quote));
  const quarantinedHash = hash(quarantinedNames(columns).map(dialect.quote));
  return [
    `SELECT ${failure(`'This TRANS_ID is in the output twice'`, 'tc_id')} FROM ${SCRATCH.delivered} GROUP BY tc_id HAVING COUNT(*) > 1`,
    `SELECT ${failure(
      `CASE WHEN SUM(side) > 0 THEN 'A row of the source is neither in the output nor in the quarantine as it was' ELSE 'A row of the output or the quarantine is not in the source' END`,
      'MAX(tc_id)',
    )} FROM (
SELECT ${hash(columns.map(({ sql }) => sql))} AS row_hash, 1 AS side, '' AS tc_id FROM ${source}
UNION ALL
SELECT ${deliveredHash} AS row_hash, -1 AS side, ${dialect.text(idColumn(dialect, columns))} AS tc_id FROM ${drafts.with_redemptions}
UNION ALL
SELECT ${quarantinedHash} AS row_hash, -1 AS side, '' AS tc_id FROM ${drafts.quarantine}) all_rows GROUP BY row_hash HAVING SUM(side) <> 0`,
  ];
}

function idColumn(dialect: Dialect, columns: readonly WarehouseColumn[]): string {
  const c = columns.findIndex(({ field }) => field === 'TRANS_ID');
  return dialect.quote(deliveredNames(columns)[c]!);
}

/**
 * 4.2: REDEEMID stands on earned rows only and says what the allocation ledger says. What lies after the
 * cut-off says so, and nothing else does.
 */
function redeemIdIntegrity({ policy }: WarehousePlan): string[] {
  const named = `${SCRATCH.book} book LEFT JOIN ${SCRATCH.book} redemption ON redemption.tc_id = book.redeemid WHERE book.redeemid IS NOT NULL`;
  const ids = ['book.tc_id', 'book.redeemid'] as const;
  const { splitsLots, lotsPerRedemption } = policyOf(policy).traits;
  const usedUp = splitsLots ? 'book.unmatched = 0' : '1 = 1';
  return [
    `SELECT ${failure(`'Not an earned row, but it has a REDEEMID'`, ...ids)} FROM ${named} AND book.tc_earned = 0`,
    `SELECT ${failure(`'The REDEEMID names no movement'`, ...ids)} FROM ${named} AND redemption.tc_id IS NULL`,
    `SELECT ${failure(`'The REDEEMID names an earned row'`, ...ids)} FROM ${named} AND redemption.tc_earned = 1`,
    `SELECT ${failure(`'The REDEEMID names a redemption of another customer'`, ...ids)} FROM ${named} AND (redemption.tc_customer <> book.tc_customer OR redemption.tc_currency <> book.tc_currency)`,
    ...(lotsPerRedemption === 'one'
      ? [
          `SELECT ${failure(`'This redemption is named by more than one lot'`, 'redeemid')} FROM ${SCRATCH.book} WHERE redeemid IS NOT NULL GROUP BY redeemid HAVING COUNT(*) > 1`,
          `SELECT ${failure(`'This redemption takes more than one lot'`, 'redeemer_id')} FROM ${SCRATCH.entries} GROUP BY redeemer_id HAVING COUNT(*) > 1`,
        ]
      : []),
    ...(splitsLots
      ? []
      : [
          `SELECT ${failure(`'This lot is taken by more than one redemption'`, 'earned_id')} FROM ${SCRATCH.entries} GROUP BY earned_id HAVING COUNT(*) > 1`,
        ]),
    `SELECT ${failure(`'The REDEEMID is not what the allocation ledger says'`, ...ids)}
FROM ${SCRATCH.book} book LEFT JOIN ${SCRATCH.given} given ON given.tc_id = book.tc_id LEFT JOIN ${SCRATCH.entries} last_entry ON last_entry.seq = given.last_seq
WHERE book.tc_earned = 1 AND COALESCE(book.redeemid, '') <> COALESCE(CASE WHEN ${usedUp} THEN last_entry.redeemer_id END, '')`,
    `SELECT ${failure(`'The MATCH_STATUS is not what the amounts say'`, ...ids)} FROM ${SCRATCH.book} book
WHERE COALESCE(match_status, '') <> CASE WHEN tc_earned = 1 THEN CASE WHEN redeemid IS NOT NULL THEN 'redeemed' WHEN matched > 0 THEN 'partly redeemed' ELSE 'open' END
  WHEN unmatched = 0 THEN 'matched' WHEN matched > 0 THEN 'partly matched' ELSE 'unmatched' END`,
    `SELECT ${failure(`'The row is after the cut-off, but it does not say so or something is matched to it'`, 'tc_id')} FROM ${SCRATCH.delivered}
WHERE ${AFTER_IT} AND (COALESCE(match_status, '') <> '${AFTER_CUT_OFF_STATUS}' OR redeemid IS NOT NULL OR matched IS NOT NULL OR unmatched IS NOT NULL)`,
  ];
}

/** 4.3: no lot is taken before it was earned, by allocation or by REDEEMID. */
function chronology(): string[] {
  const message = `'The redemption took the lot before it was earned'`;
  return [
    `SELECT ${failure(message, 'earned_id', 'redeemer_id')} FROM ${SCRATCH.entries} WHERE lot_at > redemption_at`,
    `SELECT ${failure(message, 'book.tc_id', 'book.redeemid')} FROM ${SCRATCH.book} book JOIN ${SCRATCH.book} redemption ON redemption.tc_id = book.redeemid WHERE book.tc_at > redemption.tc_at`,
  ];
}

/**
 * 4.4: lots become available in the order of time and each redemption takes the oldest, so along SEQ
 * redemptions and lots must both go forward, no lot of the account may be stepped over or left before it
 * is used up, and wherever a redemption goes short, all lots seen so far must be used up by then.
 */
function fifoOrder({ policy }: WarehousePlan): string[] {
  const before = (column: string): string =>
    `LAG(${column}) OVER (${BY_ACCOUNT} ORDER BY seq) AS ${column}_before`;
  const steps = `(SELECT ${KEY}, seq, earned_id, redeemer_id, lot_number, redemption_n, lot_amount, ${before('lot_number')}, ${before('redemption_n')}, ${before('earned_id')} FROM ${SCRATCH.entries}) steps`;
  const ids = ['earned_id', 'redeemer_id'] as const;
  const { splitsLots, lotsPerRedemption } = policyOf(policy).traits;
  const usedUp = splitsLots ? 'given.given >= book.amount' : 'given.pairs > 0';
  const short = lotsPerRedemption === 'one' ? 'pairs = 0' : 'given < amount';
  return [
    `SELECT ${failure(`'This SEQ is used twice'`, 'MIN(earned_id)', 'MIN(redeemer_id)')} FROM ${SCRATCH.entries} GROUP BY seq HAVING COUNT(*) > 1`,
    `SELECT ${failure(`'SEQ does not run from 1 to the number of allocations'`, `''`)} FROM (SELECT MIN(seq) AS first_seq, MAX(seq) AS last_seq, COUNT(*) AS entries FROM ${SCRATCH.entries}) seqs WHERE entries > 0 AND (first_seq <> 1 OR last_seq <> entries)`,
    `SELECT ${failure(`'The allocation is not in the order of its customer’s redemptions'`, ...ids)} FROM ${steps} WHERE redemption_n < redemption_n_before`,
    `SELECT ${failure(`'The redemption took a lot although it was not the oldest one available'`, ...ids)} FROM ${steps}
WHERE lot_number < COALESCE(lot_number_before, 1) OR lot_number > COALESCE(lot_number_before, 0) + 1${splitsLots ? '' : ' OR lot_number = lot_number_before'}`,
    `SELECT ${failure(`'The redemption took a lot while an older one was left'`, ...ids)} FROM ${steps} JOIN ${SCRATCH.given} given ON given.tc_id = steps.earned_id_before JOIN ${SCRATCH.book} book ON book.tc_id = steps.earned_id_before
WHERE steps.lot_number > steps.lot_number_before AND NOT (${usedUp})`,
    `SELECT ${failure(`'The redemption was left short while a lot was available'`, 'tc_id')} FROM (
SELECT tc_id, tc_earned, amount, lots_seen, given, pairs, SUM(ends) OVER (${BY_ACCOUNT} ORDER BY n ROWS UNBOUNDED PRECEDING) AS lots_used FROM (
SELECT book.tc_id, book.tc_customer, book.tc_currency, book.n, book.tc_earned, book.amount, book.lots_seen, COALESCE(given.given, 0) AS given, COALESCE(given.pairs, 0) AS pairs, COALESCE(ended.ends, 0) AS ends
FROM ${SCRATCH.book} book LEFT JOIN ${SCRATCH.given} given ON given.tc_id = book.tc_id
LEFT JOIN (
SELECT last_entry.redeemer_id AS tc_id, COUNT(*) AS ends FROM ${SCRATCH.given} given JOIN ${SCRATCH.book} book ON book.tc_id = given.tc_id JOIN ${SCRATCH.entries} last_entry ON last_entry.seq = given.last_seq
WHERE book.tc_earned = 1 AND ${usedUp} GROUP BY last_entry.redeemer_id) ended ON ended.tc_id = book.tc_id) movements) walked
WHERE tc_earned = 0 AND ${short} AND lots_seen > lots_used`,
  ];
}

/** 4.5: every balance is explained by what lots and redemptions have left, and stands where it is reported. */
function balanceEquation(dialect: Dialect, { policy, drafts }: WarehousePlan): string[] {
  const open = policyOf(policy).traits.splitsLots
    ? 'amount - given'
    : 'CASE WHEN pairs = 0 THEN amount - given ELSE 0 END';
  const sum = (type: string): string => `SUM(CASE WHEN tc_type = '${type}' THEN amount ELSE 0 END)`;
  const explained = `SELECT tc_customer, tc_currency, SUM(tc_cents) AS closing, SUM(CASE WHEN tc_earned = 1 THEN amount - given ELSE given - amount END) AS explained,
  ${sum('earned')} AS earned, ${sum('spent')} AS spent, ${sum('expired')} AS expired, SUM(CASE WHEN tc_earned = 1 THEN ${open} ELSE 0 END) AS open_lots
FROM (SELECT book.*, COALESCE(sums.given, 0) AS given, COALESCE(sums.pairs, 0) AS pairs FROM ${SCRATCH.book} book LEFT JOIN ${SCRATCH.given} sums ON sums.tc_id = book.tc_id) movements
GROUP BY tc_customer, tc_currency`;
  const reported = `SELECT customerid, currency, ${dialect.cents('earned')} AS earned, ${dialect.cents('spent')} AS spent, ${dialect.cents('expired')} AS expired, ${dialect.cents('balance')} AS balance, ${dialect.cents('open_amount')} AS open_amount FROM ${drafts.customer_balances}`;
  return [
    `SELECT ${failure(`'The closing balance of this customer does not tie to its lots and redemptions'`, 'tc_customer')} FROM (${explained}) accounts WHERE closing <> explained OR closing <> earned - spent - expired`,
    `SELECT ${failure(`'The reported balance of this customer is wrong'`, 'COALESCE(accounts.tc_customer, reported.customerid)')}
FROM (${explained}) accounts FULL JOIN (${reported}) reported ON reported.customerid = accounts.tc_customer AND reported.currency = accounts.tc_currency
WHERE reported.customerid IS NULL OR accounts.tc_customer IS NULL OR reported.balance <> accounts.closing OR reported.earned <> accounts.earned OR reported.spent <> accounts.spent
  OR reported.expired <> accounts.expired OR reported.open_amount <> accounts.open_lots`,
  ];
}

/** 4.6: each allocation is the smaller of what its lot still had and its redemption still needed. */
function allocation(): string[] {
  const ids = ['earned_id', 'redeemer_id'] as const;
  const left = (of: string): string =>
    `${of === 'earned_id' ? 'lot' : 'redemption'}_amount - COALESCE(SUM(cents) OVER (PARTITION BY ${of} ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)`;
  const joined = `${SCRATCH.book} book LEFT JOIN ${SCRATCH.given} given ON given.tc_id = book.tc_id`;
  return [
    `SELECT ${failure(`'The allocation names a movement that is not in the output'`, ...ids)} FROM ${SCRATCH.entries} WHERE lot_id IS NULL OR redemption_id IS NULL`,
    `SELECT ${failure(`'The allocation is not from an earned row to a redemption'`, ...ids)} FROM ${SCRATCH.entries} WHERE lot_type <> 'earned' OR redemption_type = 'earned'`,
    `SELECT ${failure(`'The allocation is between different customers or currencies'`, ...ids)} FROM ${SCRATCH.entries}
WHERE lot_customer <> redemption_customer OR lot_currency <> redemption_currency OR lot_customer <> tc_customer OR lot_currency <> tc_currency`,
    `SELECT ${failure(`'The allocation is not the amount that should be allocated'`, ...ids)} FROM (
SELECT earned_id, redeemer_id, cents, ${left('earned_id')} AS lot_left, ${left('redeemer_id')} AS redemption_left FROM ${SCRATCH.entries}) open_entries
WHERE cents <= 0 OR cents <> LEAST(lot_left, redemption_left)`,
    `SELECT ${failure(`'More is allocated than the amount'`, 'book.tc_id')} FROM ${joined} WHERE given.given > book.amount`,
    `SELECT ${failure(`'MATCHED_AMOUNT is not the sum of the allocations'`, 'book.tc_id')} FROM ${joined} WHERE COALESCE(book.matched, -1) <> COALESCE(given.given, 0)`,
    `SELECT ${failure(`'OPEN_AMOUNT is not what is left of the amount'`, 'book.tc_id')} FROM ${joined} WHERE COALESCE(book.unmatched, -1) <> book.amount - COALESCE(given.given, 0)`,
  ];
}

/** 4.7: month by month opening + activity = closing, and the output's totals are those of the source. */
function tieOut(dialect: Dialect, { drafts, source }: WarehousePlan): string[] {
  const { cents, month } = dialect;
  const flow = (side: number, from: string): string =>
    `SELECT tc_currency, ${month('tc_at')} AS month, tc_type, ${side} * tc_cents AS cents, ${side} AS movements FROM ${from}`;
  const rolled = `SELECT currency, month, ${cents('opening')} AS opening, ${cents('earned')} AS earned, ${cents('spent')} AS spent, ${cents('expired')} AS expired, ${cents('closing')} AS closing FROM ${drafts.roll_forward}`;
  return [
    `SELECT ${failure(`'The output and the source differ in a month: ' || tc_currency || ' ' || month || ' ' || tc_type`, `''`)}
FROM (${flow(1, SCRATCH.sound)} UNION ALL ${flow(-1, SCRATCH.delivered)}) flows GROUP BY tc_currency, month, tc_type HAVING SUM(cents) <> 0 OR SUM(movements) <> 0`,
    `SELECT ${failure(`'The roll-forward does not tie: ' || currency || ' ' || month`, `''`)} FROM (
SELECT currency, month, opening, earned, spent, expired, closing, COALESCE(LAG(closing) OVER (PARTITION BY currency ORDER BY month), 0) AS closed_before FROM (${rolled}) rolled) months
WHERE opening <> closed_before OR opening + earned - spent - expired <> closing`,
    `SELECT ${failure(`'The activity of a month is not that of the output: ' || COALESCE(rolled.currency, flows.tc_currency) || ' ' || COALESCE(rolled.month, flows.month)`, `''`)}
FROM (${rolled}) rolled FULL JOIN (SELECT tc_currency, month, SUM(cents) AS net FROM (${flow(1, SCRATCH.book)}) output_flows GROUP BY tc_currency, month) flows ON flows.tc_currency = rolled.currency AND flows.month = rolled.month
WHERE rolled.month IS NULL OR flows.month IS NULL OR rolled.earned - rolled.spent - rolled.expired <> flows.net`,
    `SELECT ${failure(`'The output and the quarantine together do not have as many rows as the source'`, `''`)}
FROM (SELECT (SELECT COUNT(*) FROM ${source}) AS source_rows, (SELECT COUNT(*) FROM ${drafts.with_redemptions}) + (SELECT COUNT(*) FROM ${drafts.quarantine}) AS result_rows) counts WHERE source_rows <> result_rows`,
  ];
}

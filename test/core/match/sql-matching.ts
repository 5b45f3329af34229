import { DuckDBInstance } from '@duckdb/node-api';
import { policyOf } from '../../../core/policies/policies.ts';
import type { Policy } from '../../../core/policies/policies.ts';

/**
 * The policies as SQL over t(cu, id, ty, ts, ce): account, id in its order, 0 for earned, instant,
 * signed cents. Lots split are an overlap of cumulative intervals once the part of each redemption that
 * found no lot is taken out by a running maximum; one-to-one is the same with every amount as 1;
 * whole lots discard overshoot, so they have to go redemption by redemption.
 */
const INTERVALS = (amount: string): string => `
WITH m AS (SELECT cu, id, ty, ts, ${amount} AS ce FROM t),
s AS (SELECT cu, id, ty, ts, ce,
    SUM(CASE WHEN ty=0 THEN ce ELSE 0 END) OVER w AS ce_e,
    SUM(CASE WHEN ty=0 THEN 0 ELSE -ce END) OVER w AS ce_r
  FROM m WINDOW w AS (PARTITION BY cu ORDER BY ts, ty<>0, id ROWS UNBOUNDED PRECEDING)),
d AS (SELECT *, GREATEST(0, MAX(ce_r-ce_e) OVER w) AS d
  FROM s WINDOW w AS (PARTITION BY cu ORDER BY ts, ty<>0, id ROWS UNBOUNDED PRECEDING)),
x AS (SELECT cu, id, ty, ce, ce_e, ce_r-d AS used,
    LAG(ce_r-d, 1, 0) OVER (PARTITION BY cu ORDER BY ts, ty<>0, id) AS used_prev FROM d),
l AS (SELECT cu, id, ce_e-ce AS lo, ce_e AS hi FROM x WHERE ty=0),
q AS (SELECT cu, id, used_prev AS lo, used AS hi FROM x WHERE ty<>0 AND used>used_prev),
b AS (SELECT cu, hi AS pos, MAX(eid) AS eid, MAX(rid) AS rid FROM (
    SELECT cu, hi, id AS eid, NULL AS rid FROM l UNION ALL SELECT cu, hi, NULL, id FROM q) GROUP BY cu, hi),
f AS (SELECT cu, pos-LAG(pos, 1, 0) OVER w AS cents,
    FIRST_VALUE(eid IGNORE NULLS) OVER (w ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS earned_id,
    FIRST_VALUE(rid IGNORE NULLS) OVER (w ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS redeemer_id
  FROM b WINDOW w AS (PARTITION BY cu ORDER BY pos))
SELECT cu, earned_id, redeemer_id, cents FROM f WHERE redeemer_id IS NOT NULL AND earned_id IS NOT NULL`;

const ONE_TO_ONE = `
SELECT p.cu, earned_id, redeemer_id, LEAST(e.ce, -r.ce) AS cents
FROM (${INTERVALS('CASE WHEN ty=0 THEN 1 ELSE -1 END')}) p
JOIN t e ON e.cu = p.cu AND e.id = p.earned_id
JOIN t r ON r.cu = p.cu AND r.id = p.redeemer_id`;

const WHOLE_LOTS = `
WITH RECURSIVE lots AS (
  SELECT cu, id, ts, ce, ROW_NUMBER() OVER w AS n, SUM(ce) OVER w AS hi FROM t WHERE ty=0
  WINDOW w AS (PARTITION BY cu ORDER BY ts, id ROWS UNBOUNDED PRECEDING)),
reds AS (
  SELECT r.cu, r.id, -r.ce AS need, ROW_NUMBER() OVER (PARTITION BY r.cu ORDER BY r.ts, r.id) AS k,
    (SELECT COUNT(*) FROM t e WHERE e.cu = r.cu AND e.ty = 0 AND e.ts <= r.ts) AS avail
  FROM t r WHERE ty<>0),
walk AS (
  SELECT DISTINCT cu, 0::BIGINT AS k, 0::BIGINT AS t0, 0::BIGINT AS t1, 0::HUGEINT AS e0, 0::HUGEINT AS e1 FROM reds
  UNION ALL
  SELECT w.cu, w.k + 1, w.t1, w.t1 + COUNT(l.n), w.e1, w.e1 + COALESCE(SUM(l.ce), 0)::HUGEINT
  FROM walk w JOIN reds d ON d.cu = w.cu AND d.k = w.k + 1
  LEFT JOIN lots l ON l.cu = w.cu AND l.n > w.t1 AND l.n <= d.avail AND l.hi - l.ce - w.e1 < d.need
  GROUP BY w.cu, w.k, w.t1, w.e1)
SELECT d.cu, l.id AS earned_id, d.id AS redeemer_id, LEAST(l.ce, d.need - (l.hi - l.ce - w.e0)) AS cents
FROM walk w JOIN reds d ON d.cu = w.cu AND d.k = w.k JOIN lots l ON l.cu = w.cu AND l.n > w.t0 AND l.n <= w.t1`;

/** What the traits of a policy come to in SQL; null where nobody has written it. */
export function matchingSql(policy: Policy): string | null {
  const { lotsPerRedemption, splitsLots } = policyOf(policy).traits;
  if (lotsPerRedemption === 'one') return splitsLots ? null : ONE_TO_ONE;
  return splitsLots ? INTERVALS('ce') : WHOLE_LOTS;
}

export interface SqlRow {
  readonly account: number;
  readonly id: number;
  readonly earned: boolean;
  readonly at: number;
  readonly cents: number;
}

/** Pairs by the SQL, as `account lot redemption cents`, in no order. */
export async function sqlPairs(rows: readonly SqlRow[], policy: Policy): Promise<string[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run('CREATE TABLE t (cu INTEGER, id INTEGER, ty INTEGER, ts BIGINT, ce BIGINT)');
  const appender = await connection.createAppender('t');
  for (const { account, id, earned, at, cents } of rows) {
    appender.appendInteger(account);
    appender.appendInteger(id);
    appender.appendInteger(earned ? 0 : 1);
    appender.appendBigInt(BigInt(at));
    appender.appendBigInt(BigInt(earned ? cents : -cents));
    appender.endRow();
  }
  appender.closeSync();
  const reader = await connection.runAndReadAll(matchingSql(policy)!);
  const pairs = reader.getRows().map((row) => row.map(String).join(' '));
  connection.closeSync();
  instance.closeSync();
  return pairs;
}

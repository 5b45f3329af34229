import type { GridTotals, GridView } from '../../../core/contract/api/grid.ts';
import { addedColumns, fieldColumn } from './run-files.ts';
import { policyOf } from '../../../core/contract/settings.ts';
import type { OpenRun } from './store.ts';
import { afterCutOff, whereOf } from './where.ts';

/**
 * Sums over a view at the cut-off, in cents, by currency in the order of their codes. They mean what the
 * totals of the run mean (RULES.md section 3), so over the whole run they are those.
 */
export async function gridTotals(run: OpenRun, view: GridView): Promise<GridTotals> {
  const { files, query } = run;
  const where = whereOf(view, files);
  if (view.quick === 'exceptions') await run.flagged();
  const field = (name: 'TCTYPE' | 'CUSTOMERID' | 'AMOUNT') => fieldColumn(files.columns, name)!.sql;
  const currency = fieldColumn(files.columns, 'CURRENCY')?.sql ?? `''`;
  const { matched, open, status } = addedColumns(files.columns);
  const paired = policyOf(files.run.policy).traits.lotsPerRedemption === 'one';
  // Summed as decimals, which is exact, and once for each sum made cents.
  const cents = (column: string): string => `(sum(${column}) * 100)::BIGINT`;
  return run.remember(`totals ${where}`, async () => {
    const isLater = afterCutOff(files.columns);
    const from = `FROM ${files.deliverable} ${where === null ? '' : `WHERE ${where}`}`;
    const [all] = await query(
      `SELECT count(*)::BIGINT, (count(*) FILTER (WHERE ${isLater}))::BIGINT,
         (count(DISTINCT ${field('CUSTOMERID')}) FILTER (WHERE NOT ${isLater}))::BIGINT ${from}`,
    );
    const rows = await query(
      `SELECT coalesce(${currency}, '') AS currency, ${field('TCTYPE')} AS type, ${status.sql} AS status,
         ${cents(field('AMOUNT'))}, ${cents(matched.sql)}, ${cents(open.sql)}
       ${from} ${where === null ? 'WHERE' : 'AND'} NOT ${isLater} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    );
    const byCurrency = new Map<string, Sums>();
    for (const [code, type, became, ...figures] of rows) {
      const [amount, taken, left] = figures.map(Number) as [number, number, number];
      const sums = byCurrency.get(String(code)) ?? noSums(String(code));
      byCurrency.set(sums.currency, sums);
      sums.net += amount;
      if (type === 'earned') {
        sums.earned += amount;
        sums.matchedLots += taken;
        sums[became === 'redeemed' ? 'unused' : 'openLots'] += left;
      } else {
        sums[type === 'spent' ? 'spent' : 'expired'] -= amount;
        sums.matchedRedemptions += taken;
        sums[paired && became === 'partly matched' ? 'short' : 'uncovered'] += left;
      }
    }
    return {
      rows: Number(all![0]),
      rowsAfterCutOff: Number(all![1]),
      customers: Number(all![2]),
      byCurrency: [...byCurrency.values()],
    };
  });
}

type Sums = {
  -readonly [K in keyof GridTotals['byCurrency'][number]]: GridTotals['byCurrency'][number][K];
};

function noSums(currency: string): Sums {
  return {
    currency,
    earned: 0,
    spent: 0,
    expired: 0,
    net: 0,
    matchedLots: 0,
    openLots: 0,
    unused: 0,
    matchedRedemptions: 0,
    uncovered: 0,
    short: 0,
  };
}

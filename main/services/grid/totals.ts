import type { GridTotals, GridView } from '../../../core/contract/api/grid.ts';
import { quoted } from './sql.ts';
import type { OpenRun } from './store.ts';
import { whereOf } from './where.ts';

/** Sums over a view, in cents, by currency in the order of their codes. */
export async function gridTotals(run: OpenRun, view: GridView): Promise<GridTotals> {
  const { files, query } = run;
  const where = whereOf(view, files);
  if (view.quick === 'exceptions') await run.flagged();
  const name = (field: string): string | null => {
    const column = files.columns.find((one) => one.field === field);
    return column ? quoted(column.name) : null;
  };
  const amount = `(${name('AMOUNT')} * 100)::BIGINT`;
  const currency = name('CURRENCY') ?? `''`;
  const type = name('TCTYPE');
  const of = (kind: string): string =>
    `coalesce(sum(abs(${amount})) FILTER (${type} = '${kind}'), 0)::BIGINT`;
  return run.remember(`totals ${where}`, async () => {
    const from = `FROM ${files.deliverable} ${where === null ? '' : `WHERE ${where}`}`;
    const rows = await query(
      `SELECT coalesce(${currency}, ''), count(*)::BIGINT, ${of('earned')}, ${of('spent')},
         ${of('expired')}, sum(${amount})::BIGINT,
         sum((MATCHED_AMOUNT * 100)::BIGINT)::BIGINT, sum((OPEN_AMOUNT * 100)::BIGINT)::BIGINT
       ${from} GROUP BY 1 ORDER BY 1`,
    );
    const [customers] = await query(`SELECT count(DISTINCT ${name('CUSTOMERID')})::BIGINT ${from}`);
    return {
      rows: rows.reduce((sum, row) => sum + Number(row[1]), 0),
      customers: Number(customers![0]),
      byCurrency: rows.map(([code, , ...sums]) => {
        const [earned, spent, expired, net, matched, open] = sums.map(Number) as [
          number,
          number,
          number,
          number,
          number,
          number,
        ];
        return { currency: String(code), earned, spent, expired, net, matched, open };
      }),
    };
  });
}

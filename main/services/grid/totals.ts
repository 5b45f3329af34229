import type { GridTotals, GridView } from '../../../core/contract/api/grid.ts';
import { addedColumns, fieldColumn } from './run-files.ts';
import { cellSql } from './cells.ts';
import type { OpenRun } from './store.ts';
import { whereOf } from './where.ts';

/** Sums over a view, in cents, by currency in the order of their codes. */
export async function gridTotals(run: OpenRun, view: GridView): Promise<GridTotals> {
  const { files, query } = run;
  const where = whereOf(view, files);
  if (view.quick === 'exceptions') await run.flagged();
  const type = fieldColumn(files.columns, 'TCTYPE')!.sql;
  const customer = fieldColumn(files.columns, 'CUSTOMERID')!.sql;
  const currency = fieldColumn(files.columns, 'CURRENCY')?.sql ?? `''`;
  const added = addedColumns(files.columns);
  const sum = (of: string, condition: string): string =>
    `coalesce(sum(${of}) FILTER (${condition}), 0)::BIGINT`;
  const amount = cellSql(fieldColumn(files.columns, 'AMOUNT')!);
  const [matched, open] = [cellSql(added.matched), cellSql(added.open)];
  return run.remember(`totals ${where}`, async () => {
    const from = `FROM ${files.deliverable} ${where === null ? '' : `WHERE ${where}`}`;
    const rows = await query(
      `SELECT coalesce(${currency}, ''), count(*)::BIGINT,
         ${sum(amount, `${type} = 'earned'`)}, ${sum(`-${amount}`, `${type} = 'spent'`)},
         ${sum(`-${amount}`, `${type} = 'expired'`)}, sum(${amount})::BIGINT,
         ${sum(matched, `${type} = 'earned'`)}, ${sum(open, `${type} = 'earned'`)},
         ${sum(matched, `${type} <> 'earned'`)}, ${sum(open, `${type} <> 'earned'`)}
       ${from} GROUP BY 1 ORDER BY 1`,
    );
    const [customers] = await query(`SELECT count(DISTINCT ${customer})::BIGINT ${from}`);
    return {
      rows: rows.reduce((total, row) => total + Number(row[1]), 0),
      customers: Number(customers![0]),
      byCurrency: rows.map(([code, , ...sums]) => {
        const at = (i: number): number => Number(sums[i]);
        return {
          currency: String(code),
          earned: at(0),
          spent: at(1),
          expired: at(2),
          net: at(3),
          matchedLots: at(4),
          openLots: at(5),
          matchedRedemptions: at(6),
          openRedemptions: at(7),
        };
      }),
    };
  });
}

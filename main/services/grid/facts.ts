import type { GridColumn, GridFacts } from '../../../core/contract/api/grid.ts';
import { fieldColumn } from './run-files.ts';
import type { RunColumn } from './run-files.ts';
import type { OpenRun } from './store.ts';

/** A column with at most this many values offers them for choice. */
const FEW = 50;
/** The first count is an estimate; what it says to be few is counted. */
const PERHAPS_FEW = 2 * FEW;
/** More than there are currencies. */
const MOST_VALUES = 1000;

/** What the grid has to know before it shows a row. */
export function gridFacts(run: OpenRun, runId: string): Promise<GridFacts> {
  const { files, query } = run;
  return run.remember('facts', async () => {
    const created = fieldColumn(files.columns, 'CREATEDAT')!.sql;
    const currency = fieldColumn(files.columns, 'CURRENCY');
    const texts = files.columns.filter(({ kind }) => kind === 'text');
    const [row] = await query(
      `SELECT list(DISTINCT strftime(${created}, '%Y-%m'))${texts
        .map(({ sql }) => `, approx_count_distinct(${sql})`)
        .join('')} FROM ${files.deliverable}`,
    );
    const [months, ...distinct] = row!;
    const few = texts.filter(
      (column, i) => column === currency || Number(distinct[i]) <= PERHAPS_FEW,
    );
    const values = new Map(
      await Promise.all(
        few.map(async (column) => [column.name, await valuesOf(run, column)] as const),
      ),
    );
    // A run whose rows were all set aside has none.
    const periods = (months as unknown as { items: readonly string[] } | null)?.items ?? [];
    return {
      runId,
      data: files.data,
      rows: files.rows,
      columns: files.columns.map((column) => shown(column, values.get(column.name) ?? null)),
      periods: [...periods].sort().reverse(),
      currencies: currency ? (values.get(currency.name) ?? []) : [],
    };
  });
}

function shown(
  { name, kind, field, added }: RunColumn,
  values: readonly string[] | null,
): GridColumn {
  return { name, kind, field, added, values: values && values.length <= FEW ? values : null };
}

/** All values of a column, in the order of their code points. */
async function valuesOf({ files, query }: OpenRun, { sql }: RunColumn): Promise<string[]> {
  const rows = await query(
    `SELECT DISTINCT ${sql} FROM ${files.deliverable} WHERE ${sql} IS NOT NULL ORDER BY 1
     LIMIT ${MOST_VALUES}`,
  );
  return rows.map(([value]) => String(value));
}

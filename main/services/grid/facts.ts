import type { GridColumn, GridFacts } from '../../../core/contract/api/grid.ts';
import type { RunColumn } from './run-files.ts';
import { quoted } from './sql.ts';
import type { OpenRun } from './store.ts';

/** A column with at most this many values offers them for choice. */
const FEW = 50;

/** What the grid has to know before it shows a row. */
export function gridFacts(run: OpenRun, runId: string): Promise<GridFacts> {
  const { files, query } = run;
  return run.remember('facts', async () => {
    const created = quoted(files.columns.find(({ field }) => field === 'CREATEDAT')!.name);
    const texts = files.columns.filter(({ kind }) => kind === 'text');
    // All in one scan: a histogram of more than a few values is given up.
    const [row] = await query(
      `SELECT list(DISTINCT strftime(${created}, '%Y-%m'))${texts
        .map(({ name }) => `, approx_count_distinct(${quoted(name)})`)
        .join('')} FROM ${files.deliverable}`,
    );
    const [months, ...distinct] = row!;
    const few = texts.filter((_, i) => Number(distinct[i]) <= FEW);
    const values = new Map(
      await Promise.all(few.map(async ({ name }) => [name, await valuesOf(run, name)] as const)),
    );
    const periods = (months as unknown as { items: readonly string[] }).items;
    const currency = files.columns.find(({ field }) => field === 'CURRENCY');
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

async function valuesOf({ files, query }: OpenRun, name: string): Promise<string[]> {
  const rows = await query(
    `SELECT DISTINCT ${quoted(name)} FROM ${files.deliverable}
     WHERE ${quoted(name)} IS NOT NULL ORDER BY 1 LIMIT ${FEW + 1}`,
  );
  return rows.map(([value]) => String(value));
}

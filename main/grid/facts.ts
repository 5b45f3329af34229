import type { GridColumn, GridFacts } from '../../core/contract/api/grid.ts';
import { fieldColumn } from './view/run-files.ts';
import type { RunColumn } from './view/run-files.ts';
import type { OpenRun } from './view/store.ts';

/** A column with at most this many values offers them for choice. */
const FEW = 50;
/** A column that has more values than a few has them among its first rows already. */
const FIRST_ROWS = 50_000;
/** More than there are currencies. */
const MOST_VALUES = 1000;

/** What the grid has to know before it shows a row. */
export function gridFacts(run: OpenRun, runId: string): Promise<GridFacts> {
  const { files } = run;
  return run.remember('facts', async () => {
    const currency = fieldColumn(files.columns, 'CURRENCY');
    const perhapsFew = (await fewAmongTheFirst(run)).filter((column) => column !== currency);
    const asked = currency ? [currency, ...perhapsFew] : perhapsFew;
    const values = new Map<string, readonly string[]>();
    for (const column of asked) values.set(column.name, await valuesOf(run, column));
    for (const column of asked) {
      const all = values.get(column.name)!;
      if (all.length <= FEW) run.few.set(column, all);
    }
    return {
      runId,
      data: files.data,
      rows: files.rows,
      columns: files.columns.map((column) => shown(column, values.get(column.name) ?? null)),
      periods: await monthsOf(run),
      currencies: currency ? (values.get(currency.name) ?? []) : [],
    };
  });
}

/** Texts that have no more than a few values in the first rows. */
async function fewAmongTheFirst({ files, query }: OpenRun): Promise<RunColumn[]> {
  const texts = files.columns.filter(({ kind }) => kind === 'text');
  const [counts] = await query(
    `SELECT ${texts.map((_, c) => `count(DISTINCT v${c})`).join(', ')}
     FROM (SELECT ${texts.map(({ sql }, c) => `${sql} AS v${c}`).join(', ')}
       FROM ${files.deliverable} LIMIT ${FIRST_ROWS})`,
  );
  return texts.filter((_, c) => Number(counts![c]) <= FEW);
}

/** `YYYY-MM` of every month with a movement, the latest first. */
async function monthsOf({ files, query }: OpenRun): Promise<string[]> {
  const created = fieldColumn(files.columns, 'CREATEDAT')!.sql;
  // As numbers: to write a text for every row would take several times as long.
  const rows = await query(
    `SELECT DISTINCT year(${created}) * 12 + month(${created}) - 1 AS month
     FROM ${files.deliverable} ORDER BY month DESC`,
  );
  return rows.map(([month]) => {
    const year = Math.floor(Number(month) / 12);
    return `${String(year).padStart(4, '0')}-${String((Number(month) % 12) + 1).padStart(2, '0')}`;
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

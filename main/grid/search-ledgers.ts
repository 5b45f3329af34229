import type { FoundMovement, LedgerHits, SearchedRun } from '../../core/contract/api/grid.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import type { AppContext } from '../app/app-context.ts';
import { isWarehouse } from '../places/remote/place-kind.ts';
import { customersLike } from './customers.ts';
import { cellOf, cellSql } from './view/cells.ts';
import { addedColumns, fieldColumn, ROW_NUMBER } from './view/run-files.ts';
import { SEARCHED } from './view/store.ts';
import type { GridStore, OpenRun } from './view/store.ts';
import { beginsWith, byLength } from './view/where.ts';

/**
 * Customers and movements by the beginning of their ids, customers also by a part of their name: in a run, else in
 * the latest run of each source that has files here, but for those whose files cannot be read. `limit` of each in a
 * run. Throws what opening the run throws that was named.
 */
export async function searchLedgers(
  context: Pick<AppContext, 'root' | 'history'>,
  store: GridStore,
  text: string,
  runId: string | null,
  limit: number,
): Promise<LedgerHits> {
  const wanted = text.trim();
  const hits = (id: string): Promise<HitsOfRun> =>
    store.use(id, (run) => hitsIn(context, run, wanted, limit));
  if (runId !== null) return together([await hits(runId)], []);
  const runs = latestRuns(context.history);
  const found = await Promise.allSettled(runs.map(({ id }) => hits(id)));
  return together(
    found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    runs.filter((_, i) => found[i]!.status === 'rejected').map(searched),
  );
}

function together(found: readonly HitsOfRun[], unread: LedgerHits['unread']): LedgerHits {
  return {
    runs: found.map(({ run }) => run),
    customers: found.flatMap(({ customers }) => customers),
    movements: found.flatMap(({ movements }) => movements),
    unread,
  };
}

function searched({ id, sourceName, period }: RunRecord): SearchedRun {
  return { runId: id, sourceName, period };
}

function latestRuns(history: AppContext['history']): RunRecord[] {
  return history
    .listSourcesByUse(SEARCHED.most)
    .flatMap(({ id }) => history.previousCompleted(id) ?? [])
    .filter(({ place }) => !isWarehouse(place));
}

interface HitsOfRun {
  readonly run: SearchedRun;
  readonly customers: LedgerHits['customers'];
  readonly movements: LedgerHits['movements'];
}

async function hitsIn(
  context: Pick<AppContext, 'root'>,
  run: OpenRun,
  text: string,
  limit: number,
): Promise<HitsOfRun> {
  const { id: runId } = run.files.run;
  const customers = await customersLike(context, run, text, limit);
  const movements = await movementsLike(run, text, limit);
  return {
    run: searched(run.files.run),
    customers: customers.map((customer) => ({ runId, ...customer })),
    movements: movements.map((movement) => ({ runId, ...movement })),
  };
}

/** Movements whose TRANS_ID begins with a text, the shortest ids first: that of the whole text before all. */
async function movementsLike(
  { files, query }: OpenRun,
  text: string,
  limit: number,
): Promise<Omit<FoundMovement, 'runId'>[]> {
  const column = fieldColumn(files.columns, 'TRANS_ID')!;
  const found = await query(
    `SELECT ${ROW_NUMBER} FROM ${files.deliverable} WHERE ${beginsWith(column, text)}
     ORDER BY ${byLength(column)} LIMIT ${limit}`,
  );
  if (found.length === 0) return [];
  const currency = fieldColumn(files.columns, 'CURRENCY');
  const of = (field: 'CUSTOMERID' | 'TCTYPE' | 'CREATEDAT' | 'AMOUNT'): string =>
    cellSql(fieldColumn(files.columns, field)!);
  const rows = await query(
    `SELECT ${cellSql(column)}, ${of('CUSTOMERID')}, ${of('TCTYPE')}, ${of('CREATEDAT')}, ${of('AMOUNT')},
       ${currency ? `coalesce(${currency.sql}, '')` : `''`}, ${cellSql(addedColumns(files.columns).status)}
     FROM ${files.deliverable} WHERE ${ROW_NUMBER} IN (${found.join(', ')})
     ORDER BY ${byLength(column)}`,
  );
  return rows.map(([id, customer, type, createdAt, cents, code, status]) => ({
    id: String(id),
    customer: String(customer),
    type: String(type),
    createdAt: Number(cellOf(createdAt!, 'time')),
    cents: Number(cents),
    currency: String(code),
    status: String(status),
  }));
}

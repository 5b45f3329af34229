import { join } from 'node:path';
import type { CallOutput } from '../../core/contract/api/api.ts';
import { AFTER_CUT_OFF_STATUS } from '../../core/contract/bridge.ts';
import type { LotTrail, TrailMovement } from '../../core/contract/api/grid.ts';
import { knownCustomers } from '../../core/run-folder/validation-file.ts';
import { LEDGER_FILE } from '../../core/run-folder/names.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import { policyOf } from '../../core/contract/settings.ts';
import type { Policy } from '../../core/contract/settings.ts';
import type { AppContext } from '../app/app-context.ts';
import { customersSheet } from './customers-sheet.ts';
import type { CustomersSheet } from './customers-sheet.ts';
import { cellOf, cellSql } from './view/cells.ts';
import { flagsOf } from './view/pages.ts';
import { addedColumns, fieldColumn, ROW_NUMBER } from './view/run-files.ts';
import type { RunColumn } from './view/run-files.ts';
import type { OpenRun } from './view/store.ts';
import { afterCutOff, beginsWith, byLength, equals } from './view/where.ts';

/** How many there are of each at the most: movements, those after the cut-off, exceptions. */
interface MostTold {
  readonly movements: number;
  readonly exceptions: number;
}
const ON_A_SCREEN: MostTold = { movements: 5000, exceptions: 500 };
/** All that there are. */
export const IN_A_FILE: MostTold = {
  movements: Number.MAX_SAFE_INTEGER,
  exceptions: Number.MAX_SAFE_INTEGER,
};

/**
 * Customers whose id begins with a text, or whose name has it, the shortest ids first, with their balances at the
 * cut-off in cents.
 */
export async function customersLike(
  context: Pick<AppContext, 'root'>,
  run: OpenRun,
  text: string,
  limit: number,
): Promise<CallOutput<'customers.search'>> {
  const { files, query } = run;
  const column = fieldColumn(files.columns, 'CUSTOMERID')!;
  const id = cellSql(column);
  const wanted = text.trim();
  const sheet = await sheetOf(context, run);
  const byId = await query(
    `SELECT ${id} FROM ${files.deliverable} WHERE ${beginsWith(column, wanted)}
     GROUP BY ${column.sql} ORDER BY ${byLength(column)} LIMIT ${limit}`,
  );
  const found = new Set(byId.map(([one]) => String(one)));
  for (const one of sheet.named(wanted, limit)) if (found.size < limit) found.add(one);
  if (found.size === 0) return [];
  const currency = fieldColumn(files.columns, 'CURRENCY');
  // Named one by one: rows stand by customer, so that most of the file need not be read.
  const isLater = afterCutOff(files.columns);
  const isFound = [...found].map((one) => equals(column, one)).join(' OR ');
  const rows = await query(
    `SELECT ${id} AS id, ${currency ? `coalesce(${currency.sql}, '')` : `''`},
       (count(*) FILTER (WHERE NOT ${isLater}))::BIGINT,
       (coalesce(sum(${fieldColumn(files.columns, 'AMOUNT')!.sql}) FILTER (WHERE NOT ${isLater}), 0) * 100)::BIGINT
     FROM ${files.deliverable} WHERE ${isFound} GROUP BY 1, 2 ORDER BY length(id), 1, 2`,
  );
  const customers = new Map<
    string,
    { movements: number; balances: { currency: string; cents: number }[] }
  >();
  for (const [given, code, count, cents] of rows) {
    const one = customers.get(String(given)) ?? { movements: 0, balances: [] };
    one.movements += Number(count);
    one.balances.push({ currency: String(code), cents: Number(cents) });
    customers.set(String(given), one);
  }
  return [...customers].map(([customer, facts]) => ({
    customer,
    name: sheet.nameOf(customer),
    ...facts,
  }));
}

/** Everything of one customer. A customer that the run does not have has no movements. */
export async function lotTrail(
  context: Pick<AppContext, 'root' | 'history'>,
  run: OpenRun,
  customer: string,
  most: MostTold = ON_A_SCREEN,
): Promise<LotTrail> {
  const { files, query } = run;
  const column = fieldColumn(files.columns, 'CUSTOMERID')!;
  // The other tables may have numbers where the ledger has texts, never the other way round.
  const own = equals({ sql: 'CUSTOMERID', numeric: column.numeric }, customer);
  const [rows, balances, pairs] = await Promise.all([
    query(
      `SELECT ${ROW_NUMBER}, ${files.columns.map(cellSql).join(', ')} FROM ${files.deliverable}
       WHERE ${equals(column, customer)} ORDER BY ${ROW_NUMBER}`,
    ),
    query(
      `SELECT TRANS_ID::VARCHAR, (CURRENT_BALANCE * 100)::BIGINT FROM ${files.balances}
       WHERE ${own} ORDER BY file_row_number`,
    ),
    query(
      `SELECT EARNED_ID::VARCHAR, REDEEMER_ID::VARCHAR, (AMOUNT * 100)::BIGINT, SEQ::BIGINT
       FROM ${files.allocations} WHERE ${own} ORDER BY SEQ`,
    ),
  ]);
  const all = rows.map(([n, ...cells]) => movementOf(files.columns, Number(n), cells, files.flags));
  const movements = inMovementOrder(
    all,
    balances.map(([id, cents]) => [String(id), Number(cents)] as const),
  );
  const shown = movements.slice(0, most.movements);
  const shownIds = new Set(shown.map(({ id }) => id));
  return {
    customer,
    ...(await sheetOf(context, run)).of(customer),
    totals: totalsOf(movements, files.run.policy),
    movements: shown,
    more: movements.length - shown.length,
    later: all.filter(({ status }) => status === AFTER_CUT_OFF_STATUS).slice(0, most.movements),
    pairs: pairs
      .map(([earnedId, redeemerId, cents, seq]) => ({
        earnedId: String(earnedId),
        redeemerId: String(redeemerId),
        cents: Number(cents),
        seq: Number(seq),
      }))
      .filter(({ earnedId, redeemerId }) => shownIds.has(earnedId) || shownIds.has(redeemerId)),
    exceptions: context.history.listExceptions(files.run.id, {
      customer,
      orderBy: 'createdAt',
      descending: false,
      limit: most.exceptions,
    }).items,
  };
}

function movementOf(
  columns: readonly RunColumn[],
  n: number,
  values: readonly unknown[],
  flags: Uint8Array | null,
): Omit<TrailMovement, 'balance'> {
  const cell = (at: number) => (at < 0 ? null : cellOf(values[at] as never, columns[at]!.kind));
  const of = (field: string) => cell(columns.findIndex((column) => column.field === field));
  const added = addedColumns(columns);
  const addedCell = (name: keyof typeof added) => cell(columns.indexOf(added[name]));
  const text = (value: string | number | null): string | null =>
    value === null ? null : String(value);
  return {
    n,
    id: String(of('TRANS_ID')),
    type: of('TCTYPE') as TrailMovement['type'],
    createdAt: Number(of('CREATEDAT')),
    cents: Number(of('AMOUNT')),
    currency: text(of('CURRENCY')) ?? '',
    expiresAt: of('EXPIREDAT') as number | null,
    order: text(of('ORDERID')),
    reason: text(of('REASON')),
    status: String(addedCell('status')),
    redeemId: text(addedCell('redeemId')),
    matched: Number(addedCell('matched')),
    open: Number(addedCell('open')),
    flags: flagsOf(flags?.[n] ?? 0),
  };
}

/** In the order of the balance history: an account after the other, at one instant earned comes first. */
function inMovementOrder(
  movements: readonly Omit<TrailMovement, 'balance'>[],
  balances: readonly (readonly [id: string, cents: number])[],
): TrailMovement[] {
  const byId = new Map(movements.map((movement) => [movement.id, movement]));
  return balances.flatMap(([id, balance]) => {
    const movement = byId.get(id);
    return movement ? [{ ...movement, balance }] : [];
  });
}

function totalsOf(movements: readonly TrailMovement[], policy: Policy): LotTrail['totals'] {
  const { splitsLots } = policyOf(policy).traits;
  const currencies = [...new Set(movements.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = movements.filter((movement) => movement.currency === currency);
    const sum = (type: string): number =>
      own.reduce((total, { type: of, cents }) => total + (of === type ? Math.abs(cents) : 0), 0);
    const [earned, spent, expired] = [sum('earned'), sum('spent'), sum('expired')];
    // What a taken lot has left over is variance and no open lot, except where lots are split.
    const open = own.filter(
      ({ type, status, open: left }) =>
        type === 'earned' && (splitsLots ? left > 0 : status === 'open'),
    );
    return {
      currency,
      earned,
      spent,
      expired,
      balance: earned - spent - expired,
      openLots: open.length,
      openAmount: open.reduce((total, { open: left }) => total + left, 0),
    };
  });
}

/** The sheet Customers as the run kept it. */
function sheetOf({ root }: Pick<AppContext, 'root'>, run: OpenRun): Promise<CustomersSheet> {
  return run.remember('customers', () =>
    knownCustomers(join(runFolder(root, run.files.run.id), LEDGER_FILE)).then(customersSheet),
  );
}

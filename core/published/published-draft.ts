import { join } from 'node:path';
import { counted } from '../counted.ts';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { CheckId } from '../contract/checks.ts';
import { Problem } from '../contract/problem.ts';
import { policyOf } from '../contract/settings.ts';
import type { Policy } from '../contract/settings.ts';
import { openDuckDb } from '../duckdb/open-duckdb.ts';
import type { CutLedger } from '../ledger/cut-ledger.ts';
import type { AllocationTable, Draft } from '../ledger/draft.ts';
import { sharedInt32 } from '../ledger/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { rowByIds } from '../ledger/row-by-id.ts';
import { cancelled } from './cancelled.ts';
import { codingsOf, idTextOf } from './coding.ts';
import type { Coding, Codings } from './coding.ts';
import { openTable } from './open-table.ts';
import type { OpenTable, ReadBackOptions } from './open-table.ts';
import {
  ALLOCATIONS_FILE,
  DELIVERABLE_FILE,
  noAllocations,
  noRows,
  readAllocations,
  readDeliverable,
} from './tables.ts';
import type { Deliverable, Fault } from './tables.ts';

/**
 * What was published, read back in the terms of the accepted rows that it was made from, whose dictionaries
 * are longer by whatever only the files hold.
 */
export interface PublishedDraft extends CutLedger {
  readonly draft: Draft;
  /** What is wrong with the files as files, by the check that it belongs to. */
  readonly faults: readonly Fault[];
}

/** So many TRANS_IDs stand for all that share a fault. */
const MOST_NAMED = 20;

/**
 * Reads the two tables that verification is about from a run's folder of files. Whatever the files
 * hold is read as it is, for the checks to judge; an id or a currency that the ledger does not know
 * gets an entry of its own in the dictionary. A file that cannot be read counts as empty and is a
 * fault. Throws only the Problem `run.cancelled`.
 */
export async function readPublishedDraft(
  folder: string,
  policy: Policy,
  { ledger: source, after, asOf }: CutLedger & { readonly asOf: number },
  options: ReadBackOptions = {},
): Promise<PublishedDraft> {
  const codings = codingsOf(source);
  const { ids, customers, currencies } = codings;
  if (options.signal?.aborted) throw cancelled();
  const { deliverable, allocations, faults } = await withConnection((connection) =>
    readTables(connection, folder, source, codings, options),
  );
  for (const [name, column] of [
    ['CREATEDAT', deliverable.createdAt],
    ['AMOUNT', deliverable.cents],
  ] as const)
    faults.push(...blanksFilled(name, column, 'conservation', deliverable.id, ids));
  // After the cut-off these are blank, as the checks want them.
  const isLater = (row: number): boolean => deliverable.createdAt[row]! > asOf;
  for (const [name, column] of [
    ['MATCHED_AMOUNT', deliverable.matched],
    ['OPEN_AMOUNT', deliverable.open],
  ] as const)
    faults.push(...blanksFilled(name, column, 'conservation', deliverable.id, ids, isLater));
  faults.push(
    ...blanksFilled('AMOUNT', allocations.cents, 'allocation', allocations.earnedId, ids),
  );
  const inCodings = (side: Ledger): Ledger => ({
    ...side,
    id: { values: side.id.values, pool: ids.texts },
    customer: { values: side.customer.values, pool: customers.texts },
    currency: side.currency && { codes: side.currency.codes, pool: currencies.texts },
  });
  const { rowOf } = rowByIds(source.id.values);
  const { rowOf: laterRowOf } = rowByIds(after.id.values);
  const { traits } = policyOf(policy);
  const sourceRow = sharedInt32(deliverable.rows);
  for (let i = 0; i < deliverable.rows; i++) {
    const row = rowOf(deliverable.id[i]!);
    const later = row < 0 ? laterRowOf(deliverable.id[i]!) : -1;
    sourceRow[i] = later < 0 ? row : source.rows + later;
  }
  return {
    ledger: inCodings(source),
    after: inCodings(after),
    draft: { traits, ...deliverable, sourceRow, allocations },
    faults,
  };
}

/** Both tables; one that cannot be read is empty, and a fault. */
async function readTables(
  connection: DuckDBConnection,
  folder: string,
  source: Ledger,
  codings: Codings,
  options: ReadBackOptions,
): Promise<{ deliverable: Deliverable; allocations: AllocationTable; faults: Fault[] }> {
  const faults: Fault[] = [];
  const rowsOrNone = async <T>(
    file: string,
    check: CheckId,
    read: (table: OpenTable) => Promise<T>,
    none: T,
  ): Promise<T> => {
    try {
      return await read(await openTable(connection, join(folder, file)));
    } catch (error) {
      if (error instanceof Problem) throw error;
      const why = error instanceof Error ? error.message.split('\n')[0]! : String(error);
      faults.push({ check, message: `${file} cannot be read: ${why}`, ids: [] });
      return none;
    }
  };
  const deliverable = await rowsOrNone(
    DELIVERABLE_FILE,
    'conservation',
    (table) => readDeliverable(connection, table, source, codings, options),
    noRows(0),
  );
  const hasCurrency = source.currency !== null;
  const allocations = await rowsOrNone(
    ALLOCATIONS_FILE,
    'allocation',
    async (table) => {
      const found = await readAllocations(connection, table, hasCurrency, codings, options);
      faults.push(...found.faults);
      return found.table;
    },
    noAllocations(0),
  );
  return { deliverable, allocations, faults };
}

async function withConnection<T>(body: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await openDuckDb({ memory: '2GB', scratch: '' });
  const connection = await instance.connect();
  try {
    return await body(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Puts 0 where a column has no number: the checks compute with every value. One fault for all of them. */
function blanksFilled(
  name: string,
  column: Float64Array,
  check: CheckId,
  id: Float64Array,
  ids: Coding,
  mayBeBlank: (row: number) => boolean = () => false,
): Fault[] {
  let count = 0;
  const first: string[] = [];
  for (let i = 0; i < column.length; i++) {
    if (Number.isFinite(column[i]) || mayBeBlank(i)) continue;
    column[i] = 0;
    if (count++ < MOST_NAMED) first.push(idTextOf(ids, id[i]!));
  }
  const message = `${name} is blank in ${counted(count, 'row')}`;
  return count === 0 ? [] : [{ check, message, ids: first }];
}

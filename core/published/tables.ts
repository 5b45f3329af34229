import type { DuckDBConnection } from '@duckdb/node-api';
import type { CheckFailure, CheckId } from '../contract/checks.ts';
import { MATCH_STATUSES } from '../ledger/draft.ts';
import type { AllocationTable, Draft } from '../ledger/draft.ts';
import { sharedFloat64, sharedInt32, sharedUint8, TYPE_NAMES } from '../ledger/ledger.ts';
import type { Ledger, LedgerField } from '../ledger/ledger.ts';
import { ADDED_COLUMNS, ALLOCATIONS, MATCHED_ROWS } from '../run-folder/output-names.ts';
import { idCell, moneyCell, numberCell, oneOfCell, textCell, timeCell } from './cells.ts';
import { idTextOf } from './coding.ts';
import type { Coding, Codings } from './coding.ts';
import { readCells } from './open-table.ts';
import type { OpenTable, ReadBackOptions } from './open-table.ts';

export const DELIVERABLE_FILE = `${MATCHED_ROWS}.parquet`;
export const ALLOCATIONS_FILE = `${ALLOCATIONS}.parquet`;

/** What is wrong with a file as a file, by the check that it belongs to. */
export type Fault = CheckFailure & { readonly check: CheckId };

/** The deliverable's own columns. */
export type Deliverable = Omit<Draft, 'traits' | 'sourceRow' | 'allocations'>;

/** A deliverable of so many rows, to be filled. */
export function noRows(rows: number): Deliverable {
  return {
    rows,
    id: sharedFloat64(rows),
    type: sharedUint8(rows),
    createdAt: sharedFloat64(rows),
    customer: sharedFloat64(rows),
    currency: sharedInt32(rows).fill(-1),
    cents: sharedFloat64(rows),
    redeemId: sharedFloat64(rows),
    status: sharedUint8(rows),
    matched: sharedFloat64(rows),
    open: sharedFloat64(rows),
  };
}

/** A table of so many allocations, to be filled. */
export function noAllocations(count: number): AllocationTable {
  return {
    count,
    earnedId: sharedFloat64(count),
    redeemerId: sharedFloat64(count),
    customer: sharedFloat64(count),
    currency: sharedInt32(count).fill(-1),
    cents: sharedFloat64(count),
  };
}

/** Reads the deliverable by the places of its columns. Throws an error that says why it cannot be read. */
export async function readDeliverable(
  connection: DuckDBConnection,
  table: OpenTable,
  { columns: sources }: Ledger,
  { ids, customers, currencies }: Codings,
  options: ReadBackOptions,
): Promise<Deliverable> {
  const expected = sources.length + ADDED_COLUMNS.length;
  if (table.columns.length !== expected)
    throw new Error(`it has ${table.columns.length} columns instead of ${expected}`);
  const draft = noRows(table.rows);
  // By place: a column of the source may have another name in the file than in the ledger.
  const field = (name: LedgerField) => table.columns[sources.findIndex((c) => c.field === name)];
  const added = (name: (typeof ADDED_COLUMNS)[number]) =>
    table.columns[sources.length + ADDED_COLUMNS.indexOf(name)];
  const redeemIds: Coding = {
    ...ids,
    ofText: (given) => (given === null ? NaN : ids.ofText(given)),
    ofNumber: (value) => (Number.isNaN(value) ? NaN : ids.ofNumber(value)),
  };
  const currency = field('CURRENCY');
  const cells = [
    idCell(field('TRANS_ID'), ids, draft.id),
    oneOfCell(field('TCTYPE'), TYPE_NAMES, draft.type),
    timeCell(field('CREATEDAT'), draft.createdAt),
    idCell(field('CUSTOMERID'), customers, draft.customer),
    moneyCell(field('AMOUNT'), draft.cents),
    idCell(added('REDEEMID'), redeemIds, draft.redeemId),
    oneOfCell(added('MATCH_STATUS'), MATCH_STATUSES, draft.status),
    moneyCell(added('MATCHED_AMOUNT'), draft.matched),
    moneyCell(added('OPEN_AMOUNT'), draft.open),
    ...(currency ? [textCell(currency, currencies, draft.currency)] : []),
  ];
  await readCells(connection, table, cells, DELIVERABLE_FILE, options);
  return draft;
}

/** Reads the allocations, and finds where they are out of their order. Throws as {@link readDeliverable} does. */
export async function readAllocations(
  connection: DuckDBConnection,
  table: OpenTable,
  hasCurrency: boolean,
  { ids, customers, currencies }: Codings,
  options: ReadBackOptions,
): Promise<{ table: AllocationTable; faults: Fault[] }> {
  const found = noAllocations(table.rows);
  const seq = new Float64Array(table.rows);
  const named = (name: string) => table.columns.find((column) => column.name === name);
  await readCells(
    connection,
    table,
    [
      idCell(named('EARNED_ID'), ids, found.earnedId),
      idCell(named('REDEEMER_ID'), ids, found.redeemerId),
      idCell(named('CUSTOMERID'), customers, found.customer),
      moneyCell(named('AMOUNT'), found.cents),
      numberCell(named('SEQ'), 'BIGINT', (name) => name, seq),
      ...(hasCurrency ? [textCell(named('CURRENCY'), currencies, found.currency)] : []),
    ],
    ALLOCATIONS_FILE,
    options,
  );
  const wrong = seq.findIndex((value, i) => value !== i + 1);
  const faults =
    wrong < 0
      ? []
      : [
          {
            check: 'allocation' as const,
            message: `Allocation ${wrong + 1} has the SEQ ${seq[wrong]!}`,
            ids: [found.earnedId, found.redeemerId].map((column) => idTextOf(ids, column[wrong]!)),
          },
        ];
  return { table: found, faults };
}

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBDataChunk, DuckDBVarCharVector } from '@duckdb/node-api';
import type { CheckFailure, CheckId } from '../contract/checks.ts';
import { Problem } from '../contract/problem.ts';
import { policyOf } from '../contract/settings.ts';
import type { Policy } from '../contract/settings.ts';
import type { Tell } from '../contract/steps.ts';
import { MATCH_STATUSES } from '../ledger/draft.ts';
import type { AllocationTable, Draft } from '../ledger/draft.ts';
import { createIdPool } from '../ledger/ids.ts';
import type { IdPool } from '../ledger/ids.ts';
import { sharedFloat64, sharedInt32, sharedUint8, TYPE_NAMES } from '../ledger/ledger.ts';
import type { Ledger, LedgerField } from '../ledger/ledger.ts';
import { literalPath } from '../duckdb/literal-path.ts';
import { rowByIds } from '../ledger/row-by-id.ts';
import { openDuckDb } from '../duckdb/open-duckdb.ts';
import { sqlName, sqlText } from '../duckdb/sql-text.ts';
import { ADDED_COLUMNS, ALLOCATIONS, MATCHED_ROWS } from './output-names.ts';

/** What was published, read back in the terms of the ledger that it was made from. */
export interface PublishedDraft {
  /** The ledger, its dictionaries longer by whatever only the files hold. */
  readonly ledger: Ledger;
  readonly draft: Draft;
  /** What is wrong with the files as files, by the check that it belongs to. */
  readonly faults: readonly (CheckFailure & { readonly check: CheckId })[];
}

export interface ReadBackOptions {
  readonly signal?: { readonly aborted: boolean };
  /** Rows read, and rows to be read. */
  readonly onProgress?: Tell;
}

export const DELIVERABLE_FILE = `${MATCHED_ROWS}.parquet`;
const ALLOCATIONS_FILE = `${ALLOCATIONS}.parquet`;

/** Stands for a TCTYPE or a MATCH_STATUS that there is none of. */
const UNKNOWN = 255;
const TELL_ROWS = 100_000;
/** So many TRANS_IDs stand for all that share a fault. */
const MOST_NAMED = 20;
const MOST_MS = 8.64e15;

/**
 * Reads the two tables that verification is about from a run's folder of files. Whatever the files
 * hold is read as it is, for the checks to judge; an id or a currency that the ledger does not know
 * gets an entry of its own in the dictionary. A file that cannot be read counts as empty and is a
 * fault. Throws only the Problem `run.cancelled`.
 */
export async function readPublishedDraft(
  folder: string,
  policy: Policy,
  source: Ledger,
  options: ReadBackOptions = {},
): Promise<PublishedDraft> {
  const faults: (CheckFailure & { check: CheckId })[] = [];
  const ids = codingOf(createIdPool(source.id.pool));
  const customers = codingOf(createIdPool(source.customer.pool));
  const currencies = textCoding(source.currency?.pool ?? []);
  const usingDuckDb = async <T>(body: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
    if (options.signal?.aborted) throw cancelled();
    return withConnection(body);
  };
  const { deliverable, allocations } = await usingDuckDb(async (connection) => {
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
      (table) =>
        readDeliverable(connection, table, source, { ids, customers, currencies }, options),
      noRows(0),
    );
    const allocations = await rowsOrNone(
      ALLOCATIONS_FILE,
      'allocation',
      async (table) => {
        const found = await readAllocations(
          connection,
          table,
          source.currency !== null,
          { ids, customers, currencies },
          options,
        );
        faults.push(...found.faults);
        return found.table;
      },
      noAllocations(0),
    );
    return { deliverable, allocations };
  });
  for (const [name, column] of [
    ['CREATEDAT', deliverable.createdAt],
    ['AMOUNT', deliverable.cents],
    ['MATCHED_AMOUNT', deliverable.matched],
    ['OPEN_AMOUNT', deliverable.open],
  ] as const)
    faults.push(...blanksFilled(name, column, 'conservation', deliverable.id, ids));
  faults.push(
    ...blanksFilled('AMOUNT', allocations.cents, 'allocation', allocations.earnedId, ids),
  );
  const ledger: Ledger = {
    ...source,
    id: { values: source.id.values, pool: ids.texts },
    customer: { values: source.customer.values, pool: customers.texts },
    currency: source.currency && { codes: source.currency.codes, pool: currencies.texts },
  };
  const { rowOf } = rowByIds(source.id.values);
  const { traits } = policyOf(policy);
  const sourceRow = sharedInt32(deliverable.rows);
  for (let i = 0; i < deliverable.rows; i++) sourceRow[i] = rowOf(deliverable.id[i]!);
  return { ledger, draft: { traits, ...deliverable, sourceRow, allocations }, faults };
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
): (CheckFailure & { check: CheckId })[] {
  let count = 0;
  const first: string[] = [];
  for (let i = 0; i < column.length; i++) {
    if (Number.isFinite(column[i])) continue;
    column[i] = 0;
    if (count++ < MOST_NAMED) first.push(textOf(ids, id[i]!));
  }
  const message = `${name} is blank in ${count} ${count === 1 ? 'row' : 'rows'}`;
  return count === 0 ? [] : [{ check, message, ids: first }];
}

interface OpenTable {
  readonly sql: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

async function openTable(connection: DuckDBConnection, path: string): Promise<OpenTable> {
  await access(path).catch((error: unknown) => {
    throw new Error('it is missing', { cause: error });
  });
  const sql = `read_parquet([${sqlText(literalPath(path))}])`;
  const rowsOf = async (query: string) => (await connection.runAndReadAll(query)).getRows();
  const [count] = await rowsOf(`SELECT count(*)::DOUBLE FROM ${sql}`);
  const described = await rowsOf(`DESCRIBE SELECT * FROM ${sql}`);
  const columns = described.map(([name, type]) => ({ name: String(name), type: String(type) }));
  return { sql, rows: Number(count![0]), columns };
}

interface Codings {
  readonly ids: Coding;
  readonly customers: Coding;
  readonly currencies: Coding;
}

/** From what a file holds to the numbers of the ledger's dictionaries. */
interface Coding {
  /** Grows by what only the files hold. */
  readonly texts: readonly string[];
  ofText(text: string | null): number;
  ofNumber(value: number): number;
}

function codingOf(pool: IdPool): Coding {
  const strange = new Map<string, number>();
  const ofText = (given: string | null): number => {
    const text = given ?? '';
    if (text !== '' && text === text.trim()) return pool.ofText(text);
    // No ledger holds a blank, or an id with blanks around it. Not NaN, which is equal to nothing: so
    // that rows without an id can be told and counted; and not the trimmed id, which it is not.
    const value = strange.get(text) ?? -pool.texts.push(text);
    strange.set(text, value);
    return value;
  };
  return {
    texts: pool.texts,
    ofText,
    ofNumber: (value) => (Number.isNaN(value) ? ofText(null) : pool.ofNumber(value)),
  };
}

function textCoding(pool: readonly string[]): Coding {
  const texts = [...pool];
  const codes = new Map(texts.map((entry, code) => [entry, code]));
  const ofText = (given: string | null): number => {
    const known = codes.get(given ?? '');
    if (known !== undefined || given === null) return known ?? -1;
    codes.set(given, texts.push(given) - 1);
    return texts.length - 1;
  };
  return { texts, ofText, ofNumber: (value) => ofText(String(value)) };
}

type Deliverable = Omit<Draft, 'traits' | 'sourceRow' | 'allocations'>;

function noRows(rows: number): Deliverable {
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

function noAllocations(count: number): AllocationTable {
  return {
    count,
    earnedId: sharedFloat64(count),
    redeemerId: sharedFloat64(count),
    customer: sharedFloat64(count),
    currency: sharedInt32(count).fill(-1),
    cents: sharedFloat64(count),
  };
}

async function readDeliverable(
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

async function readAllocations(
  connection: DuckDBConnection,
  table: OpenTable,
  hasCurrency: boolean,
  { ids, customers, currencies }: Codings,
  options: ReadBackOptions,
): Promise<{ table: AllocationTable; faults: (CheckFailure & { check: CheckId })[] }> {
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
            ids: [found.earnedId, found.redeemerId].map((column) => textOf(ids, column[wrong]!)),
          },
        ];
  return { table: found, faults };
}

function textOf({ texts }: Coding, value: number): string {
  return value >= 0 ? String(value) : (texts[-value - 1] ?? '');
}

/** A column to be read: the SQL for it, and where its values go. */
interface Cell {
  readonly sql: string;
  take(chunk: DuckDBDataChunk, column: number, at: number): void;
}
type Described = OpenTable['columns'][number] | undefined;

function numberCell(
  column: Described,
  type: string,
  sql: (name: string) => string,
  target: Float64Array | Uint8Array,
): Cell {
  const name = named(column, type);
  return {
    sql: `coalesce((${sql(name)})::DOUBLE, 'nan'::DOUBLE)`,
    take: (chunk, c, at) => target.set(numbersOf(chunk, c), at),
  };
}

function moneyCell(column: Described, target: Float64Array): Cell {
  return numberCell(column, 'DECIMAL(18,2)', (name) => `(${name} * 100)::BIGINT`, target);
}

function timeCell(column: Described, target: Float64Array): Cell {
  // What is finer than a millisecond is no time of the ledger, and must not be lost sight of.
  const ms = (name: string): string =>
    `CASE WHEN isfinite(${name}) AND abs(epoch_ms(${name})) < ${MOST_MS} THEN epoch_ms(${name})::DOUBLE + (epoch_us(${name}) - epoch_ms(${name}) * 1000)::DOUBLE / 1000 END`;
  return numberCell(column, 'TIMESTAMP', ms, target);
}

function oneOfCell(column: Described, texts: readonly string[], target: Uint8Array): Cell {
  const cases = texts.map((entry, code) => `WHEN ${sqlText(entry)} THEN ${code}`).join(' ');
  return numberCell(
    column,
    'VARCHAR',
    (name) => `CASE ${name} ${cases} ELSE ${UNKNOWN} END`,
    target,
  );
}

function textCell(column: Described, coding: Coding, target: Float64Array | Int32Array): Cell {
  return {
    sql: named(column, 'VARCHAR'),
    take(chunk, c, at) {
      const vector = chunk.getColumnVector(c) as DuckDBVarCharVector;
      for (let r = 0; r < chunk.rowCount; r++) target[at + r] = coding.ofText(vector.getItem(r));
    },
  };
}

/** Ids are numbers in the file where all of them are whole numbers, else text. */
function idCell(column: Described, coding: Coding, target: Float64Array): Cell {
  if (column?.type !== 'BIGINT') return textCell(column, coding, target);
  return {
    sql: `coalesce(${sqlName(column.name)}::DOUBLE, 'nan'::DOUBLE)`,
    take(chunk, c, at) {
      const values = numbersOf(chunk, c);
      for (let r = 0; r < values.length; r++) target[at + r] = coding.ofNumber(values[r]!);
    },
  };
}

function named(column: Described, type: string): string {
  if (!column) throw new Error('a column is missing');
  if (column.type !== type)
    throw new Error(`${column.name} is written as ${column.type} instead of ${type}`);
  return sqlName(column.name);
}

function numbersOf(chunk: DuckDBDataChunk, column: number): Float64Array {
  const { items } = chunk.getColumnVector(column) as unknown as { items: Float64Array };
  return items.subarray(0, chunk.rowCount);
}

async function readCells(
  connection: DuckDBConnection,
  table: OpenTable,
  cells: readonly Cell[],
  file: string,
  { signal, onProgress }: ReadBackOptions,
): Promise<void> {
  const result = await connection.stream(
    `SELECT ${cells.map(({ sql }) => sql).join(', ')} FROM ${table.sql}`,
  );
  let told = -TELL_ROWS;
  for (let done = 0; done < table.rows;) {
    if (signal?.aborted) throw cancelled();
    if (done - told >= TELL_ROWS)
      onProgress?.({ done: (told = done), of: table.rows, unit: null, words: `Reading ${file}` });
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) throw new Error(`it ends after ${done} rows`);
    cells.forEach((cell, c) => cell.take(chunk, c, done));
    done += chunk.rowCount;
  }
}

export function cancelled(): Problem {
  return new Problem({
    kind: 'cancelled',
    code: 'run.cancelled',
    message: 'The proof of the published files was cancelled.',
    hint: 'Start it again when you want it; the files are as they were.',
  });
}

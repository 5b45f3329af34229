import { DOUBLE, DuckDBTableFunction, INTEGER } from '@duckdb/node-api';
import type { DuckDBDataChunk, DuckDBDoubleVector, DuckDBIntegerVector } from '@duckdb/node-api';
import { openDuckDb } from '../../../core/duckdb/open-duckdb.ts';
import { TYPE_NAMES } from '../../../core/ledger/ledger.ts';
import { MESSY_COLUMNS } from '../messy/cells.ts';
import type { Cell } from '../../../core/rules/rule/planted.ts';
import type { FileRows } from './file-rows.ts';
import { rowCount, stretches } from './file-rows.ts';
import { currencyOf, noteOf } from '../messy/messy-plan.ts';
import type { PlantedRow } from '../messy/messy-plan.ts';
import { REASONS } from '../ledger/reasons.ts';

/** Rows of one of DuckDB's data chunks. */
const CHUNK = 2048;

/** How a column is passed to DuckDB; blanks are NaN in doubles and -1 in integers. */
const PASSED = {
  id: INTEGER,
  type: INTEGER,
  created: DOUBLE,
  expires: DOUBLE,
  customer: INTEGER,
  ordered: INTEGER,
  cents: DOUBLE,
  reason: INTEGER,
  currency: INTEGER,
  note: INTEGER,
} as const;
type Passed = keyof typeof PASSED;
const PASSED_NAMES = Object.keys(PASSED) as Passed[];

/** The memory of a vector; declared private, but nothing public takes a typed array at once. */
interface WritableVector {
  readonly items: Float64Array | Int32Array;
}

/**
 * Writes TC_Data as Parquet (Snappy): ids BIGINT, amounts DECIMAL(18,2), dates TIMESTAMP, texts
 * VARCHAR. DuckDB draws the rows from here chunk by chunk, so nothing is held twice.
 */
export async function writeParquet(path: string, rows: FileRows): Promise<void> {
  const instance = await openDuckDb({
    memory: '1GB',
    // Row groups are filled by one thread, so the same command gives the same file.
    threads: 1,
  });
  try {
    const connection = await instance.connect();
    const texts = textCodes(rows);
    const fill = chunkFiller(rows, texts);
    let failure: unknown = null;
    connection.registerTableFunction(
      DuckDBTableFunction.create({
        name: 'generated_rows',
        bindFunction: (info) => {
          for (const name of PASSED_NAMES) info.addResultColumn(name, PASSED[name]);
          info.setCardinality(rowCount(rows), true);
        },
        initFunction: (info) => info.setMaxThreads(1),
        mainFunction: (info, chunk) => {
          try {
            fill(chunk);
          } catch (error) {
            failure = error;
            info.setError(String(error));
          }
        },
      }),
    );
    try {
      await connection.run(copyStatement(path, texts, rows.messy !== null));
    } catch (error) {
      throw failure ?? error;
    }
  } finally {
    instance.closeSync();
  }
}

/** The texts of each text column by the code that stands for them. */
interface TextCodes {
  readonly type: readonly string[];
  readonly reason: readonly string[];
  readonly currency: readonly string[];
  readonly note: readonly string[];
}

function textCodes({ messy }: FileRows): TextCodes {
  const planted = (column: 'TCTYPE' | 'REASON' | 'CURRENCY' | 'NOTES'): string[] =>
    (messy?.planted ?? []).flatMap(({ cells }) => {
      const cell = cells[column];
      return typeof cell === 'string' ? [cell] : [];
    });
  const distinct = (...lists: readonly (readonly string[])[]): string[] => [
    ...new Set(lists.flat()),
  ];
  return {
    type: distinct(TYPE_NAMES, planted('TCTYPE')),
    reason: distinct(REASONS, planted('REASON')),
    currency: distinct(['USD', 'EUR'], planted('CURRENCY')),
    note: distinct([noteOf(3)!], planted('NOTES')),
  };
}

function copyStatement(path: string, texts: TextCodes, messy: boolean): string {
  const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const text = (code: Passed, list: readonly string[]): string =>
    `CASE WHEN ${code} < 0 THEN NULL ELSE [${list.map(literal).join(', ')}][${code} + 1] END`;
  const id = (name: Passed): string => `CASE WHEN ${name} < 0 THEN NULL ELSE ${name}::BIGINT END`;
  const moment = (name: Passed): string =>
    `CASE WHEN isnan(${name}) THEN NULL ELSE make_timestamp(${name}::BIGINT * 1000) END`;
  // A decimal of cents, moved by two places: exact, as a division of doubles would not be.
  const amount =
    'CASE WHEN isnan(cents) THEN NULL ELSE ((cents::BIGINT)::DECIMAL(18,0) * 0.01)::DECIMAL(18,2) END';
  const columns: Record<(typeof MESSY_COLUMNS)[number], string> = {
    TRANS_ID: id('id'),
    TCTYPE: text('type', texts.type),
    CREATEDAT: moment('created'),
    EXPIREDAT: moment('expires'),
    CUSTOMERID: id('customer'),
    ORDERID: id('ordered'),
    AMOUNT: amount,
    // Blank reasons are null, as a database exports them.
    REASON: `nullif(${text('reason', texts.reason)}, '')`,
    CURRENCY: text('currency', texts.currency),
    NOTES: text('note', texts.note),
  };
  const chosen = MESSY_COLUMNS.filter((name) => messy || (name !== 'CURRENCY' && name !== 'NOTES'));
  const list = chosen.map((name) => `${columns[name]} AS ${name}`).join(', ');
  return `COPY (SELECT ${list} FROM generated_rows()) TO ${literal(path)} (FORMAT parquet, COMPRESSION snappy)`;
}

/** Fills the next chunk each time it is called; with no rows once all are out. */
function chunkFiller(rows: FileRows, texts: TextCodes): (chunk: DuckDBDataChunk) => void {
  const { ledger, messy } = rows;
  const plan = stretches(rows);
  let stretch = plan.next().value;
  let at = 0;
  const currencyCode = { USD: texts.currency.indexOf('USD'), EUR: texts.currency.indexOf('EUR') };

  return (chunk) => {
    const parts: ({ from: number; to: number } | PlantedRow)[] = [];
    let count = 0;
    while (stretch && count < CHUNK) {
      const to = Math.min(stretch.to, at + CHUNK - count);
      if (to > at) parts.push({ from: at, to });
      count += to - at;
      at = to;
      if (at < stretch.to) break;
      if (stretch.planted) {
        if (count === CHUNK) break;
        parts.push(stretch.planted);
        count++;
      }
      stretch = plan.next().value;
    }
    chunk.rowCount = count;
    if (count === 0) return;
    const vectors = PASSED_NAMES.map(
      (_, c) => chunk.getColumnVector(c) as DuckDBDoubleVector | DuckDBIntegerVector,
    );
    const items = vectors.map((vector) => (vector as unknown as WritableVector).items);
    let k = 0;
    for (const part of parts) {
      if ('cells' in part) {
        const values = plantedValues(part, texts);
        PASSED_NAMES.forEach((name, c) => (items[c]![k] = values[name]));
        k++;
        continue;
      }
      const { from, to } = part;
      [
        ledger.id,
        ledger.type,
        ledger.createdAt,
        ledger.expiresAt,
        ledger.customer,
        ledger.order,
        ledger.cents,
        ledger.reason,
      ].forEach((column, c) => items[c]!.set(column.subarray(from, to), k));
      const orders = items[PASSED_NAMES.indexOf('ordered')]!;
      for (let i = k; i < k + to - from; i++) if (orders[i] === 0) orders[i] = -1;
      if (messy)
        for (let i = 0; i < to - from; i++) {
          items[8]![k + i] = currencyCode[currencyOf(ledger.customer[from + i]!)];
          items[9]![k + i] = noteOf(from + i) === null ? -1 : 0;
        }
      k += to - from;
    }
    for (const vector of vectors) vector.flush();
  };
}

/** A planted row as DuckDB is passed it. */
function plantedValues({ cells }: PlantedRow, texts: TextCodes): Record<Passed, number> {
  const whole = (cell: Cell): number => (typeof cell === 'number' ? cell : -1);
  const moment = (cell: Cell): number =>
    cell !== null && typeof cell === 'object' && 'time' in cell ? cell.time : NaN;
  const code = (cell: Cell, list: readonly string[]): number =>
    typeof cell === 'string' ? list.indexOf(cell) : -1;
  const { AMOUNT } = cells;
  return {
    id: whole(cells.TRANS_ID),
    type: code(cells.TCTYPE, texts.type),
    created: moment(cells.CREATEDAT),
    expires: moment(cells.EXPIREDAT),
    customer: whole(cells.CUSTOMERID),
    ordered: whole(cells.ORDERID),
    cents: AMOUNT !== null && typeof AMOUNT === 'object' && 'cents' in AMOUNT ? AMOUNT.cents : NaN,
    reason: code(cells.REASON, texts.reason),
    currency: code(cells.CURRENCY, texts.currency),
    note: code(cells.NOTES, texts.note),
  };
}

import { basename } from 'node:path';
import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { literalPath } from '../../duckdb/literal-path.ts';
import { openDuckDb } from '../../duckdb/open-duckdb.ts';
import { sqlText } from '../../duckdb/sql-text.ts';
import { createParquetChunks } from './parquet-chunks.ts';
import {
  DICTIONARY_FROM_ROWS,
  parquetColumns,
  rowsOf,
  withDictionaries,
  type ParquetColumn,
} from './parquet-columns.ts';
import { eachRow } from '../reading/raw-rows.ts';
import type {
  ColumnChunk,
  ColumnTaker,
  OpenSource,
  ReadOptions,
  SourceLimits,
} from '../reading/raw-rows.ts';
import { createReadWatch } from '../reading/read-watch.ts';
import type { SourceFile } from '../reading/source-file.ts';
import { readFooter } from './parquet-footer.ts';
import { assertSupported, needsPlainCopy } from './parquet-support.ts';
import { plainCopy } from './plain-copy.ts';
import { callerFailure, damaged, readFailure, tooWide } from '../reading/source-problem.ts';

const SHEET = 'TC_Data';

/** Opens a Parquet file through DuckDB, or a plain copy of it where DuckDB does not read it. The file is closed by the source's `close`. */
export async function openParquet(
  file: SourceFile,
  limits: SourceLimits,
  dictionaryFromRows = DICTIONARY_FROM_ROWS,
): Promise<OpenSource> {
  const footer = await readFooter(file);
  assertSupported(footer, basename(file.path));
  const copy = footer.chunks.some(needsPlainCopy)
    ? await plainCopy(file, footer.bytes, limits)
    : null;
  const path = copy?.path ?? file.path;
  const instance = await openDuckDb({ memory: '1GB' });
  try {
    const connection = await instance.connect();
    const close = async (): Promise<void> => {
      connection.closeSync();
      instance.closeSync();
      await copy?.remove();
      await file.close();
    };
    await confine(connection, path);
    const table = `read_parquet(${sqlText(literalPath(path))})`;
    const plain = await parquetColumns(connection, table, footer.schema, limits.maxColumns);
    if (plain === null) throw tooWide(SHEET, limits.maxColumns);
    const [counted] = await rowsOf(connection, `SELECT count(*)::DOUBLE FROM ${table}`);
    const rowCount = Number(counted![0]);
    const columns =
      rowCount < dictionaryFromRows ? plain : await withDictionaries(connection, table, plain);
    /** Reads the header as a row and the rest as chunks. */
    const read = async (
      name: string,
      take: ColumnTaker,
      options: ReadOptions | undefined,
    ): Promise<number> => {
      try {
        if (name !== SHEET) throw damaged(`${basename(file.path)} has no sheet ${name}.`);
        return await readChunks(connection, table, columns, rowCount, limits, take, options);
      } catch (thrown) {
        throw readFailure(thrown, file.path);
      }
    };
    return {
      format: 'parquet',
      sheetNames: [SHEET],
      notes: { timestamps: 'wall-clock time; zoned ones in UTC' },
      rowHint: rowCount + 1,
      async readSheet(name, onRow, options) {
        const chunk = (piece: ColumnChunk): void => eachRow(piece, onRow);
        const rows = await read(name, { row: onRow, chunk }, options);
        return { rows, mergedHeader: [] };
      },
      async readColumns(name, take, options) {
        await read(name, take, options);
      },
      close,
    };
  } catch (thrown) {
    instance.closeSync();
    await copy?.remove();
    throw thrown;
  }
}

/**
 * Rows that are decoded while the ones before are looked at. DuckDB's own 1 MB stops and wakes its
 * threads all the time, which doubles the wait.
 */
const DECODED_AHEAD = '64MB';

/** Lets the database see this one file and nothing else. */
async function confine(connection: DuckDBConnection, path: string): Promise<void> {
  // As a pattern and as the file that the pattern is resolved to.
  const paths = [...new Set([literalPath(path), path])].map(sqlText);
  await connection.run(`SET allowed_paths = [${paths.join(', ')}]`);
  await connection.run(`SET streaming_buffer_size = '${DECODED_AHEAD}'`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}

/** Returns the rows that hold a value, the header included. */
async function readChunks(
  connection: DuckDBConnection,
  table: string,
  columns: readonly ParquetColumn[],
  rowCount: number,
  limits: SourceLimits,
  take: ColumnTaker,
  options: ReadOptions | undefined,
): Promise<number> {
  const chunks = createParquetChunks(SHEET, columns, limits.maxColumns);
  const watch = createReadWatch(options, rowCount, 'rows');
  const header = chunks.header();
  if (header !== null) callerTakes(() => take.row(header));
  const result = await connection.stream(
    `SELECT ${columns.map((column) => column.sql).join(', ')} FROM ${table}`,
  );
  let done = 0;
  let next = result.fetchChunk();
  try {
    for (;;) {
      const chunk = await next;
      if (!chunk || chunk.rowCount === 0) break;
      // Asked for before this one is looked at, so that both happen at the same time.
      next = result.fetchChunk();
      const piece = chunks.chunk(chunk, done + 2);
      callerTakes(() => take.chunk(piece));
      done += chunk.rowCount;
      watch.tick(done);
    }
  } catch (thrown) {
    await breakOff(connection, result, next);
    throw thrown;
  }
  watch.finish(done);
  return chunks.delivered();
}

/** Calls what the caller gave, whose own exceptions must reach it as they are. */
function callerTakes(call: () => void): void {
  try {
    call();
  } catch (thrown) {
    throw callerFailure(thrown);
  }
}

/** Ends a result that is not read to its end: until then it holds the file open. */
async function breakOff(
  connection: DuckDBConnection,
  result: DuckDBResult,
  underWay: ReturnType<DuckDBResult['fetchChunk']>,
): Promise<void> {
  connection.interrupt();
  try {
    for (let chunk = await underWay; chunk && chunk.rowCount > 0;)
      chunk = await result.fetchChunk();
  } catch {
    // It says that it was interrupted.
  }
}

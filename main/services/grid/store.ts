import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBDataChunk, DuckDBInstance, INTEGER } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBIntegerVector } from '@duckdb/node-api';
import type { AppContext } from '../app-context.ts';
import { queryOver } from './query.ts';
import type { Query } from './query.ts';
import { runFiles } from './run-files.ts';
import type { RunFiles } from './run-files.ts';
import { viewIndexes } from './view-index.ts';
import type { ViewIndexes } from './view-index.ts';
import { FLAGGED } from './where.ts';

/** A run opened for looking at: its files, a DuckDB over them, and what was found out before. */
export interface OpenRun {
  readonly files: RunFiles;
  /** For pages and whatever a person waits for. */
  readonly query: Query;
  readonly connection: DuckDBConnection;
  readonly indexes: ViewIndexes;
  /** Answers that hold for as long as the run is open, by what was asked. */
  remember<T>(key: string, find: () => Promise<T>): Promise<T>;
  /** To be awaited before a condition on FLAGGED is asked. */
  flagged(): Promise<void>;
  close(): Promise<void>;
}

export interface GridStore {
  /** The run, opened if it is not. Throws Problem `run.unknown`, `run.no-data`. */
  open(runId: string): Promise<OpenRun>;
}

/** Two runs stay open: one that is looked at, and the one it is compared with. */
const MOST_OPEN = 2;
const MEMORY = '2GB';
const CHUNK_ROWS = 2048;
const MOST_REMEMBERED = 200;

/** The runs that are open for looking at. They are closed when others take their place. */
export function gridStore(context: Pick<AppContext, 'root' | 'history' | 'onClose'>): GridStore {
  const open = new Map<string, Promise<OpenRun>>();
  const scratch = join(context.root, 'scratch', `grid-${process.pid}`);
  const letGo = async (key: string): Promise<void> => {
    const run = open.get(key);
    open.delete(key);
    // One that could not be opened has nothing to close.
    await run?.then(
      (opened) => opened.close(),
      () => undefined,
    );
  };
  context.onClose(async () => {
    await Promise.all([...open.keys()].map(letGo));
    await rm(scratch, { recursive: true, force: true });
  });
  return {
    open(runId) {
      // A run that has gone on since has other files.
      const key = `${runId} ${context.history.getRun(runId)?.run.status ?? ''}`;
      let run = open.get(key);
      if (run) open.delete(key);
      else {
        run = openRun(context, runId, scratch);
        run.catch(() => open.delete(key));
      }
      open.set(key, run);
      for (const old of [...open.keys()].slice(0, -MOST_OPEN)) void letGo(old);
      return run;
    },
  };
}

async function openRun(
  context: Pick<AppContext, 'root' | 'history'>,
  runId: string,
  scratch: string,
): Promise<OpenRun> {
  await mkdir(scratch, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    temp_directory: scratch,
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const background = await instance.connect();
  await connection.run('SET parquet_metadata_cache = true');
  await background.run('SET parquet_metadata_cache = true');
  const underWay = new Set<Promise<unknown>>();
  const ask = queryOver(connection);
  const query: Query = (sql) => {
    const answer = ask(sql);
    underWay.add(answer);
    void answer.catch(() => undefined).finally(() => underWay.delete(answer));
    return answer;
  };
  try {
    const files = await runFiles(context, runId, query);
    const remembered = new Map<string, Promise<unknown>>();
    let flagged: Promise<void> | undefined;
    const indexes = viewIndexes(background, files, () => flaggedRows());
    const flaggedRows = (): Promise<void> => (flagged ??= makeFlagged(connection, files.flags));
    return {
      files,
      query,
      connection,
      indexes,
      flagged: flaggedRows,
      remember<T>(key: string, find: () => Promise<T>): Promise<T> {
        let found = remembered.get(key) as Promise<T> | undefined;
        if (found) return found;
        found = find();
        found.catch(() => remembered.delete(key));
        remembered.set(key, found);
        if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value!);
        return found;
      },
      async close() {
        // A statement under way would go on in freed memory.
        await indexes.idle();
        await Promise.allSettled(underWay);
        connection.closeSync();
        background.closeSync();
        instance.closeSync();
      },
    };
  } catch (error) {
    connection.closeSync();
    background.closeSync();
    instance.closeSync();
    throw error;
  }
}

/** Hands DuckDB the rows that exceptions concern. */
async function makeFlagged(connection: DuckDBConnection, flags: Uint8Array | null): Promise<void> {
  await connection.run(`CREATE TABLE ${FLAGGED} (n INTEGER)`);
  if (!flags) return;
  const appender = await connection.createAppender(FLAGGED);
  const rows = new Int32Array(CHUNK_ROWS);
  let count = 0;
  const append = (): void => {
    const chunk = DuckDBDataChunk.create([INTEGER], count);
    const vector = chunk.getColumnVector(0) as DuckDBIntegerVector;
    for (let i = 0; i < count; i++) vector.setItem(i, rows[i]!);
    vector.flush();
    appender.appendDataChunk(chunk);
    count = 0;
  };
  for (let n = 0; n < flags.length; n++) {
    if (flags[n] === 0) continue;
    rows[count++] = n;
    if (count === CHUNK_ROWS) append();
  }
  if (count > 0) append();
  appender.closeSync();
}

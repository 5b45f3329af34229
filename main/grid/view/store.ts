import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBDataChunk, INTEGER } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBIntegerVector } from '@duckdb/node-api';
import { openDuckDb } from '../../../core/duckdb/open-duckdb.ts';
import type { AppContext } from '../../app/app-context.ts';
import { runFolder } from '../../data-folder/data-folder.ts';
import { runData } from '../../app/run-data.ts';
import { queryOver } from './query.ts';
import type { Query } from './query.ts';
import { readingTrouble } from './reading-trouble.ts';
import { runFiles } from './run-files.ts';
import type { RunColumn, RunFiles } from './run-files.ts';
import { viewIndexes } from './view-index.ts';
import type { ViewIndexes } from './view-index.ts';
import { FLAGGED } from './where.ts';

/** A run opened for looking at: its files, a DuckDB over them, and what was found out before. */
export interface OpenRun {
  readonly files: RunFiles;
  /** For pages and whatever a person waits for. */
  readonly query: Query;
  readonly indexes: ViewIndexes;
  /** Filled when the run's facts are found. */
  readonly few: Map<RunColumn, readonly string[]>;
  /** On a connection of its own, for work that pages are not to wait for. */
  apart<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
  /** Answers that hold for as long as the run is open, by what was asked. */
  remember<T>(key: string, find: () => Promise<T>): Promise<T>;
  /** To be awaited before a condition on FLAGGED is asked. */
  flagged(): Promise<void>;
}

export interface GridStore {
  /**
   * What `work` makes of the run, which is opened if it is not, and stays open for as long as the
   * work goes on. Throws Problem `run.unknown`, `run.no-data`, `run.outputs-changed` or
   * `run.checkpoint-damaged` where its files cannot be read, or what the work throws.
   */
  use<T>(runId: string, work: (run: OpenRun) => Promise<T>): Promise<T>;
}

/** A run of the store with the work on it. */
interface Opened {
  readonly run: Promise<OpenRun & { close(): void }>;
  readonly work: Set<Promise<unknown>>;
  /** Under way where there is no work. */
  idle: NodeJS.Timeout | undefined;
}

/** How many runs a store keeps open, and what its scratch folder is called after. */
interface StoreKind {
  readonly name: string;
  readonly most: number;
}
/** One that is looked at, and the one it is compared with. */
const LOOKED_AT: StoreKind = { name: 'grid', most: 2 };
/** The latest runs of the sources that were used last: each letter that is typed searches them again. */
export const SEARCHED: StoreKind = { name: 'search', most: 5 };

/** A run that nobody has looked at for so long is closed; opening it again takes half a second. */
const IDLE_MS = 10 * 60_000;
const MEMORY = '2GB';
const CHUNK_ROWS = 2048;
const MOST_REMEMBERED = 200;

/** The runs that are open for looking at. They are closed when others take their place, or unused. */
export function gridStore(
  context: Pick<AppContext, 'root' | 'history' | 'onClose'>,
  { name, most }: StoreKind = LOOKED_AT,
): GridStore {
  const open = new Map<string, Opened>();
  const closing = new Set<Promise<void>>();
  const scratch = join(context.root, 'scratch', `${name}-${process.pid}`);
  const letGo = (key: string): void => {
    const opened = open.get(key);
    open.delete(key);
    if (!opened) return;
    clearTimeout(opened.idle);
    const closed = closeAfterWork(opened).finally(() => closing.delete(closed));
    closing.add(closed);
  };
  const opening = (key: string, runId: string): Opened => {
    const opened: Opened = {
      run: openRun(context, runId, scratch),
      work: new Set(),
      idle: undefined,
    };
    // What could not be opened is tried anew when it is asked for again.
    opened.run.catch(() => {
      if (open.get(key) === opened) open.delete(key);
    });
    return opened;
  };
  context.onClose(async () => {
    for (const key of [...open.keys()]) letGo(key);
    await Promise.all(closing);
    await rm(scratch, { recursive: true, force: true });
  });
  return {
    async use(runId, work) {
      // A run that has gone on since has other files.
      const key = `${runId} ${await openedAs(context, runId)}`;
      const opened = open.get(key) ?? opening(key, runId);
      open.delete(key);
      open.set(key, opened);
      const done = opened.run.then(work);
      clearTimeout(opened.idle);
      opened.work.add(done);
      for (const old of [...open.keys()].slice(0, -most)) letGo(old);
      try {
        return await done;
      } catch (thrown) {
        throw await readingTrouble(thrown, context, runId);
      } finally {
        opened.work.delete(done);
        if (opened.work.size === 0 && open.get(key) === opened)
          opened.idle = setTimeout(() => letGo(key), IDLE_MS).unref();
      }
    },
  };
}

/** What is opened of a run, in words that differ where its tables do. */
async function openedAs(
  { root, history }: Pick<AppContext, 'root' | 'history'>,
  runId: string,
): Promise<string> {
  const detail = history.getRun(runId);
  const found = detail && (await runData(detail, runFolder(root, runId)));
  return found ? `${found.data} ${found.key}` : '';
}

/** Closes a run when nothing is asked of it any more. One that could not be opened has nothing to close. */
async function closeAfterWork({ run, work }: Opened): Promise<void> {
  const opened = await run.catch(() => null);
  if (!opened) return;
  await Promise.allSettled(work);
  await opened.indexes.end();
  opened.close();
}

async function openRun(
  context: Pick<AppContext, 'root' | 'history'>,
  runId: string,
  scratch: string,
): Promise<OpenRun & { close(): void }> {
  await mkdir(scratch, { recursive: true });
  const instance = await openDuckDb({ memory: MEMORY, scratch });
  const connection = await instance.connect();
  const background = await instance.connect();
  await connection.run('SET parquet_metadata_cache = true');
  await background.run('SET parquet_metadata_cache = true');
  const query = queryOver(connection);
  try {
    const files = await runFiles(context, runId, query);
    const few = new Map<RunColumn, readonly string[]>();
    const remembered = new Map<string, Promise<unknown>>();
    let flagged: Promise<void> | undefined;
    const indexes = viewIndexes(background, files, few, () => flaggedRows());
    const flaggedRows = (): Promise<void> => (flagged ??= makeFlagged(connection, files.flags));
    return {
      files,
      query,
      indexes,
      few,
      flagged: flaggedRows,
      async apart(work) {
        const own = await instance.connect();
        try {
          return await work(own);
        } finally {
          own.closeSync();
        }
      },
      remember<T>(key: string, find: () => Promise<T>): Promise<T> {
        let found = remembered.get(key) as Promise<T> | undefined;
        if (found) return found;
        found = find();
        found.catch(() => remembered.delete(key));
        remembered.set(key, found);
        if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value!);
        return found;
      },
      close() {
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

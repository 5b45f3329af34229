import type { DuckDBConnection } from '@duckdb/node-api';
import { gridViewSchema } from '../../../core/contract/api/grid.ts';
import type { GridView } from '../../../core/contract/api/grid.ts';
import { orderOf } from './order.ts';
import type { FewValues } from './order.ts';
import { ROW_NUMBER } from './run-files.ts';
import type { RunFiles } from './run-files.ts';
import { whereOf } from './where.ts';

/** The row numbers of a view in its order: what makes any page of it a matter of milliseconds. */
export interface ViewIndexes {
  /** The index if it is there by now. */
  ready(view: GridView): Int32Array | undefined;
  /** Begins it, if it is not under way, and waits for it. */
  whole(view: GridView): Promise<Int32Array>;
  /** Has it made as soon as a person looks at what is there, unless it is another view by then. */
  ahead(view: GridView): void;
  /** Breaks off what nobody waits for: something is to be found now. */
  giveWay(): void;
  /** The same for good; resolves when none is being made. */
  end(): Promise<unknown>;
}

/** At ten million rows an index is 40 MB. */
const MOST_KEPT = 4;
/** So long without another page, and a person is looking: an order can be made meanwhile. */
const LOOKING_MS = 250;

interface Making {
  readonly key: string;
  readonly promise: Promise<Int32Array>;
  index?: Int32Array;
  /** Whether a page waits for it: then it is made to its end, whatever is asked for next. */
  awaited: boolean;
}

/**
 * Indexes of views, made one after the other on a connection of their own. One that was begun ahead
 * of any need is broken off as soon as something else is to be found: two scans of a large file at a
 * time take more than twice as long.
 */
export function viewIndexes(
  connection: DuckDBConnection,
  files: RunFiles,
  few: FewValues,
  flagged: () => Promise<void>,
): ViewIndexes {
  const made = new Map<string, Making>();
  let last: Promise<unknown> = Promise.resolve();
  let current: Making | undefined;
  let newest = '';
  /** Whoever asks for it from now on has it made anew. */
  const forget = (making: Making): void => {
    if (made.get(making.key) === making) made.delete(making.key);
  };
  const find = async (view: GridView): Promise<Int32Array> => {
    if (isFlaggedOnly(view)) return flaggedRows(files.flags);
    if (view.quick === 'exceptions') await flagged();
    return indexOf(connection, files, few, view);
  };
  const make = (key: string, view: GridView, awaited: boolean): Promise<Int32Array> => {
    const promise = last.then(async () => {
      // Views come and go with every letter that is typed: only the one that stays is made.
      if (!making.awaited && newest !== key) {
        forget(making);
        throw new Superseded();
      }
      current = making;
      try {
        return await find(view);
      } finally {
        current = undefined;
      }
    });
    const making: Making = { key, promise, awaited };
    last = promise.then(
      (index) => (making.index = index),
      () => forget(making),
    );
    made.set(key, making);
    for (const old of [...made.keys()].slice(0, -MOST_KEPT)) made.delete(old);
    return promise;
  };
  let looking: NodeJS.Timeout | undefined;
  const giveWay = (): void => {
    clearTimeout(looking);
    if (!current || current.awaited) return;
    forget(current);
    connection.interrupt();
  };
  const lookAt = (key: string): void => {
    newest = key;
    if (current?.key !== key) giveWay();
  };
  return {
    giveWay,
    end() {
      giveWay();
      return last;
    },
    ready: (view) => made.get(viewKey(view))?.index,
    ahead(view) {
      const key = viewKey(view);
      lookAt(key);
      clearTimeout(looking);
      looking = setTimeout(() => {
        // Broken off or not, it is `last` that tells of it.
        if (!made.has(key)) make(key, view, false).catch(() => undefined);
      }, LOOKING_MS).unref();
    },
    whole(view) {
      const key = viewKey(view);
      lookAt(key);
      const known = made.get(key);
      if (!known) return make(key, view, true);
      known.awaited = true;
      made.delete(key);
      made.set(key, known);
      return known.promise;
    },
  };
}

/** Why an index that nobody waits for is not made. */
class Superseded extends Error {}

/** Whether a view is all rows that exceptions concern, in the file's order. */
export function isFlaggedOnly(view: GridView): boolean {
  return viewKey(view) === viewKey({ ...ALL_ROWS, quick: 'exceptions' });
}

const ALL_ROWS = gridViewSchema.parse({});

function flaggedRows(flags: Uint8Array | null): Int32Array {
  if (!flags) return new Int32Array(0);
  const rows = new Int32Array(flags.length);
  let count = 0;
  for (let n = 0; n < flags.length; n++) if (flags[n] !== 0) rows[count++] = n;
  return rows.slice(0, count);
}

/** The same text for the same view. */
function viewKey({ quick, customer, period, search, ids, filters, sort }: GridView): string {
  return JSON.stringify([quick, customer, period, search, ids, filters, sort]);
}

async function indexOf(
  connection: DuckDBConnection,
  files: RunFiles,
  few: FewValues,
  view: GridView,
): Promise<Int32Array> {
  const where = whereOf(view, files);
  const order = orderOf(view, files.columns, few);
  // Sorting is twice as fast over row numbers of 32 bits.
  const numbered = `SELECT ${ROW_NUMBER}::INTEGER AS file_row_number, t.*
    FROM ${files.deliverable} ${where === null ? '' : `WHERE ${where}`}`;
  const result = await connection.stream(
    `SELECT ${ROW_NUMBER} FROM (${numbered}) AS t ORDER BY ${order ?? ROW_NUMBER}`,
  );
  let index = new Int32Array(where === null ? files.rows : 4096);
  let count = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    const { rowCount } = chunk;
    if (count + rowCount > index.length) {
      const larger = new Int32Array(Math.max(count + rowCount, index.length * 2));
      larger.set(index.subarray(0, count));
      index = larger;
    }
    // Declared private, but what is public asks for each value whether it is null: none is.
    const { items } = chunk.getColumnVector(0) as unknown as { readonly items: Int32Array };
    index.set(items.subarray(0, rowCount), count);
    count += rowCount;
  }
  return index.subarray(0, count);
}

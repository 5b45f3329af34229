import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDBIntegerVector } from '@duckdb/node-api';
import type { GridView } from '../../../core/contract/api/grid.ts';
import { orderOf } from './order.ts';
import { ROW_NUMBER } from './run-files.ts';
import type { RunFiles } from './run-files.ts';
import { whereOf } from './where.ts';

/** The row numbers of a view in its order: what makes any page of it a matter of milliseconds. */
export interface ViewIndexes {
  /** The index if it is there by now. */
  ready(view: GridView): Int32Array | undefined;
  /** Begins it, if it is not under way, and waits for it. */
  whole(view: GridView): Promise<Int32Array>;
  /** Has it made when nothing else is, unless another view was asked for by then. */
  ahead(view: GridView): void;
  /** Resolves when none is being made. */
  idle(): Promise<unknown>;
}

/** At ten million rows an index is 40 MB. */
const MOST_KEPT = 4;

/**
 * Indexes of views, made one after the other on a connection of their own.
 */
export function viewIndexes(
  connection: DuckDBConnection,
  files: RunFiles,
  flagged: () => Promise<void>,
): ViewIndexes {
  const made = new Map<string, { index?: Int32Array; promise: Promise<Int32Array> }>();
  let last: Promise<unknown> = Promise.resolve();
  let newest = '';
  const find = async (view: GridView): Promise<Int32Array> => {
    if (view.quick === 'exceptions') await flagged();
    return indexOf(connection, files, view);
  };
  const keep = (key: string, promise: Promise<Int32Array>): Promise<Int32Array> => {
    const entry: { index?: Int32Array; promise: Promise<Int32Array> } = { promise };
    promise.then(
      (index) => (entry.index = index),
      () => made.delete(key),
    );
    made.set(key, entry);
    for (const old of [...made.keys()].slice(0, -MOST_KEPT)) made.delete(old);
    return promise;
  };
  const then = <T>(next: () => T | Promise<T>): Promise<T> => {
    const promise = last.then(next);
    last = promise.catch(() => undefined);
    return promise;
  };
  return {
    idle: () => last,
    ready: (view) => made.get(viewKey(view))?.index,
    ahead(view) {
      const key = viewKey(view);
      if (newest === key) return;
      newest = key;
      // Views come and go with every letter that is typed: only the one that stays is made.
      then(() => (newest === key && !made.has(key) ? keep(key, find(view)) : null)).catch(
        () => undefined,
      );
    },
    whole(view) {
      const key = viewKey(view);
      newest = key;
      const known = made.get(key);
      if (!known)
        return keep(
          key,
          then(() => find(view)),
        );
      made.delete(key);
      made.set(key, known);
      return known.promise;
    },
  };
}

/** The same text for the same view. */
export function viewKey({ quick, customer, period, search, ids, filters, sort }: GridView): string {
  return JSON.stringify([quick, customer, period, search, ids, filters, sort]);
}

async function indexOf(
  connection: DuckDBConnection,
  files: RunFiles,
  view: GridView,
): Promise<Int32Array> {
  const where = whereOf(view, files);
  const order = orderOf(view, files.columns) ?? ROW_NUMBER;
  const result = await connection.stream(
    `SELECT ${ROW_NUMBER}::INTEGER FROM ${files.deliverable}
     ${where === null ? '' : `WHERE ${where}`} ORDER BY ${order}`,
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
    const vector = chunk.getColumnVector(0) as DuckDBIntegerVector;
    for (let i = 0; i < rowCount; i++) index[count + i] = vector.getItem(i)!;
    count += rowCount;
  }
  return index.subarray(0, count);
}

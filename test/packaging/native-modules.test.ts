import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { filesBelow } from '../structure/tree.ts';

/**
 * Electron keeps all that JavaScript sees within V8's sandbox: a native module that hands out memory of its own as
 * a buffer works in Node and fails there. What a module asks of Node stands in it by name.
 */
const require = createRequire(import.meta.url);
const system = `${process.platform}-${process.arch}`;
const duckdb = readFileSync(require.resolve(`@duckdb/node-bindings-${system}/duckdb.node`));
const sqlite = readFileSync(
  join(dirname(require.resolve('better-sqlite3/package.json')), 'prebuilds', `${system}.node`),
);

describe('memory of their own', () => {
  it.each(['napi_create_external_arraybuffer', 'napi_create_external_buffer'])(
    'is handed out by DuckDB in no way (%s)',
    (name) => {
      expect(duckdb.includes('napi_create_buffer_copy')).toBe(true);
      expect(duckdb.includes(name)).toBe(false);
    },
  );
  it('is handed out by SQLite only where a database is turned into bytes, which nobody here does', () => {
    expect(sqlite.includes('napi_create_external_arraybuffer')).toBe(false);
    const asking = ['core', 'main']
      .flatMap(filesBelow)
      .filter((file) => /\.serialize\(/.test(readFileSync(file, 'utf8')));
    expect(asking).toEqual([]);
  });
});

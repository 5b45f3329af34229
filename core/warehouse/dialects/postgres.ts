import type { ServedDialect } from './dialect.ts';
import { PLAIN_SQL, SPACES, literal } from './plain-sql.ts';

export const postgres = {
  ...PLAIN_SQL,
  name: 'postgres',
  title: 'PostgreSQL 9.5 or newer, and what speaks its language (Aurora, Greenplum, Citus)',
  tested: true,
  layout: [
    'One machine: there is nothing to distribute. Texts are kept in the collation "C", which is both the',
    'order of the rules (by code point) and the one that sorts fastest.',
    'Greenplum: add DISTRIBUTED BY (customer) to each CREATE TABLE; Citus computes this on its coordinator.',
  ],
  recursion: { most: null, why: 'PostgreSQL repeats a recursive query as often as it takes.' },
  text: (value) => `CAST(${value} AS TEXT)`,
  wallClock: (value) => `CAST(${value} AS TIMESTAMP(3))`,
  // Fifteen digits of a binary number: what a person wrote, and not its nearest fraction of two.
  plainNumber: (value) => `CAST(CAST(${value} AS NUMERIC) AS TEXT)`,
  trim: (text) => `BTRIM(${text}, ${SPACES} || CHR(160))`,
  matches: (text, pattern) => `${text} ~ ${literal(pattern)}`,
  fence: ' OFFSET 0',
  integer: (text) => `CAST(${text} AS BIGINT)`,
  plusMilliseconds: (time, ms) => `(${time} + (${ms}) * INTERVAL '1 millisecond')`,
  month: (time) => `TO_CHAR(${time}, 'YYYY-MM')`,
  byCodePoint: (text) => `${text} COLLATE "C"`,
  stepwise: {
    index: (table, columns) => `CREATE INDEX ON ${table} (${columns.join(', ')})`,
    // A hash or a sort of all lots would be made anew at every step, which is quadratic.
    begin: [
      { does: 'Look up rather than hash', sql: 'SET LOCAL enable_hashjoin = off' },
      { does: 'Look up rather than merge', sql: 'SET LOCAL enable_mergejoin = off' },
      { does: 'Look up rather than scan', sql: 'SET LOCAL enable_seqscan = off' },
    ],
    end: [
      { does: 'Hash again', sql: 'SET LOCAL enable_hashjoin = on' },
      { does: 'Merge again', sql: 'SET LOCAL enable_mergejoin = on' },
      { does: 'Scan again', sql: 'SET LOCAL enable_seqscan = on' },
    ],
  },
  scratch: (name, _layout, query) =>
    `CREATE TEMPORARY TABLE ${name} AS\n${query};\nANALYZE ${name}`,
  table: (name, _layout, query) => `CREATE TABLE ${name} AS\n${query}`,
  begin: [
    'BEGIN ISOLATION LEVEL REPEATABLE READ',
    "SET LOCAL TIME ZONE 'UTC'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    // Compiling these long queries takes longer than running them. Not every server knows the setting.
    "SELECT SET_CONFIG('jit', 'off', TRUE) FROM pg_settings WHERE name = 'jit'",
  ],
  end: ['COMMIT'],
  served: {
    version: null,
    hexNumber: (digits) => `('x' || ${digits})::bit(60)::bigint`,
  },
} as const satisfies ServedDialect;

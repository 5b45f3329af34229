import type { Dialect } from './dialect.ts';
import { PLAIN_SQL, literal } from './plain-sql.ts';

export const duckdb = {
  ...PLAIN_SQL,
  name: 'duckdb',
  title: 'DuckDB 1.1 or newer',
  tested: true,
  layout: ['One machine: there is nothing to distribute; threads share the work by customer.'],
  recursion: { most: null, why: 'DuckDB repeats a recursive query as often as it takes.' },
  matches: (text, pattern) => `REGEXP_MATCHES(${text}, ${literal(pattern)})`,
  integer: (text) => `TRY_CAST(${text} AS BIGINT)`,
  plusMilliseconds: (time, ms) => `(${time} + TO_MILLISECONDS(CAST(${ms} AS BIGINT)))`,
  month: (time) => `STRFTIME(${time}, '%Y-%m')`,
  scratch: (name, _layout, query) => `CREATE TEMPORARY TABLE ${name} AS\n${query}`,
  table: (name, _layout, query) => `CREATE TABLE ${name} AS\n${query}`,
  stopUnlessZero: (query, message) =>
    `SELECT CASE WHEN (${query}) = 0 THEN 1 ELSE ERROR(${literal(message)}) END AS goes_on`,
  begin: ['BEGIN TRANSACTION'],
  end: ['COMMIT'],
} as const satisfies Dialect;

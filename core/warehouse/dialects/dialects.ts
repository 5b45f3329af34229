import type { Dialect, DialectName, Layout } from './dialect.ts';

const doubled = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const SPACES = `' ' || CHR(9) || CHR(10) || CHR(13)`;
const FIRST_OF_ALL =
  'The first statement that reads the source sends each row to the place of its customer; from then on';

/** What most engines write alike. */
const COMMON = {
  quote: doubled,
  text: (value: string) => `CAST(${value} AS VARCHAR)`,
  trim: (text: string) => `TRIM(${text}, ${SPACES})`,
  without: (text: string, pattern: string) => `REGEXP_REPLACE(${text}, ${literal(pattern)}, '')`,
  part: (text: string, letter: string, n: number) =>
    `SPLIT_PART(${text}, ${literal(letter)}, ${n})`,
  withoutLeadingZeros: (text: string) => `LTRIM(${text}, '0')`,
  withoutTrailingZeros: (text: string) => `RTRIM(${text}, '0')`,
  timeOfText: (text: string) => `CAST(${text} AS TIMESTAMP)`,
  timeType: 'TIMESTAMP',
  day: (time: string) => `CAST(CAST(${time} AS DATE) AS TIMESTAMP)`,
  wallClock: (value: string) => `CAST(${value} AS TIMESTAMP)`,
  plainNumber: (value: string) => `CAST(${value} AS VARCHAR)`,
  byCodePoint: (text: string) => text,
  hash: (text: string) => `MD5(${text})`,
  money: (cents: string) => `CAST(CAST(${cents} AS DECIMAL(18,2)) * 0.01 AS DECIMAL(18,2))`,
  cents: (money: string) => `CAST(ROUND(${money} * 100) AS BIGINT)`,
  fence: '',
  begin: [],
  end: [],
};

const postgres: Dialect = {
  ...COMMON,
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
  scratch: (name, _layout, query) =>
    `CREATE TEMPORARY TABLE ${name} AS\n${query};\nANALYZE ${name}`,
  table: (name, _layout, query) => `CREATE TABLE ${name} AS\n${query}`,
  publish: (from, to) =>
    `DROP TABLE IF EXISTS ${to};\nALTER TABLE ${from} RENAME TO ${lastName(to)}`,
  // A division by zero is what plain SQL has to end a script with.
  stopUnlessZero: (query, message) =>
    `-- Fails with "division by zero" if: ${message}\nSELECT 1 / (CASE WHEN (${query}) = 0 THEN 1 ELSE 0 END) AS goes_on`,
  begin: [
    'BEGIN ISOLATION LEVEL REPEATABLE READ',
    "SET LOCAL TIME ZONE 'UTC'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    // Compiling these long queries takes longer than running them. Not every server knows the setting.
    "SELECT SET_CONFIG('jit', 'off', TRUE) FROM pg_settings WHERE name = 'jit'",
  ],
  end: ['COMMIT'],
};

const redshiftKeys = ({ by, sorted }: Layout): string =>
  by.length === 0
    ? ''
    : `\nDISTSTYLE KEY DISTKEY (${by[0]!})\nCOMPOUND SORTKEY (${(sorted ?? by).join(', ')})`;

const redshift: Dialect = {
  ...COMMON,
  name: 'redshift',
  title: 'Amazon Redshift',
  tested: false,
  layout: [
    'DISTKEY (customer): all movements of a customer lie on one slice, so every window and every join',
    'below runs on that slice alone (DS_DIST_NONE in EXPLAIN). A table has one DISTKEY column; the currency',
    'only divides customers further.',
    `${FIRST_OF_ALL} nothing is redistributed.`,
    'SORTKEY (customer, currency, n): the windows meet their rows in order, joins can merge.',
  ],
  recursion: {
    most: null,
    why: 'Redshift has WITH RECURSIVE; one step of it is a pair of a redemption and a lot.',
  },
  // A bare VARCHAR is VARCHAR(256) there.
  text: (value) => `CAST(${value} AS VARCHAR(65535))`,
  trim: (text) => `BTRIM(${text}, ${SPACES})`,
  matches: (text, pattern) => `${text} ~ ${literal(pattern)}`,
  integer: (text) => `CAST(${text} AS BIGINT)`,
  // DATEADD counts in 32 bits.
  plusMilliseconds: (time, ms) =>
    `DATEADD(ms, CAST(MOD(${ms}, 86400000) AS INTEGER), DATEADD(day, CAST(FLOOR((${ms}) / 86400000) AS INTEGER), ${time}))`,
  month: (time) => `TO_CHAR(${time}, 'YYYY-MM')`,
  scratch: (name, layout, query) =>
    `CREATE TEMPORARY TABLE ${name}${redshiftKeys(layout)}\nAS\n${query}`,
  table: (name, layout, query) => `CREATE TABLE ${name}${redshiftKeys(layout)}\nAS\n${query}`,
  publish: postgres.publish,
  stopUnlessZero: postgres.stopUnlessZero,
  begin: ['BEGIN', "SET TIMEZONE TO 'UTC'", "SET datestyle TO 'ISO, YMD'"],
  end: ['COMMIT'],
};

const snowflakeKeys = ({ by, sorted }: Layout): string =>
  by.length === 0 ? '' : `\nCLUSTER BY (${(sorted ?? by).join(', ')})`;

const snowflake: Dialect = {
  ...COMMON,
  name: 'snowflake',
  title: 'Snowflake',
  tested: false,
  layout: [
    'CLUSTER BY (customer, currency): Snowflake has no distribution key; clustering lets micro-partitions',
    'hold few customers each, so that later questions about a customer read little.',
    `${FIRST_OF_ALL} every window is partitioned and every join keyed by the customer.`,
    'Snowflake commits every CREATE and ALTER by itself: results are made beside the old ones, checked,',
    'and only then put in their place, a table at a time.',
  ],
  recursion: {
    most: 100,
    why: 'Snowflake ends a recursive query after 100 steps, unless its support has raised that limit for the account.',
  },
  matches: (text, pattern) => `REGEXP_LIKE(${text}, ${literal(pattern)})`,
  integer: (text) => `TRY_TO_NUMBER(${text}, 38, 0)`,
  timeType: 'TIMESTAMP_NTZ',
  day: (time) => `CAST(CAST(${time} AS DATE) AS TIMESTAMP_NTZ)`,
  wallClock: (value) => `CAST(${value} AS TIMESTAMP_NTZ)`,
  timeOfText: (text) => `TRY_TO_TIMESTAMP_NTZ(${text}, 'YYYY-MM-DD HH24:MI:SS')`,
  plusMilliseconds: (time, ms) => `DATEADD(millisecond, ${ms}, ${time})`,
  month: (time) => `TO_CHAR(${time}, 'YYYY-MM')`,
  scratch: (name, layout, query) =>
    `CREATE OR REPLACE TEMPORARY TABLE ${name}${snowflakeKeys(layout)}\nAS\n${query}`,
  table: (name, layout, query) =>
    `CREATE OR REPLACE TABLE ${name}${snowflakeKeys(layout)}\nAS\n${query}`,
  publish: (from, to) =>
    `CREATE OR REPLACE TABLE ${to} CLONE ${from} COPY GRANTS;\nDROP TABLE ${from}`,
  stopUnlessZero: postgres.stopUnlessZero,
  begin: ["ALTER SESSION SET TIMEZONE = 'UTC'"],
};

const bigqueryKeys = ({ by, sorted }: Layout): string =>
  by.length === 0 ? '' : `\nCLUSTER BY ${(sorted ?? by).slice(0, 4).join(', ')}`;

const bigquery: Dialect = {
  ...COMMON,
  name: 'bigquery',
  title: 'BigQuery (GoogleSQL)',
  tested: false,
  layout: [
    'CLUSTER BY customer, currency: BigQuery has no distribution key; clustered blocks hold whole ranges of',
    'customers, which windows and joins by customer read with little shuffling. Not partitioned by date: a',
    "customer's lots and redemptions lie years apart and belong together.",
    `${FIRST_OF_ALL} every window is partitioned and every join keyed by the customer.`,
    'Tables that stay cannot be made within a transaction: results are made beside the old ones, checked,',
    'and only then put in their place, a table at a time.',
  ],
  recursion: { most: 500, why: 'BigQuery ends a recursive query after 500 steps.' },
  quote: (name) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
  text: (value) => `CAST(${value} AS STRING)`,
  timeType: 'DATETIME',
  day: (time) => `CAST(CAST(${time} AS DATE) AS DATETIME)`,
  wallClock: (value) => `CAST(${value} AS DATETIME)`,
  plainNumber: (value) => `CAST(${value} AS STRING)`,
  trim: (text) => `TRIM(${text})`,
  matches: (text, pattern) => `REGEXP_CONTAINS(${text}, r${literal(pattern)})`,
  without: (text, pattern) => `REGEXP_REPLACE(${text}, r${literal(pattern)}, '')`,
  part: (text, letter, n) =>
    `COALESCE(SPLIT(${text}, ${literal(letter)})[SAFE_OFFSET(${n - 1})], '')`,
  integer: (text) => `SAFE_CAST(${text} AS INT64)`,
  timeOfText: (text) => `SAFE_CAST(${text} AS DATETIME)`,
  plusMilliseconds: (time, ms) =>
    `DATETIME_ADD(${time}, INTERVAL CAST(${ms} AS INT64) MILLISECOND)`,
  month: (time) => `FORMAT_DATETIME('%Y-%m', ${time})`,
  hash: (text) => `TO_HEX(MD5(${text}))`,
  money: (cents) => `CAST(${cents} AS NUMERIC) * NUMERIC '0.01'`,
  cents: (money) => `CAST(ROUND(${money} * 100) AS INT64)`,
  scratch: (name, layout, query) =>
    `CREATE OR REPLACE TEMP TABLE ${name}${bigqueryKeys(layout)}\nAS\n${query}`,
  table: (name, layout, query) =>
    `CREATE OR REPLACE TABLE ${name}${bigqueryKeys(layout)}\nAS\n${query}`,
  publish: (from, to) => `CREATE OR REPLACE TABLE ${to} COPY ${from};\nDROP TABLE ${from}`,
  stopUnlessZero: (query, message) =>
    `ASSERT (${query}) = 0 AS ${literal(message).replaceAll("''", "\\'")}`,
};

const sparkKeys = ({ by, sorted }: Layout): string =>
  by.length === 0
    ? ''
    : `\nCLUSTERED BY (${by.join(', ')}) SORTED BY (${(sorted ?? by).join(', ')}) INTO 256 BUCKETS`;

const spark: Dialect = {
  ...COMMON,
  name: 'spark',
  title: 'Spark SQL 3.4 or newer',
  tested: false,
  layout: [
    'CLUSTERED BY (customer, currency) … INTO 256 BUCKETS: a bucket holds whole customers, so windows and',
    'joins by (customer, currency) read their bucket and shuffle nothing. Choose the number of buckets as',
    'the cluster is large: 100 to 200 MB in each.',
    `${FIRST_OF_ALL} nothing is shuffled.`,
    'Delta Lake has no buckets: there write USING DELTA CLUSTER BY (customer, currency).',
    'Spark has no transactions over tables: results are made beside the old ones, checked, and only then',
    'put in their place, a table at a time.',
  ],
  recursion: {
    most: 0,
    why: 'Spark before 4.0 has no recursive queries, and from 4.0 on ends them after 100 steps or a million rows.',
  },
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  text: (value) => `CAST(${value} AS STRING)`,
  timeType: 'TIMESTAMP_NTZ',
  day: (time) => `CAST(CAST(${time} AS DATE) AS TIMESTAMP_NTZ)`,
  wallClock: (value) => `CAST(${value} AS TIMESTAMP_NTZ)`,
  plainNumber: (value) => `CAST(${value} AS STRING)`,
  trim: (text) => `TRIM(BOTH CONCAT(' ', CHR(9), CHR(10), CHR(13)) FROM ${text})`,
  matches: (text, pattern) => `${text} RLIKE ${literal(pattern)}`,
  withoutLeadingZeros: (text) => `TRIM(LEADING '0' FROM ${text})`,
  withoutTrailingZeros: (text) => `TRIM(TRAILING '0' FROM ${text})`,
  integer: (text) => `TRY_CAST(${text} AS BIGINT)`,
  timeOfText: (text) => `TRY_CAST(${text} AS TIMESTAMP_NTZ)`,
  plusMilliseconds: (time, ms) => `(${time} + MAKE_DT_INTERVAL(0, 0, 0, (${ms}) / 1000.0))`,
  month: (time) => `DATE_FORMAT(${time}, 'yyyy-MM')`,
  scratch: (name, layout, query) =>
    `DROP TABLE IF EXISTS ${name};\nCREATE TABLE ${name} USING PARQUET${sparkKeys(layout)}\nAS\n${query}`,
  table: (name, layout, query) =>
    `DROP TABLE IF EXISTS ${name};\nCREATE TABLE ${name} USING PARQUET${sparkKeys(layout)}\nAS\n${query}`,
  publish: (from, to) => `DROP TABLE IF EXISTS ${to};\nALTER TABLE ${from} RENAME TO ${to}`,
  stopUnlessZero: (query, message) => `SELECT ASSERT_TRUE((${query}) = 0, ${literal(message)})`,
  begin: ["SET TIME ZONE 'UTC'"],
};

const duckdb: Dialect = {
  ...COMMON,
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
  publish: postgres.publish,
  stopUnlessZero: (query, message) =>
    `SELECT CASE WHEN (${query}) = 0 THEN 1 ELSE ERROR(${literal(message)}) END AS goes_on`,
  begin: ['BEGIN TRANSACTION'],
  end: ['COMMIT'],
};

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  postgres,
  redshift,
  snowflake,
  bigquery,
  spark,
  duckdb,
};

/** The last part of a quoted name: what a renamed table is called within its schema. */
function lastName(name: string): string {
  return /(?:"(?:[^"]|"")*"|[^".]+)$/.exec(name)![0];
}

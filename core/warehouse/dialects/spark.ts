import type { Dialect, Layout } from './dialect.ts';
import { FIRST_OF_ALL, PLAIN_SQL, literal } from './plain-sql.ts';

const sparkKeys = ({ by, sorted }: Layout): string =>
  by.length === 0
    ? ''
    : `\nCLUSTERED BY (${by.join(', ')}) SORTED BY (${(sorted ?? by).join(', ')}) INTO 256 BUCKETS`;

export const spark = {
  ...PLAIN_SQL,
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
} as const satisfies Dialect;

import type { Dialect, Layout } from './dialect.ts';
import { FIRST_OF_ALL, PLAIN_SQL, literal } from './plain-sql.ts';

const bigqueryKeys = ({ by, sorted }: Layout): string =>
  by.length === 0 ? '' : `\nCLUSTER BY ${(sorted ?? by).slice(0, 4).join(', ')}`;

export const bigquery = {
  ...PLAIN_SQL,
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
  integerType: 'INT64',
  // It does not know a list of columns, which others demand.
  recursiveName: (name) => name,
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
} as const satisfies Dialect;

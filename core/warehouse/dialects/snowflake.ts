import type { Dialect, Layout } from './dialect.ts';
import { FIRST_OF_ALL, PLAIN_SQL, literal } from './plain-sql.ts';

const snowflakeKeys = ({ by, sorted }: Layout): string =>
  by.length === 0 ? '' : `\nCLUSTER BY (${(sorted ?? by).join(', ')})`;

export const snowflake = {
  ...PLAIN_SQL,
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
  begin: ["ALTER SESSION SET TIMEZONE = 'UTC'"],
} as const satisfies Dialect;

import type { Layout, ServedDialect } from './dialect.ts';
import { FIRST_OF_ALL, PLAIN_SQL, SPACES, literal } from './plain-sql.ts';

const redshiftKeys = ({ by, sorted }: Layout): string =>
  by.length === 0
    ? ''
    : `\nDISTSTYLE KEY DISTKEY (${by[0]!})\nCOMPOUND SORTKEY (${(sorted ?? by).join(', ')})`;

export const redshift = {
  ...PLAIN_SQL,
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
  begin: ['BEGIN', "SET TIMEZONE TO 'UTC'", "SET datestyle TO 'ISO, YMD'"],
  end: ['COMMIT'],
  served: { version: /redshift/i, hexNumber: (digits) => `STRTOL(${digits}, 16)` },
} as const satisfies ServedDialect;

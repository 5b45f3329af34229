const doubled = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** A text as a literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** The white space that is trimmed, as an expression. */
export const SPACES = `' ' || CHR(9) || CHR(10) || CHR(13)`;
/** How the explanation of a layout ends where rows are distributed. */
export const FIRST_OF_ALL =
  'The first statement that reads the source sends each row to the place of its customer; from then on';

/** What most engines write alike; a dialect spreads it and says what it writes differently. */
export const PLAIN_SQL = {
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
  integerType: 'BIGINT',
  fence: '',
  recursiveName: (name: string, columns: readonly string[]) => `${name} (${columns.join(', ')})`,
  stepwise: { index: null, begin: [], end: [] },
  publish: (from: string, to: string) =>
    `DROP TABLE IF EXISTS ${to};\nALTER TABLE ${from} RENAME TO ${lastName(to)}`,
  // A division by zero is what plain SQL has to end a script with.
  stopUnlessZero: (query: string, message: string) =>
    `-- Fails with "division by zero" if: ${message}\nSELECT 1 / (CASE WHEN (${query}) = 0 THEN 1 ELSE 0 END) AS goes_on`,
  begin: [],
  end: [],
  served: null,
} as const;

/** The last part of a quoted name: what a renamed table is called within its schema. */
function lastName(name: string): string {
  return /(?:"(?:[^"]|"")*"|[^".]+)$/.exec(name)![0];
}

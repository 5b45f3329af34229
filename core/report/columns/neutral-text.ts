/** What a spreadsheet takes for a formula; a plain number is none, so that `-16.07` stays a number. */
const FORMULA_START = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** Text as a spreadsheet shows it and never runs it: with an apostrophe before a formula's first sign. */
export function neutralText(text: string): string {
  return FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

/** {@link neutralText} as DuckDB's SQL over a column of texts. */
export function neutralSql(column: string): string {
  return `CASE WHEN regexp_matches(${column}, '^[=+\\-@\\t\\r]') AND NOT regexp_full_match(${column}, '[+-]?\\d+(\\.\\d+)?') THEN '''' || ${column} ELSE ${column} END`;
}

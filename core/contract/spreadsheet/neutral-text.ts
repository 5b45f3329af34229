/**
 * Text that no spreadsheet runs (RULES section 6), for files and the clipboard alike. Characters stand as regular
 * expressions of RE2, DuckDB's, have them; JavaScript's differ in one letter.
 */

/** The signs that begin a formula, in their plain, full-width and small forms. */
const SIGNS = '=+\\-@\\x{ff1d}\\x{ff0b}\\x{ff0d}\\x{ff20}\\x{fe66}\\x{fe62}\\x{fe63}\\x{fe6b}';
/** What a spreadsheet may pass over before such a sign: blanks, what is not seen, and quotation marks. */
const UNSEEN =
  '\\x{20}"\\x{7f}-\\x{a0}\\x{ad}\\x{34f}\\x{61c}\\x{1680}\\x{180e}\\x{2000}-\\x{200f}\\x{2028}-\\x{202f}\\x{205f}-\\x{2064}\\x{3000}\\x{feff}';
const CONTROLS = '\\x{0}-\\x{8}\\x{b}\\x{c}\\x{e}-\\x{1f}';
/** Where readers of other habits begin a new cell within a text. */
const SPLITTERS = ';\\t\\r\\n';

const FORMULA = `^(?:[\\t\\r\\n]|[${UNSEEN}${CONTROLS}]*[${SIGNS}])`;
/** None of these is a formula, so that `-16.07` stays a number. */
const PLAIN_NUMBER = '^ *[+-]?\\d+(?:\\.\\d+)? *$';
const FORMULA_WITHIN = `([${SPLITTERS}])([${UNSEEN}${CONTROLS}]*[${SIGNS}])`;

const formula = regExp(FORMULA);
const plainNumber = regExp(PLAIN_NUMBER);
const formulaWithin = regExp(FORMULA_WITHIN, 'g');
const splitter = regExp(`[${SPLITTERS}]`);

/** Text as a cell of a workbook shows it and never runs it: with an apostrophe before what would begin a formula. */
export function neutralText(text: string): string {
  return formula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}

/**
 * {@link neutralText} for files and the clipboard, where a reader may split a text at semicolons, tabs and line
 * ends: what would begin a formula behind one of these gets an apostrophe as well.
 */
export function splitSafeText(text: string): string {
  const neutral = neutralText(text);
  return splitter.test(neutral) ? neutral.replace(formulaWithin, "$1'$2") : neutral;
}

/** {@link splitSafeText} as DuckDB's SQL over a column of texts. */
export function splitSafeSql(column: string): string {
  const neutral = `CASE WHEN regexp_matches(${column}, '${FORMULA}') AND NOT regexp_matches(${column}, '${PLAIN_NUMBER}') THEN '''' || ${column} ELSE ${column} END`;
  return `regexp_replace(${neutral}, '${FORMULA_WITHIN}', '\\1''\\2', 'g')`;
}

/**
 * A text as a cell of the clipboard's lines, which spreadsheets split at tabs: on one line, never run, and
 * in quotation marks where it has some, as those are taken off when it is pasted.
 */
export function clipboardText(text: string): string {
  const safe = splitSafeText(text.replace(/[\t\r\n]+/g, ' '));
  return safe.includes('"') ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function regExp(source: string, flags = ''): RegExp {
  return new RegExp(source.replaceAll('\\x{', '\\u{'), `u${flags}`);
}

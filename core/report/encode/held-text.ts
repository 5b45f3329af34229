import { neutralText } from '../../contract/spreadsheet/neutral-text.ts';

/** Characters that Excel holds in a cell; a file with more of them it calls damaged. */
const MOST_LETTERS = 32_767;
/** Stands at the end of a text that was cut. */
const CUT_MARK = '… [truncated: an Excel cell holds 32,767 characters; the CSV has the full text]';

/**
 * What XML cannot hold, or does not keep: control characters, half a surrogate pair, U+FFFE and U+FFFF.
 * Tabs and line feeds stay as they are.
 */
const UNHELD = '[\\u0000-\\u0008\\u000b-\\u001f\\u007f\\ufffe\\uffff]';
const SPECIAL = new RegExp(`${UNHELD}|[\\ud800-\\udfff]|_x`, 'u');
const ESCAPED = new RegExp(`${UNHELD}|_(?=x[0-9a-fA-F]{4}(?:_|${UNHELD}))`, 'gu');
/** What must not be cut in two. */
const PIECES = /_x[0-9a-fA-F]{4}_|[^]/gu;

/**
 * A text as a cell of a workbook holds it: never run ({@link neutralText}); with what XML cannot hold written
 * as spreadsheets do (`_x0001_`), by which a text that looks like that itself becomes `_x005F_x0001_`; half
 * a surrogate pair as U+FFFD; and cut, with a mark, where it is longer than Excel takes.
 */
export function heldText(text: string): string {
  const neutral = neutralText(text);
  if (neutral.length <= MOST_LETTERS && !SPECIAL.test(neutral)) return neutral;
  const escaped = neutral.toWellFormed().replace(ESCAPED, escapeOf);
  return escaped.length <= MOST_LETTERS ? escaped : cut(escaped);
}

/** What is done to texts that a workbook cannot hold as they are. */
const MENDINGS = ['escaped', 'cut'] as const;
/** Cells whose texts were escaped, and cut. */
export type Mended = Readonly<Record<(typeof MENDINGS)[number], number>>;

/** Counts of several tables, added up. */
export function addedMended(counts: readonly Mended[]): Mended {
  const sum = { escaped: 0, cut: 0 };
  for (const count of counts) for (const kind of MENDINGS) sum[kind] += count[kind];
  return sum;
}

/** What {@link heldText} does to a text besides keeping it from being run: a bit for each of {@link MENDINGS}. */
export function mendingOf(text: string): number {
  const neutral = neutralText(text);
  if (neutral.length <= MOST_LETTERS && !SPECIAL.test(neutral)) return 0;
  const escaped = neutral.toWellFormed().replace(ESCAPED, escapeOf);
  return (escaped === neutral.toWellFormed() ? 0 : 1) | (escaped.length <= MOST_LETTERS ? 0 : 2);
}

function escapeOf(letter: string): string {
  return `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

function cut(text: string): string {
  let length = 0;
  for (const [piece] of text.matchAll(PIECES)) {
    if (length + piece.length > MOST_LETTERS - CUT_MARK.length) break;
    length += piece.length;
  }
  return text.slice(0, length) + CUT_MARK;
}

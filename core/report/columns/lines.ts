import { textAt } from './text-bytes.ts';
import type { TextBytes } from './text-bytes.ts';

/** What indent and air take of a cell, in widths of a digit, in which columns are measured. */
const AIR = 2.5;

const NARROW = /[iIjlrtf.,;:!'’()[\]|\- ]/;
const WIDE = /[mwMW%@—…]/;
const CAPITAL = /\p{Lu}/u;
const WIDEST = 2;

/** The width of a character in the sheets' font, in widths of a digit, rather more than less. */
function widthOf(letter: string): number {
  if (NARROW.test(letter)) return 0.6;
  if (WIDE.test(letter)) return 1.7;
  if (CAPITAL.test(letter)) return 1.25;
  const isLatin = letter < '\u0300' || (letter >= '\u2000' && letter < '\u2100');
  return isLatin ? 1 : WIDEST;
}

const WIDTHS = Float64Array.from({ length: 0x300 }, (_, code) =>
  widthOf(String.fromCharCode(code)),
);

function widthOfWord(word: string): number {
  let width = 0;
  for (let i = 0; i < word.length; i++) width += WIDTHS[word.charCodeAt(i)] ?? widthOf(word[i]!);
  return width;
}

const BLANK = widthOf(' ');

/** The width that the longest line of a text takes, in widths of a digit. */
export function widthOfText(text: string): number {
  return Math.ceil(Math.max(...text.split('\n').map(widthOfWord)));
}

/**
 * The lines that a text takes in a cell that it goes on below itself in, of a column `width` wide: broken at blanks, and
 * within words that are longer than a line.
 */
export function linesIn(text: string, width: number): number {
  const room = Math.max(WIDEST, width - AIR);
  let lines = 0;
  for (const part of text.split('\n')) {
    let left = 0;
    let own = 0;
    for (const word of part.split(' ')) {
      const needs = widthOfWord(word);
      if (own > 0 && needs + BLANK <= left) {
        left -= needs + BLANK;
        continue;
      }
      const taken = Math.max(1, Math.ceil(needs / room));
      own += taken;
      left = taken * room - needs;
    }
    lines += own;
  }
  return lines;
}

/** The lines that each of some texts takes there, 255 at most. */
export function linesOfEach(texts: TextBytes, width: number): Uint8Array {
  const { bytes, start } = texts;
  return Uint8Array.from({ length: start.length - 1 }, (_, i) => {
    const isShort = (start[i + 1]! - start[i]!) * WIDEST <= width - AIR;
    if (isShort && !bytes.subarray(start[i], start[i + 1]).includes(NEWLINE)) return 1;
    return Math.min(255, linesIn(textAt(texts, i), width));
  });
}

const NEWLINE = 10;

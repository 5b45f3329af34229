import { textAt } from './text-bytes.ts';
import type { TextBytes } from './text-bytes.ts';

/** What air takes of a cell, in characters; its indent, what letters are narrower than digits. */
const AIR = 1;

/**
 * The lines that a text takes in a cell that it goes on below itself in, `width` characters wide: broken at blanks, and
 * within words that are longer than a line.
 */
export function linesIn(text: string, width: number): number {
  const room = Math.max(1, width - AIR);
  let lines = 0;
  for (const part of text.split('\n')) {
    let left = 0;
    let own = 0;
    for (const { length } of part.split(' ')) {
      if (own > 0 && length + 1 <= left) {
        left -= length + 1;
        continue;
      }
      const taken = Math.max(1, Math.ceil(length / room));
      own += taken;
      left = taken * room - length;
    }
    lines += own;
  }
  return lines;
}

/** The lines that each of some texts takes there, 255 at most. */
export function linesOfEach(texts: TextBytes, width: number): Uint8Array {
  const { bytes, start } = texts;
  return Uint8Array.from({ length: start.length - 1 }, (_, i) => {
    const isShort = start[i + 1]! - start[i]! <= width - AIR;
    if (isShort && !bytes.subarray(start[i], start[i + 1]).includes(NEWLINE)) return 1;
    return Math.min(255, linesIn(textAt(texts, i), width));
  });
}

const NEWLINE = 10;

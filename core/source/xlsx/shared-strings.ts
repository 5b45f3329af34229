import type { ReadOptions, SourceLimits } from '../reading/raw-rows.ts';
import { damaged, sourceProblem } from '../reading/source-problem.ts';
import { createXmlScanner, nameCode } from './xml-scanner.ts';
import { withoutExcelEscapes, xmlText } from './xml-text.ts';
import type { ZipParts } from './zip-parts.ts';

const SST = nameCode('sst');
const SI = nameCode('si');
const T = nameCode('t');
const R = nameCode('r');

/** Characters of all shared strings; they are held in memory while the workbook is open. */
const MAX_CHARACTERS = 2 ** 29;

const NOT_EMPTY = /\S/;

/** A text as a cell holds it: the empty string where it is blank or white space only. */
export function cellText(text: string): string {
  return NOT_EMPTY.test(text) ? withoutExcelEscapes(text) : '';
}

/**
 * The shared strings of a workbook by index, with the empty string for blank ones. Phonetic readings
 * are left out. Throws `source.too-large` beyond the limits.
 */
export async function readSharedStrings(
  zip: ZipParts,
  part: string,
  limits: SourceLimits,
  options?: ReadOptions,
): Promise<string[]> {
  const strings: string[] = [];
  const scanner = createSharedStringsScanner(strings, limits.maxSharedStrings);
  await zip.read(part, scanner.push, options?.signal ? { signal: options.signal } : {});
  scanner.end();
  return strings;
}

/** A scanner that appends to `strings` as it is fed. */
export function createSharedStringsScanner(
  strings: string[],
  maxStrings: number,
): ReturnType<typeof createXmlScanner> {
  let text = '';
  let characters = 0;
  /** Depth of the `t` whose text is being taken; -1 outside. */
  let taking = -1;
  /** Whether the open element at depth 2 is a rich text run. */
  let inRun = false;
  return createXmlScanner({
    open(name, _bytes, _from, _to, depth) {
      if (depth === 0 && name !== SST)
        throw damaged('The shared texts of the workbook are in the wrong place.');
      if (depth === 1 && name === SI) text = '';
      else if (depth === 2) inRun = name === R;
      if (name === T && (depth === 2 || (depth === 3 && inRun))) taking = depth;
    },
    close(name, depth) {
      if (taking === depth) taking = -1;
      if (depth !== 1 || name !== SI) return;
      characters += text.length;
      if (strings.length >= maxStrings || characters > MAX_CHARACTERS) {
        throw sourceProblem(
          'source.too-large',
          'The workbook contains more texts than this program can read.',
        );
      }
      strings.push(cellText(text));
    },
    text(bytes, start, end, cdata) {
      if (taking < 0) return;
      const piece = xmlText(bytes, start, end, cdata);
      text = text === '' ? piece : text + piece;
    },
  });
}

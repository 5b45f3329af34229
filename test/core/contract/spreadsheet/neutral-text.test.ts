import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clipboardText,
  neutralText,
  splitSafeSql,
  splitSafeText,
} from '../../../../core/contract/spreadsheet/neutral-text.ts';
import { openDuckDb } from '../../../../core/duckdb/open-duckdb.ts';
import { sqlText } from '../../../../core/duckdb/sql-text.ts';
import { csvText } from '../../../../core/report/columns/text-bytes.ts';
import { drawn } from '../../../amount.ts';

const LETTERS = [...'=+-@＝＋－＠﹦﹢﹣﹫;,\t\r\n"\' \u00a0\u200b\u0001\ufeff19.a|é'];
const anyText = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 8 });

/** Whether a spreadsheet would compute a cell. Written anew, by character, and stricter than any of them. */
function isRun(cell: string): boolean {
  // Where nothing splits at a comma, what follows a number makes no formula of it.
  if (/^[\s"]*[+-]?\d+(\.\d+)?\s*(,|$)/.test(cell)) return false;
  for (const letter of cell) {
    if ('=+-@'.includes(letter.normalize('NFKC'))) return true;
    if (!/[\s"\p{Cc}\p{Cf}]/u.test(letter)) return false;
  }
  return false;
}

/** The cells of a file, or of the clipboard, to a spreadsheet that splits at this separator. */
function cellsOf(file: string, separator: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= file.length) {
    let cell = '';
    if (file[at] === '"') {
      for (at++; at < file.length; at++) {
        if (file[at] !== '"') cell += file[at];
        else if (file[at + 1] === '"') cell += file[at++];
        else break;
      }
      at++;
    }
    while (at < file.length && !`${separator}\r\n`.includes(file[at]!)) cell += file[at++];
    cells.push(cell);
    at++;
  }
  return cells;
}

describe('a text that a spreadsheet would run', () => {
  it('gets an apostrophe: signs in all their widths, behind blanks, quotes and what is not seen', () => {
    for (const text of [
      '=1+1',
      '＝1+1',
      '＋1+1',
      '－1+1',
      '＠SUM(A1)',
      '﹦1+1',
      '\n=1+1',
      '\r=1+1',
      '\t=1+1',
      ' =1+1',
      '\u00a0=1+1',
      '\u200b=1+1',
      '\ufeff=1+1',
      '\u0000=1+1',
      '"=1+1"',
      '-1+cmd|x',
    ])
      expect([text, neutralText(text)]).toEqual([text, `'${text}`]);
  });

  it('is no number, and nothing in its middle', () => {
    for (const text of ['-16.07', '+5', ' -16.07 ', '1=1', 'a-b', 'x@y', '"quoted"', '', ' '])
      expect(neutralText(text)).toBe(text);
  });

  it('gets one behind what others split at, too', () => {
    expect(splitSafeText('x;=1+1')).toBe("x;'=1+1");
    expect(splitSafeText('x\n"=1+1"')).toBe('x\n\'"=1+1"');
    expect(splitSafeText('a; b;c')).toBe('a; b;c');
  });

  it('is run in no file, whether it is split at commas, semicolons or tabs', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 4 }), (texts) => {
        const file = `${texts.map(csvText).join(',')}\n-16.07,${texts.map(csvText).join(',')}\n`;
        for (const separator of [',', ';', '\t'])
          expect(cellsOf(file, separator).filter(isRun)).toEqual([]);
      }),
      drawn(20_000),
    );
  });

  it('is run from no clipboard, and stays in its cell', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 4 }), (texts) => {
        const cells = cellsOf(texts.map(clipboardText).join('\t'), '\t');
        expect(cells).toHaveLength(texts.length);
        expect(cells.filter(isRun)).toEqual([]);
        cells.forEach((cell, i) =>
          expect(cell.replaceAll("'", '')).toBe(
            texts[i]!.replace(/[\t\r\n]+/g, ' ').replaceAll("'", ''),
          ),
        );
      }),
      drawn(20_000),
    );
  });

  it('is the same to DuckDB', async () => {
    const texts = fc.sample(anyText, drawn(5_000));
    const duckDb = await openDuckDb({ memory: '256MB' });
    try {
      const values = texts.map((text) => `(${sqlText(text)})`).join(', ');
      const asked = await (
        await duckDb.connect()
      ).runAndReadAll(`SELECT ${splitSafeSql('text')} FROM (VALUES ${values}) t (text)`);
      // DuckDB's own reading of its answer leaves a byte order mark out.
      const bare = (text: unknown): string => String(text).replace(/^\ufeff+/, '');
      expect(asked.getRows().map(([text]) => bare(text))).toEqual(
        texts.map((text) => bare(splitSafeText(text))),
      );
    } finally {
      duckDb.closeSync();
    }
  });
});

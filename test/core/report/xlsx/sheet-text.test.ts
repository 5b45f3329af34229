import { join } from 'node:path';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../core/report/columns/column.ts';
import { sharedTexts } from '../../../../core/report/columns/text-bytes.ts';
import { sheetText } from '../../../../core/report/xlsx/sheet-text.ts';
import { writeTableWorkbook } from '../../../../core/report/xlsx/workbook.ts';
import { withoutExcelEscapes } from '../../../../core/source/xlsx/xml-text.ts';
import { drawn } from '../../../amount.ts';
import { readAll, testFolder } from '../../source/reading.ts';

const ABOUT = { title: '', subject: '', entity: '', period: '', run: '', stated: 0 };

const folder = testFolder();
let files = 0;

/** A workbook of one column, whose header and cells are given. */
async function workbookOf(header: string, texts: readonly string[]): Promise<string> {
  const path = join(folder, `${files++}.xlsx`);
  const column: Column = {
    name: header,
    kind: 'text',
    values: Int32Array.from(texts.keys()),
    ...sharedTexts(texts),
  };
  await writeTableWorkbook(path, ABOUT, { columns: [column], rows: texts.length }, 'Texts');
  return path;
}

/** Throws where a text is none that XML can hold. */
function parsed(text: string): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  const markup = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  parser.write(`<a>${markup}</a>`).close();
}

/** Texts that XML, or Excel, cannot hold as they are, and what a cell shows of them. */
const ODD: readonly [string, string][] = [
  [
    'a\u0000b\u0001c\u0008d\u000be\u000cf\u001fg\u007fh',
    'a\u0000b\u0001c\u0008d\u000be\u000cf\u001fg\u007fh',
  ],
  ['a\tb\nc\rd\r\ne', 'a\tb\nc\rd\r\ne'],
  ['x\ufffey\uffffz', 'x\ufffey\uffffz'],
  ['half \ud83d and half \ude00', 'half \ufffd and half \ufffd'],
  ['whole 😀', 'whole 😀'],
  ['_x0041_', '_x0041_'],
  ['_x0041_x0042_', '_x0041_x0042_'],
  ['_x005F_x0041_', '_x005F_x0041_'],
  ['_x0041\u0001', '_x0041\u0001'],
  ['_x00_ and _xyz', '_x00_ and _xyz'],
  ['=1+1\u0001', "'=1+1\u0001"],
];

/** What is written of a text. */
function writtenOf(text: string): string {
  const written = sheetText(text);
  return typeof written === 'string' ? written : written.richText[0]!.text;
}

describe('a text in a workbook', () => {
  it('is read back as it was, whatever it holds', async () => {
    const path = await workbookOf(
      '_x0041_\ufffe',
      ODD.map(([text]) => text),
    );
    expect((await readAll(path)).rows).toEqual([['_x0041_'], ...ODD.map(([, shown]) => [shown])]);
  });

  it('is written as spreadsheets do', () => {
    expect(writtenOf('_x0041_')).toBe('_x005F_x0041_');
    expect(writtenOf('\u0001\uffff\r')).toBe('_x0001__xFFFF__x000D_');
    expect(sheetText('a\nb_x')).toBe('a\nb_x');
  });

  it('is nothing but what XML can hold, and says the same', () => {
    const units = fc
      .array(fc.nat(0xffff), { maxLength: 12 })
      .map((all) => String.fromCharCode(...all));
    const texts = fc
      .array(
        fc.oneof(units, fc.constantFrom('_', 'x', '0041', '_x', 'F', '\u0001', '\ufffe', '\ud800')),
      )
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const written = writtenOf(`.${text}`);
        parsed(written);
        expect(withoutExcelEscapes(written)).toBe(`.${text}`.toWellFormed());
      }),
      drawn(5000),
    );
  });

  it('that is longer than Excel takes is cut with a mark, and not within a character', async () => {
    const whole = 'x'.repeat(32_767);
    expect(sheetText(whole)).toBe(whole);
    for (const letter of ['x', '😀', '\u0001', '_x0041_']) {
      const cut = writtenOf(letter.repeat(40_000));
      expect(cut.length).toBeLessThanOrEqual(32_767);
      expect(cut.length).toBeGreaterThan(32_767 - 20);
      expect(cut.isWellFormed()).toBe(true);
      const shown = withoutExcelEscapes(cut);
      const at = shown.indexOf('…');
      expect(shown.slice(at)).toBe(
        '… [truncated: an Excel cell holds 32,767 characters; the CSV has the full text]',
      );
      expect(letter.repeat(40_000).startsWith(shown.slice(0, at))).toBe(true);
    }
    const path = await workbookOf('y'.repeat(40_000), [`${whole}x`]);
    const [header, [cell]] = (await readAll(path)).rows as [string[], string[]];
    expect([header[0]!.length, cell!.length]).toEqual([247, 32_767]);
  });
});

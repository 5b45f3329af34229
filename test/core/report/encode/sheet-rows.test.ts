import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflateRawSync } from 'node:zlib';
import type { Column } from '../../../../core/report/columns/column.ts';
import { sharedTexts } from '../../../../core/report/columns/text-bytes.ts';
import { deflatedRows } from '../../../../core/report/encode/deflated-rows.ts';
import { LAST_BLOCK } from '../../../../core/report/encode/deflated.ts';
import { columnLetters } from '../../../../core/report/encode/sheet-rows.ts';
import { serialOfTime } from '../../../../core/ledger/time.ts';
import { drawn } from '../../../amount.ts';

/** The XML of rows, sheet by sheet. */
function sheetsOf(columns: readonly Column[], rows: number, perSheet = 1000, before = 0): string[] {
  const { bytes, stretches } = deflatedRows({ columns, rows }, { before, perSheet });
  let at = 0;
  return stretches.map((stretch) => {
    const own = bytes.subarray(at, (at += stretch.bytes));
    const text = inflateRawSync(Buffer.concat([own, LAST_BLOCK])).toString('utf8');
    expect(Buffer.byteLength(text)).toBe(stretch.size);
    return text;
  });
}

const numbers = (kind: 'money' | 'time' | 'count', values: readonly number[]): Column => ({
  name: kind,
  kind,
  values: Float64Array.from(values),
});

/** The values of a column's cells; null for none. */
function valuesOf(column: Column): (string | null)[] {
  const [xml] = sheetsOf([column], column.values.length);
  return [...xml!.matchAll(/<row r="\d+">(.*?)<\/row>/gs)].map(
    ([, cell]) => /<(?:v|t)[^>]*>(.*)<\/(?:v|t)>/s.exec(cell!)?.[1] ?? null,
  );
}

describe('the rows of a sheet', () => {
  it('bear their addresses, and go on from sheet to sheet within a table', () => {
    const column = numbers('count', [7, 8, 9, 10]);
    expect(sheetsOf([column], 4, 3, 4).map((xml) => xml.replaceAll(/ s="\d+"/g, ''))).toEqual([
      '<row r="3"><c r="A3"><v>7</v></c></row><row r="4"><c r="A4"><v>8</v></c></row>',
      '<row r="2"><c r="A2"><v>9</v></c></row><row r="3"><c r="A3"><v>10</v></c></row>',
    ]);
    expect(sheetsOf([column], 0)).toEqual([]);
  });

  it('have columns beyond Z', () => {
    expect([0, 25, 26, 51, 52, 701, 702, 16_383].map(columnLetters)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
      'XFD',
    ]);
  });

  it('hold amounts to the cent, and no cell where there is none', () => {
    expect(valuesOf(numbers('money', [-1607, 5, NaN, 0, 2 ** 53 - 1]))).toEqual([
      '-16.07',
      '0.05',
      null,
      '0.00',
      '90071992547409.91',
    ]);
  });

  it('hold times as the number that Excel has for them', () => {
    const times = fc.integer({ min: Date.UTC(1900, 2, 1), max: Date.UTC(9999, 11, 31) });
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 50 }), (values) => {
        const written = valuesOf(numbers('time', values));
        values.forEach((time, i) => {
          const serial = Number(written[i]);
          // A millisecond is some 1e-8 of a day.
          expect(Math.abs(serial - serialOfTime(time))).toBeLessThan(1e-9);
          expect(Math.round((serial - 25_569) * 86_400_000)).toBe(time);
        });
      }),
      drawn(500),
    );
    expect(valuesOf(numbers('time', [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1, 12)]))).toEqual([
      '46023',
      '46023.5',
    ]);
  });

  it('hold ids as numbers, or all of a column as text', () => {
    const values = Float64Array.of(12, 2 ** 53 - 1, NaN, -1);
    const texts = sharedTexts(['A&B-07']);
    const id = (sheetText: boolean): Column => ({
      name: 'ID',
      kind: 'id',
      values: sheetText ? values : values.subarray(0, 3),
      asText: false,
      sheetText,
      ...texts,
    });
    expect(valuesOf(id(false))).toEqual(['12', '9007199254740991', null]);
    expect(valuesOf(id(true))).toEqual(['12', '9007199254740991', null, 'A&amp;B-07']);
    expect(sheetsOf([id(true)], 4)[0]).not.toContain('<v>');
  });

  it('hold texts as XML, with the blanks around them', () => {
    const texts = ['plain', '', ' blank ', 'a < b & c > d', 'ä€😀', '=1+1', '_x0041_', '\u0001'];
    const column: Column = {
      name: 'TEXT',
      kind: 'text',
      values: Int32Array.of(...texts.keys(), -1),
      ...sharedTexts(texts),
    };
    expect(valuesOf(column)).toEqual([
      'plain',
      null,
      ' blank ',
      'a &lt; b &amp; c &gt; d',
      'ä€😀',
      "'=1+1",
      '_x005F_x0041_',
      '_x0001_',
      null,
    ]);
    expect(sheetsOf([column], 3)[0]).toContain('<t xml:space="preserve"> blank </t>');
  });

  it('have room for texts that are longer than all that is deflated at once', () => {
    const texts = ['x'.repeat(30_000), 'y'];
    const columns = Array.from({ length: 40 }, (): Column => ({
      name: 'TEXT',
      kind: 'text',
      values: Int32Array.of(0, 1, 0),
      ...sharedTexts(texts),
    }));
    const [xml] = sheetsOf(columns, 3);
    expect(xml!.match(/x{30000}/g)).toHaveLength(80);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSafeText } from '../../../../core/contract/spreadsheet/neutral-text.ts';
import { csvTextBytes, textAt, textBytes } from '../../../../core/report/columns/text-bytes.ts';

const anyTexts = fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 30 });

describe('texts as bytes', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        const bytes = textBytes(texts);
        expect(texts.map((_, i) => textAt(bytes, i))).toEqual(texts);
        expect(bytes.start).toHaveLength(texts.length + 1);
        expect(bytes.start[texts.length]).toBe(bytes.bytes.length);
      }),
    );
  });

  it('lie on memory that threads share', () => {
    const { bytes, start } = textBytes(['a', 'é']);
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(start.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(textBytes([]).start).toEqual(new Float64Array(1));
  });

  it('keep a byte order mark that a text begins with, and mend half a surrogate pair', () => {
    const bytes = textBytes(['\ufeffa', '\ud800x', 'b']);
    expect([0, 1, 2].map((i) => textAt(bytes, i))).toEqual(['\ufeffa', '\ufffdx', 'b']);
  });

  it('are never shorter as CSV cells, and the same where nothing had to be changed', () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        const plain = textBytes(texts);
        const csv = csvTextBytes(texts);
        texts.forEach((text, i) => {
          const cell = textAt(csv, i);
          expect(cell.length).toBeGreaterThanOrEqual(text.length);
          const bare = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
          expect(bare).toBe(splitSafeText(text));
        });
        if (csv.bytes.length === plain.bytes.length) expect(csv.bytes).toEqual(plain.bytes);
      }),
    );
  });
});

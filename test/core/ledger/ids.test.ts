import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareIdTexts, createIdPool, idRanks, idText } from '../../../core/ledger/ids.ts';
import { drawn } from '../../amount.ts';

describe('ids', () => {
  it('keeps every text exactly as given', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const pool = createIdPool();
        expect(idText(pool.texts, pool.ofText(text))).toBe(text.trim());
      }),
    );
  });

  it('tells 7 from 007, takes number cells as their integer, and keeps what no integer holds', () => {
    const pool = createIdPool();
    expect(pool.ofText('7')).toBe(pool.ofNumber(7));
    expect(pool.ofText('007')).not.toBe(pool.ofText('7'));
    expect(idText(pool.texts, pool.ofText('007'))).toBe('007');
    expect(idText(pool.texts, pool.ofNumber(1.2011454e7))).toBe('12011454');
    expect(idText(pool.texts, pool.ofText('12345678901234567890'))).toBe('12345678901234567890');
    expect(idText(pool.texts, pool.ofNumber(1e21))).toBe('1000000000000000000000');
    expect(idText(pool.texts, pool.ofNumber(12.5))).toBe('12.5');
    expect(pool.ofText('  ')).toBeNaN();
    expect(Object.is(pool.ofNumber(-0), 0)).toBe(true);
  });

  const anyId = fc.oneof(
    fc.nat().map(String),
    fc.stringMatching(/^0{0,2}\d{1,18}$/),
    fc.stringMatching(/^[0-9a-zA-Z\u{10000}\uFFFD-]{1,4}$/u),
  );

  it('orders ids totally', () => {
    fc.assert(
      fc.property(anyId, anyId, anyId, (a, b, c) => {
        expect(Math.sign(compareIdTexts(a, b))).toBe(-Math.sign(compareIdTexts(b, a)) + 0);
        expect(compareIdTexts(a, b) === 0).toBe(a === b);
        if (compareIdTexts(a, b) < 0 && compareIdTexts(b, c) < 0)
          expect(compareIdTexts(a, c)).toBeLessThan(0);
      }),
      drawn(2000),
    );
  });

  it('orders numbers by number and texts by code point', () => {
    const sorted = ['b', '10', '9', '09', 'a', '\u{1F600}', '\uFFFD'].sort(compareIdTexts);
    expect(sorted).toEqual(['09', '9', '10', 'a', 'b', '\uFFFD', '\u{1F600}']);
  });

  it('gives ranks that compare as the ids do', () => {
    fc.assert(
      fc.property(fc.array(anyId, { minLength: 2, maxLength: 12 }), (texts) => {
        const pool = createIdPool();
        const values = Float64Array.from(texts, (text) => pool.ofText(text));
        const ranks = idRanks({ values, pool: pool.texts });
        for (let i = 0; i < texts.length; i++)
          for (let j = 0; j < texts.length; j++)
            expect(Math.sign(ranks[i]! - ranks[j]!)).toBe(
              Math.sign(compareIdTexts(texts[i]!, texts[j]!)),
            );
      }),
    );
  });
});

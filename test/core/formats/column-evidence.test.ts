import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountEvidence, dateEvidence } from '../../../core/formats/column-evidence.ts';
import { timeOfDateText } from '../../../core/formats/date-text.ts';
import { centsOfAmount } from '../../../core/formats/decimal-mark.ts';
import { drawn } from '../../amount.ts';

const DAY = 86_400_000;
const pad = (n: number): string => String(n).padStart(2, '0');

/** A day with its year behind, the day first or the month first. */
function written(time: number, order: 'dmy' | 'mdy'): string {
  const date = new Date(time);
  const [day, month] = [pad(date.getUTCDate()), pad(date.getUTCMonth() + 1)];
  return `${order === 'dmy' ? `${day}/${month}` : `${month}/${day}`}/${date.getUTCFullYear()}`;
}

/** Cents with thousands, and with the mark before the last two digits. */
function grouped(cents: number, mark: 'comma' | 'point'): string {
  const plain = (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
  return mark === 'point' ? plain : plain.replace(/[.,]/g, (one) => (one === ',' ? '.' : ','));
}

describe('a column', () => {
  it('of days is read as it was written, or not at all', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('dmy' as const, 'mdy' as const),
        fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 8 }),
        (order, days) => {
          const evidence = dateEvidence(() => false);
          const texts = days.map((day) => written(day * DAY, order));
          texts.forEach((text, row) => evidence.text(row, text));
          const verdict = evidence.verdict();
          if (verdict.is === 'ambiguous') return;
          expect(verdict.is).toBe('chosen');
          if (verdict.is !== 'chosen') return;
          expect(texts.map((text) => timeOfDateText(text, verdict.format))).toEqual(
            days.map((day) => day * DAY),
          );
        },
      ),
      drawn(2000),
    );
  });

  it('of amounts with their cents is read as it was written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('comma' as const, 'point' as const),
        fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 1, maxLength: 8 }),
        (mark, cents) => {
          const evidence = amountEvidence();
          const texts = cents.map((one) => grouped(one, mark));
          texts.forEach((text, row) => evidence.text(row, text));
          const verdict = evidence.verdict();
          const chosen = verdict.is === 'chosen' ? verdict.format : 'point';
          expect(verdict.is).toBe(mark === 'comma' ? 'chosen' : 'plain');
          expect(texts.map((text) => centsOfAmount(text, chosen))).toEqual(
            cents.map((one) => ({ cents: one })),
          );
        },
      ),
      drawn(2000),
    );
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIdPool } from '../../../../core/ledger/ids.ts';
import { centsOfText } from '../../../../core/ledger/money.ts';
import { timeOfText, timeText } from '../../../../core/ledger/time.ts';
import { plainCents, plainTime, plainWhole } from '../../../../core/source/reading/plain-text.ts';
import { amount, SEED } from '../../../amount.ts';

const RUNS = amount(20_000);

/** Texts of the characters that count, so that many are nearly plain. */
const nearly = (characters: string, maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...characters), { maxLength }).map((all) => all.join(''));

it('a plain id is the one that the pool makes of it', () => {
  const digits = fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String);
  let plain = 0;
  fc.assert(
    fc.property(fc.oneof(digits, nearly('0123456789. -', 17)), (text) => {
      const value = plainWhole(text);
      if (Number.isNaN(value)) return;
      plain++;
      expect(value).toBe(createIdPool().ofText(text));
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(plain).toBeGreaterThan(RUNS / 10);
  expect(['0', '12011454', '999999999999999'].map(plainWhole)).toEqual([0, 12011454, 1e15 - 1]);
  expect(['', '00', '007', '-1', '1.0', ' 1', '１'].map(plainWhole)).toEqual(Array(7).fill(NaN));
});

it('a plain amount has the cents that the rule gives', () => {
  const amounts = fc
    .tuple(fc.constantFrom('', '-'), fc.nat(), fc.constantFrom('', '.0', '.5', '.07', '.99', '.'))
    .map((parts) => parts.join(''));
  let plain = 0;
  fc.assert(
    fc.property(fc.oneof(amounts, nearly('0123456789.-,+$', 14)), (text) => {
      const cents = plainCents(text);
      if (Number.isNaN(cents)) return;
      plain++;
      expect({ cents }).toStrictEqual(centsOfText(text));
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(plain).toBeGreaterThan(RUNS / 10);
  expect(['-16.07', '0', '-0.00', '9999999999.99'].map(plainCents)).toEqual([
    -1607, 0, 0, 999_999_999_999,
  ]);
  expect(['', '-', '.', '.5', '5.', '1.234', '12345678901'].map(plainCents)).toEqual(
    Array(7).fill(NaN),
  );
});

it('a plain time is the one that the rule gives', () => {
  const times = fc
    .integer({ min: Date.UTC(1890, 0, 1), max: Date.UTC(10_000, 0, 1) - 1 })
    .chain((time) => fc.constantFrom(time, Math.floor(time / 1000) * 1000))
    .map(timeText);
  const part = fc.nat(99).map((n) => String(n).padStart(2, '0'));
  const nearlyTimes = fc
    .tuple(fc.constantFrom('19', '20', '18', 'xx'), part, part, part, part, part, part)
    .map(([century, y, mo, d, h, mi, s]) => `${century}${y}-${mo}-${d}T${h}:${mi}:${s}`)
    .chain((time) =>
      fc.constantFrom('', '.5', '.123', ',123', '.x23', '.12x', 'Z').map((end) => time + end),
    );
  let plain = 0;
  fc.assert(
    fc.property(fc.oneof(times, nearlyTimes), fc.boolean(), (time, dayOnly) => {
      const text = dayOnly ? time.slice(0, 10) : time;
      const value = plainTime(text);
      if (Number.isNaN(value)) return;
      plain++;
      expect(value).toBe(timeOfText(text));
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(plain).toBeGreaterThan(RUNS / 10);
  // Every day of the calendar's own rules, and none that is not in it.
  for (let day = Date.UTC(1900, 0, 1); day <= Date.UTC(2401, 0, 1); day += 86_400_000) {
    if (plainTime(timeText(day).slice(0, 10)) !== day) expect(timeText(day)).toBe('read');
  }
  for (const text of ['2023-02-29', '1900-02-29', '2024-04-31', '2024-00-10', '2024-13-01'])
    expect(plainTime(text)).toBeNaN();
  for (const text of ['2024-01-01 24:00:00', '2024-01-01 10:60:00', '2024-01-01x10:00:00', ''])
    expect(plainTime(text)).toBeNaN();
});

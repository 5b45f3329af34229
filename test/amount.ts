import { randomInt } from 'node:crypto';
import process from 'node:process';

/**
 * How much is tried of what proves by the thousand: ledgers, kills, deliveries, dialects. `npm test` tries
 * a tenth, drawn anew each time; `npm run test:deep` tries all. The seed is printed when the tests begin,
 * and THRIVE_TEST_SEED=… draws the same again.
 */
export const DEEP = process.env['THRIVE_TEST_DEEP'] === '1';
export const SEED = Number(process.env['THRIVE_TEST_SEED'] ?? randomInt(2 ** 31));

/** How many are tried of so many, `least` at the least. */
export const amount = (all: number, least = 1): number =>
  DEEP ? all : Math.max(least, Math.ceil(all / 10));

/** The same for fast-check, with the seed. */
export const drawn = (all: number, least = 1): { numRuns: number; seed: number } => ({
  numRuns: amount(all, least),
  seed: SEED,
});

/** Which of some cases are tried: all, or a tenth of them and `least` at the least, drawn by the seed. */
export function someOf<T>(cases: readonly T[], least: number): T[] {
  const left = [...cases];
  let state = SEED >>> 0;
  return Array.from({ length: Math.min(cases.length, amount(cases.length, least)) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return left.splice(Math.floor((state / 2 ** 32) * left.length), 1)[0]!;
  });
}

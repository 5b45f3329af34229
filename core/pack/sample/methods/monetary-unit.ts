import { hash } from 'node:crypto';
import type { Pick, SampleMethod } from './method.ts';

/** The start is one of so many equal parts of the interval. */
const PARTS = 2n ** 48n;

/**
 * Every cent has the same chance: hits lie an interval apart on the line of all amounts, one after the other. All is
 * reckoned in whole numbers, so that no rounding moves a hit to another item.
 */
export const monetaryUnit = {
  draw({ cents, currency }, size, seed) {
    const sum = BigInt(cents.reduce((total, one) => total + one, 0));
    if (sum === 0n || size === 0) return { picks: [], interval: null, start: null };
    const n = BigInt(size);
    const part = BigInt(`0x${hash('sha256', `${seed}:${currency}`, 'hex').slice(0, 12)}`);
    // The k-th hit lies at (k + part ÷ PARTS) × sum ÷ n.
    const hitAt = (k: bigint): number => Number(((k * PARTS + part) * sum) / (n * PARTS));
    const picks: Pick[] = [];
    let end = 0;
    let hit = 0n;
    for (const [item, amount] of cents.entries()) {
      end += amount;
      const before = hit;
      while (hit < n && hitAt(hit) < end) hit++;
      if (hit > before)
        picks.push({
          item,
          hits: Number(hit - before),
          isAlwaysIn: BigInt(amount) * n >= sum,
        });
    }
    return { picks, interval: Number(sum / n), start: hitAt(0n) };
  },
} as const satisfies SampleMethod;

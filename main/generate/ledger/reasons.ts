import { integerBetween, oneOf } from './random.ts';
import type { Random } from './random.ts';

interface Reason {
  readonly name: string;
  /** Of a hundred earned rows, how many have it. */
  readonly share: number;
  readonly termDays: number;
  /** The usual amounts in cents; empty where the amount is the price of an item. */
  readonly amounts: readonly number[];
}

const REASON_LIST: readonly Reason[] = [
  { name: 'Damaged Item', share: 26, termDays: 365, amounts: [] },
  { name: 'Delivered, Not Received', share: 18, termDays: 365, amounts: [] },
  { name: 'Late Delivery', share: 12, termDays: 365, amounts: [500, 750, 1000] },
  { name: 'Missing Item', share: 10, termDays: 365, amounts: [] },
  { name: 'Refund', share: 9, termDays: 365, amounts: [] },
  { name: 'Loyalty Reward', share: 12, termDays: 365, amounts: [500, 1000, 1500, 2500] },
  { name: 'Goodwill', share: 6, termDays: 365, amounts: [500, 1000, 2000] },
  { name: 'Refer a Friend', share: 4, termDays: 365, amounts: [2000, 4000] },
  { name: 'Short Expiry Product', share: 3, termDays: 60, amounts: [100, 200, 300] },
];

/** The texts of REASON by their code; code 0 is the blank of spent and expired rows. */
export const REASONS: readonly string[] = ['', ...REASON_LIST.map(({ name }) => name)];

const BY_SHARE = REASON_LIST.flatMap((reason, i) => Array<number>(reason.share).fill(i + 1));

/** The code of a reason, as often as it occurs. */
export function reasonCode(random: Random): number {
  return BY_SHARE[Math.floor(random() * BY_SHARE.length)]!;
}

/** For how many days a credit of this reason usually lasts. */
export function termOfReason(code: number): number {
  return REASON_LIST[code - 1]!.termDays;
}

/** What a credit of this reason is worth, in cents: from 0.50 to 250.00. */
export function creditCents(code: number, random: Random): number {
  const { amounts } = REASON_LIST[code - 1]!;
  if (amounts.length > 0) return oneOf(random, amounts);
  // The sum of three draws is near enough to a normal curve, and prices are lognormal.
  const bell = random() + random() + random() - 1.5;
  const cents = Math.round(1100 * Math.exp(bell * 1.7));
  return Math.min(Math.max(cents, 50), 25_000);
}

/** A redemption beyond what is there: from 1.00 to 15.00, in cents. */
export function excessCents(random: Random): number {
  return integerBetween(random, 100, 1500);
}

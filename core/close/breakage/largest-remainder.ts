/**
 * Whole cents for amounts that are none, whose sum is that of all of them, rounded: each is rounded down, and the
 * cents that are missing then go to those with the largest remainders, of equal ones to the first. So each is
 * within a cent of what it was, and they add up.
 */
export function wholeCents(amounts: readonly number[]): readonly number[] {
  const floors = amounts.map(Math.floor);
  const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
  // Of the remainders, which are small, so that no large sum blurs them.
  const missing = Math.round(sum(amounts.map((amount, i) => amount - floors[i]!)));
  const byRemainder = amounts
    .map((amount, i) => ({ i, rest: amount - floors[i]! }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  const whole = [...floors];
  for (const { i } of byRemainder.slice(0, missing)) whole[i]!++;
  return whole;
}

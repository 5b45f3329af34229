import { monthText } from '../../../core/ledger/time.ts';
import type { Restatement } from '../../../core/later-file/restatement.ts';
import { byText } from '../match/naive-reference.ts';
import type { FullMovement } from './later-file-fixture.ts';
import type { Standing } from './naive-later-files.ts';

const TYPES = ['earned', 'spent', 'expired'] as const;
type Sums = Record<(typeof TYPES)[number], number>;

/** Every month from the first movement to the last reported moment, summed twice and compared. */
export function naiveRestatement(
  before: Standing,
  after: Standing,
  rematched: readonly string[],
  until: number,
): Restatement {
  const reported = (standing: Standing): FullMovement[] =>
    [...standing.values()].filter(({ at }) => at <= until);
  const then = reported(before);
  const now = reported(after);
  const all = [...then, ...now];
  const currencies = distinct(all.map(({ currency }) => currency)).sort();
  const customers = distinct(all.map(({ customer }) => customer)).sort(byText);
  const first = Math.min(...all.map(({ at }) => at));
  const months = monthsBetween(first, until);
  const sumsOf = (list: readonly FullMovement[], month: string): Sums => {
    const sums: Sums = { earned: 0, spent: 0, expired: 0 };
    for (const { type, cents, at } of list) if (monthText(at) === month) sums[type] += cents;
    return sums;
  };
  const differencesOf = (is: (movement: FullMovement) => boolean) => {
    let closing = 0;
    return months.map((month) => {
      const [was, is_] = [sumsOf(then.filter(is), month), sumsOf(now.filter(is), month)];
      const [earned, spent, expired] = TYPES.map((type) => is_[type] - was[type]) as [
        number,
        number,
        number,
      ];
      const net = earned - spent - expired;
      closing += net;
      return { month, earned, spent, expired, net, closing };
    });
  };
  const accounts = customers.flatMap((customer) =>
    currencies.flatMap((currency) =>
      differencesOf((movement) => movement.customer === customer && movement.currency === currency)
        .filter(({ earned, spent, expired }) => earned !== 0 || spent !== 0 || expired !== 0)
        .map((differences) => ({ customer, currency, ...differences })),
    ),
  );
  return {
    accounts,
    months: currencies.flatMap((currency) =>
      differencesOf((movement) => movement.currency === currency)
        .map((differences) => ({
          currency,
          ...differences,
          customers: accounts.filter(
            (account) => account.currency === currency && account.month === differences.month,
          ).length,
          rematched: now.filter(
            (movement) =>
              rematched.includes(movement.id) &&
              movement.currency === currency &&
              monthText(movement.at) === differences.month,
          ).length,
        }))
        .filter(
          ({ closing, customers, rematched }) => closing !== 0 || customers > 0 || rematched > 0,
        ),
    ),
  };
}

function distinct<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}

function monthsBetween(first: number, last: number): string[] {
  const months: string[] = [];
  const date = new Date(first);
  date.setUTCDate(1);
  for (; date.getTime() <= last; date.setUTCMonth(date.getUTCMonth() + 1))
    months.push(monthText(date.getTime()));
  const end = monthText(last);
  if (months.length > 0 && months[months.length - 1]! < end) months.push(end);
  return months;
}

import type { CheckResult } from '../contract/checks.ts';
import type { Totals } from '../ledger/draft.ts';
import { EARNED, EXPIRED, SPENT } from '../ledger/ledger.ts';
import { decimalText } from '../ledger/money.ts';
import type { Books } from './books.ts';
import { checkSheet } from './check-sheet.ts';

/**
 * RULES.md section 4.5, per customer and currency: earned − spent − expired = closing = open lots −
 * uncovered redemptions, and under one-to-one and whole-lot plus what taken lots had left over minus
 * what paired redemptions still needed. The right side is made from the pairs alone.
 */
export function checkBalances(books: Books): CheckResult {
  const { draft, account, accountCount, movements, given, pairs, totals, customerOf } = books;
  const sheet = checkSheet('balance-equation');
  const sums = {
    earned: 0,
    spent: 0,
    expired: 0,
    closing: 0,
    matched: 0,
    openLots: 0,
    uncovered: 0,
    untracked: 0,
    untrackedUnused: 0,
    untrackedUncovered: 0,
  };
  const closing = new Float64Array(accountCount);
  const explained = new Float64Array(accountCount);
  for (let row = 0; row < draft.rows; row++) {
    const a = account[row]!;
    const amount = Math.abs(draft.cents[row]!);
    const left = amount - given[row]!;
    if (draft.type[row] === EARNED) {
      closing[a]! += amount;
      explained[a]! += left;
      sums.earned += amount;
      sums.matched += given[row]!;
      if (draft.policy === 'exact' || pairs[row] === 0) sums.openLots += left;
      else sums.untrackedUnused += left;
    } else {
      closing[a]! -= amount;
      explained[a]! -= left;
      if (draft.type[row] === SPENT) sums.spent += amount;
      if (draft.type[row] === EXPIRED) sums.expired += amount;
      if (draft.policy === 'one-to-one' && pairs[row]! > 0) sums.untrackedUncovered += left;
      else sums.uncovered += left;
    }
  }
  for (let a = 0; a < accountCount; a++)
    if (closing[a] !== explained[a])
      sheet.fail(
        `Customer ${customerOf(movements.order[movements.start[a]!]!)} closes at ${decimalText(closing[a]!)}, but lots and redemptions explain ${decimalText(explained[a]!)}`,
      );
  sums.closing = sums.earned - sums.spent - sums.expired;
  sums.untracked = sums.untrackedUnused + sums.untrackedUncovered;
  for (const name of Object.keys(sums) as (keyof Totals)[])
    if (sums[name] !== totals[name])
      sheet.fail(
        `The total ${name} is given as ${decimalText(totals[name])} and adds up to ${decimalText(sums[name])}`,
      );
  const numbers = Object.entries(sums).map(([name, cents]) => [name, decimalText(cents)]);
  return sheet.result(
    { accounts: accountCount, ...(Object.fromEntries(numbers) as Record<string, string>) },
    `All ${accountCount} balances are explained; closing ${decimalText(sums.closing)} = open lots ${decimalText(sums.openLots)} − uncovered ${decimalText(sums.uncovered)} + unused ${decimalText(sums.untrackedUnused)} − short in pairs ${decimalText(sums.untrackedUncovered)}.`,
  );
}

import type { Totals } from '../ledger/draft.ts';
import { EARNED, EXPIRED, SPENT } from '../ledger/ledger.ts';
import { decimalText } from '../ledger/money.ts';
import { checkSheet } from './check-sheet.ts';
import type { Check } from './check.ts';

/**
 * RULES.md section 4.5, per customer and currency: earned − spent − expired = closing = open lots −
 * uncovered redemptions, plus what lots that were taken whole had left over, minus what redemptions that
 * may take one lot only still needed. The right side is made from the pairs alone.
 */
export const balanceEquation: Check = {
  id: 'balance-equation',
  part(books) {
    const { draft, account, accountCount, movements, given, pairs, customerOf } = books;
    const { splitsLots } = draft.traits;
    const oneLot = draft.traits.lotsPerRedemption === 'one';
    const sheet = checkSheet();
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
        if (splitsLots || pairs[row] === 0) sums.openLots += left;
        else sums.untrackedUnused += left;
      } else {
        closing[a]! -= amount;
        explained[a]! -= left;
        if (draft.type[row] === SPENT) sums.spent += amount;
        if (draft.type[row] === EXPIRED) sums.expired += amount;
        if (oneLot && pairs[row]! > 0) sums.untrackedUncovered += left;
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
    return sheet.part({ ...sums, accounts: accountCount });
  },
  conclude(sum, { totals }, fail) {
    const names = Object.keys(totals) as (keyof Totals)[];
    for (const name of names)
      if (sum(name) !== totals[name])
        fail(
          `The total ${name} is given as ${decimalText(totals[name])} and adds up to ${decimalText(sum(name))}`,
        );
    const numbers = names.map((name): [string, string] => [name, decimalText(sum(name))]);
    return {
      numbers: { accounts: sum('accounts'), ...Object.fromEntries(numbers) },
      held: `All ${sum('accounts')} balances are explained; closing ${decimalText(sum('closing'))} = open lots ${decimalText(sum('openLots'))} − uncovered ${decimalText(sum('uncovered'))} + unused ${decimalText(sum('untrackedUnused'))} − short in pairs ${decimalText(sum('untrackedUncovered'))}.`,
    };
  },
};

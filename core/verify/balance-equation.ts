import { counted } from '../counted.ts';
import type { Totals } from '../ledger/draft.ts';
import { EARNED, EXPIRED, SPENT } from '../ledger/ledger.ts';
import { decimalText } from '../ledger/money.ts';
import { amountNumbers, amountsOf, currenciesOf, sumName, sumsByCurrency } from './by-currency.ts';
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
    const { pool } = books.ledger.currency ?? {};
    const rows = sumsByCurrency(pool);
    const earned = sumsByCurrency(pool);
    const spent = sumsByCurrency(pool);
    const expired = sumsByCurrency(pool);
    const matched = sumsByCurrency(pool);
    const openLots = sumsByCurrency(pool);
    const uncovered = sumsByCurrency(pool);
    const unused = sumsByCurrency(pool);
    const short = sumsByCurrency(pool);
    const closing = new Float64Array(accountCount);
    const explained = new Float64Array(accountCount);
    for (let row = 0; row < draft.rows; row++) {
      const a = account[row]!;
      const c = draft.currency[row]! + 1;
      const amount = Math.abs(draft.cents[row]!);
      const left = amount - given[row]!;
      rows[c]!++;
      if (draft.type[row] === EARNED) {
        closing[a]! += amount;
        explained[a]! += left;
        earned[c]! += amount;
        matched[c]! += given[row]!;
        if (splitsLots || pairs[row] === 0) openLots[c]! += left;
        else unused[c]! += left;
      } else {
        closing[a]! -= amount;
        explained[a]! -= left;
        if (draft.type[row] === SPENT) spent[c]! += amount;
        if (draft.type[row] === EXPIRED) expired[c]! += amount;
        if (oneLot && pairs[row]! > 0) short[c]! += left;
        else uncovered[c]! += left;
      }
    }
    for (let a = 0; a < accountCount; a++)
      if (closing[a] !== explained[a])
        sheet.fail(
          `Customer ${customerOf(movements.order[movements.start[a]!]!)} closes at ${decimalText(closing[a]!)}, but lots and redemptions explain ${decimalText(explained[a]!)}`,
        );
    const sums: Record<string, number> = { accounts: accountCount };
    rows.forEach((count, c) => {
      if (count === 0) return;
      const totals: Totals = {
        earned: earned[c]!,
        spent: spent[c]!,
        expired: expired[c]!,
        closing: earned[c]! - spent[c]! - expired[c]!,
        matched: matched[c]!,
        openLots: openLots[c]!,
        uncovered: uncovered[c]!,
        untracked: unused[c]! + short[c]!,
        untrackedUnused: unused[c]!,
        untrackedUncovered: short[c]!,
      };
      for (const [name, cents] of Object.entries(totals))
        sums[sumName(name, books.currencyOf(c - 1))] = cents as number;
    });
    return sheet.part(sums);
  },
  conclude(sum, whole, fail) {
    const currencies = currenciesOf('closing', whole);
    const of = (currency: string): string => (currencies.length > 1 ? ` ${currency}` : '');
    for (const { currency, totals } of currencies)
      for (const name of TOTALS) {
        const given = totals?.[name];
        const sums = sum(sumName(name, currency));
        if (sums !== given)
          fail(
            `The total ${name}${of(currency)} is reported as ${given === undefined ? 'nothing' : decimalText(given)} but adds up to ${decimalText(sums)}`,
          );
      }
    const explanations = currencies.map(({ currency }) => {
      const text = (name: keyof Totals): string => decimalText(sum(sumName(name, currency)));
      return `${of(currency)} closing ${text('closing')} = open lots ${text('openLots')} − unapplied ${text('uncovered')} + unused ${text('untrackedUnused')} − short in pairs ${text('untrackedUncovered')}`;
    });
    return {
      numbers: Object.assign(
        { accounts: sum('accounts') },
        ...TOTALS.map((name) => amountNumbers(name, amountsOf(name, whole))),
      ) as Record<string, number | string>,
      held: `${counted(sum('accounts'), 'account')} checked;${explanations.join(';')}.`,
    };
  },
};

const TOTALS = [
  'earned',
  'spent',
  'expired',
  'closing',
  'matched',
  'openLots',
  'uncovered',
  'untracked',
  'untrackedUnused',
  'untrackedUncovered',
] as const satisfies readonly (keyof Totals)[];

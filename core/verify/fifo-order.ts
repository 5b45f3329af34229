import { counted } from '../counted.ts';
import { EARNED } from '../ledger/ledger.ts';
import type { Books } from './books.ts';
import { checkSheet } from './check-sheet.ts';
import type { Check } from './check.ts';

/**
 * RULES.md section 4.4: no younger lot is taken while an older one that was available is left, and no
 * redemption goes short while a lot is available.
 *
 * The argument, per account: lots become available in the order of time and each redemption takes
 * the oldest, so the lots taken so far are always the first n of the account's lots (where lots
 * are split the last of them perhaps in part). It is enough to walk the account's movements beside its allocations
 * in SEQ order and to see that each allocation takes lot number n, and that whenever a redemption is
 * left short all lots seen so far are taken.
 */
export const fifoOrder: Check = {
  id: 'fifo-order',
  part(books) {
    const { draft, account, accountCount, movements, idOf, lotRow, redemptionRow, customerOf } =
      books;
    const { traits, allocations } = draft;
    const { splitsLots } = traits;
    const oneLot = traits.lotsPerRedemption === 'one';
    const sheet = checkSheet();
    const first = allocationsByAccount(books, (i) =>
      sheet.fail(`Allocation ${books.firstAllocation + i + 1} is not in SEQ order of its customer`),
    );
    /** Number of each lot among its account's lots, from 0; −1 until the walk has reached it. */
    const lotNumber = new Int32Array(draft.rows).fill(-1);

    for (let a = 0; a < accountCount; a++) {
      let lots = 0;
      let taken = 0;
      let partTaken = 0;
      let at = first[a]!;
      for (let k = movements.start[a]!; k < movements.start[a + 1]!; k++) {
        const row = movements.order[k]!;
        if (draft.type[row] === EARNED) {
          lotNumber[row] = lots++;
          continue;
        }
        const available = lots - taken;
        let need = -draft.cents[row]!;
        let used = 0;
        for (; at < first[a + 1]! && redemptionRow[at] === row; at++, used++) {
          const lot = lotRow[at]!;
          if (lot < 0 || account[lot] !== a || lotNumber[lot] !== taken) {
            const name = lot < 0 ? 'an unknown lot' : `lot ${idOf(lot)}`;
            sheet.fail(
              `Redemption ${idOf(row)} took ${name} although it was not the oldest one available`,
              lot < 0 ? [idOf(row)] : [idOf(lot), idOf(row)],
            );
            continue;
          }
          need -= allocations.cents[at]!;
          partTaken += allocations.cents[at]!;
          if (!splitsLots || partTaken >= draft.cents[lot]!) {
            taken++;
            partTaken = 0;
          }
        }
        const short = oneLot ? used === 0 && available > 0 : need > 0 && taken < lots;
        if (short)
          sheet.fail(`Redemption ${idOf(row)} was left short while a lot was available`, [
            idOf(row),
          ]);
      }
      if (at < first[a + 1]!)
        sheet.fail(
          `${first[a + 1]! - at} allocations of customer ${customerOf(movements.order[movements.start[a]!]!)} are not in the order of its redemptions`,
        );
    }
    return sheet.part({ accounts: accountCount, allocations: allocations.count });
  },
  conclude: (sum) => ({
    numbers: { accounts: sum('accounts'), allocations: sum('allocations') },
    held: `${counted(sum('accounts'), 'account')} checked.`,
  }),
};

/** Where each account's allocations begin, given that they stand in account order. */
function allocationsByAccount(
  { draft, account, accountCount, redemptionRow }: Books,
  fail: (allocation: number) => void,
): Int32Array {
  const first = new Int32Array(accountCount + 1);
  let last = 0;
  for (let i = 0; i < draft.allocations.count; i++) {
    const row = redemptionRow[i]!;
    const a = row < 0 ? last : account[row]!;
    if (row < 0 || a < last) fail(i);
    // An allocation out of order is counted where it stands, so that the walk meets and names it.
    last = Math.max(last, a);
    first[last + 1]!++;
  }
  for (let a = 0; a < accountCount; a++) first[a + 1]! += first[a]!;
  return first;
}

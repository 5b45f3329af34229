import { counted } from '../counted.ts';
import { idText } from '../ledger/ids.ts';
import { EARNED } from '../ledger/ledger.ts';
import { amountsText, decimalText } from '../ledger/money.ts';
import { amountNumbers, amountsOf, sumName, sumsByCurrency } from './by-currency.ts';
import { checkSheet } from './check-sheet.ts';
import type { Check } from './check.ts';

/**
 * RULES.md section 4.6: each allocation is the smaller of what its lot still had and its redemption
 * still needed, between a lot and a redemption of the same customer and currency; no lot gives and
 * no redemption takes more than its amount; MATCHED_AMOUNT and OPEN_AMOUNT say the same.
 */
export const allocation: Check = {
  id: 'allocation',
  part(books) {
    const { ledger, draft, account, given, lotRow, redemptionRow, idOf, firstAllocation } = books;
    const { currencyOf } = books;
    const { allocations } = draft;
    const sheet = checkSheet();
    const left = Float64Array.from(draft.cents, Math.abs);
    const allocated = sumsByCurrency(ledger.currency?.pool);
    const idsOf = (i: number): string[] => [
      idText(ledger.id.pool, allocations.earnedId[i]!),
      idText(ledger.id.pool, allocations.redeemerId[i]!),
    ];
    for (let i = 0; i < allocations.count; i++) {
      const seq = firstAllocation + i + 1;
      const lot = lotRow[i]!;
      const redemption = redemptionRow[i]!;
      const cents = allocations.cents[i]!;
      allocated[allocations.currency[i]! + 1]! += cents;
      if (lot < 0 || redemption < 0) {
        sheet.fail(`Allocation ${seq} names a movement that is not in the output`, idsOf(i));
        continue;
      }
      if (draft.type[lot] !== EARNED || draft.type[redemption] === EARNED)
        sheet.fail(`Allocation ${seq} is not from an earned row to a redemption`, idsOf(i));
      if (
        account[lot] !== account[redemption] ||
        draft.customer[lot] !== allocations.customer[i] ||
        draft.currency[lot] !== allocations.currency[i]
      )
        sheet.fail(`Allocation ${seq} is between different customers or currencies`, idsOf(i));
      const possible = Math.min(left[lot]!, left[redemption]!);
      if (!(cents > 0) || cents !== possible)
        sheet.fail(
          `Allocation ${seq} is ${decimalText(cents)}; it should be ${decimalText(possible)}`,
          idsOf(i),
        );
      left[lot]! -= cents;
      left[redemption]! -= cents;
    }
    for (let row = 0; row < draft.rows; row++) {
      const amount = Math.abs(draft.cents[row]!);
      if (given[row]! > amount)
        sheet.fail(`${idOf(row)} is allocated beyond its amount`, [idOf(row)]);
      if (draft.matched[row] !== given[row])
        sheet.fail(`MATCHED_AMOUNT of ${idOf(row)} is not the sum of its allocations`, [idOf(row)]);
      if (draft.open[row] !== amount - given[row]!)
        sheet.fail(`OPEN_AMOUNT of ${idOf(row)} is not what is left of its amount`, [idOf(row)]);
    }
    const sums: Record<string, number> = { allocations: allocations.count };
    allocated.forEach((cents, place) => {
      if (cents !== 0) sums[sumName(ALLOCATED, currencyOf(place - 1))] = cents;
    });
    return sheet.part(sums);
  },
  conclude(sum, whole) {
    const allocated = amountsOf(ALLOCATED, whole);
    return {
      numbers: { allocations: sum('allocations'), ...amountNumbers(ALLOCATED, allocated) },
      held: `${counted(sum('allocations'), 'allocation')} of ${amountsText(allocated)} checked.`,
    };
  },
};

const ALLOCATED = 'allocated';

import { counted } from '../counted.ts';
import { checkSheet } from './check-sheet.ts';
import type { Check } from './check.ts';

/** RULES.md section 4.3: no lot is taken before it was earned, by REDEEMID or by allocation. */
export const chronology: Check = {
  id: 'chronology',
  part(books) {
    const { draft, lotRow, redemptionRow, rowOf, idOf } = books;
    const sheet = checkSheet();
    const early = (lot: number, redemption: number): boolean =>
      lot >= 0 && redemption >= 0 && draft.createdAt[lot]! > draft.createdAt[redemption]!;
    const fail = (lot: number, redemption: number): void =>
      sheet.fail(`Redemption ${idOf(redemption)} took lot ${idOf(lot)} before it was earned`, [
        idOf(lot),
        idOf(redemption),
      ]);
    for (let i = 0; i < lotRow.length; i++)
      if (early(lotRow[i]!, redemptionRow[i]!)) fail(lotRow[i]!, redemptionRow[i]!);
    for (let row = 0; row < draft.rows; row++) {
      if (Number.isNaN(draft.redeemId[row]!)) continue;
      const redemption = rowOf(draft.redeemId[row]!);
      if (early(row, redemption)) fail(row, redemption);
    }
    return sheet.part({ allocations: lotRow.length });
  },
  conclude: (sum) => ({
    numbers: { allocations: sum('allocations') },
    held: `${counted(sum('allocations'), 'allocation')} checked.`,
  }),
};

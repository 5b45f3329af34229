import { counted } from '../counted.ts';
import {
  AFTER_CUT_OFF,
  MATCHED,
  MATCH_STATUSES,
  OPEN,
  PARTLY_MATCHED,
  PARTLY_REDEEMED,
  REDEEMED,
  UNMATCHED,
} from '../ledger/draft.ts';
import { idText } from '../ledger/ids.ts';
import { EARNED } from '../ledger/ledger.ts';
import type { Books } from './books.ts';
import { checkSheet } from './check-sheet.ts';
import type { Check } from './check.ts';

/**
 * RULES.md section 4.2: REDEEMID stands on earned rows only, names a redemption of the same customer
 * and currency, is used as often as the policy allows, and says what the allocation ledger says;
 * MATCH_STATUS follows from it and from the amounts. What lies after the cut-off says so and nothing else.
 */
export const redeemIdIntegrity: Check = {
  id: 'redeemid-integrity',
  part(books) {
    const { ledger, draft, account, rowOf, idOf, pairs, lotRow, redemptionRow } = books;
    const sheet = checkSheet();
    const { traits, allocations } = draft;
    const { splitsLots } = traits;
    const oneLot = traits.lotsPerRedemption === 'one';
    const lastRedeemer = new Int32Array(draft.rows).fill(-1);
    for (let i = 0; i < allocations.count; i++)
      if (lotRow[i]! >= 0) lastRedeemer[lotRow[i]!] = redemptionRow[i]!;

    const idsOf = (row: number): string[] => [
      idOf(row),
      idText(ledger.id.pool, draft.redeemId[row]!),
    ];
    const uses = new Int32Array(draft.rows);
    let filled = 0;
    for (let row = 0; row < draft.rows; row++) {
      const redeemId = draft.redeemId[row]!;
      const blank = Number.isNaN(redeemId);
      if (!blank) {
        filled++;
        const redemption = rowOf(redeemId);
        if (draft.type[row] !== EARNED)
          sheet.fail(`TRANS_ID ${idOf(row)} is not an earned row but has a REDEEMID`, idsOf(row));
        else if (redemption < 0)
          sheet.fail(`The REDEEMID of ${idOf(row)} names no movement`, idsOf(row));
        else if (draft.type[redemption] === EARNED)
          sheet.fail(`The REDEEMID of ${idOf(row)} names an earned row`, idsOf(row));
        else if (account[redemption] !== account[row])
          sheet.fail(
            `The REDEEMID of ${idOf(row)} names a redemption of another customer`,
            idsOf(row),
          );
        else if (++uses[redemption]! > 1 && oneLot)
          sheet.fail(`Redemption ${idOf(redemption)} is named by more than one lot`, idsOf(row));
      }
      if (draft.type[row] === EARNED) {
        const usedUp = !splitsLots || draft.open[row] === 0;
        const redeemer = usedUp ? lastRedeemer[row]! : -1;
        const expected = redeemer < 0 ? NaN : draft.id[redeemer]!;
        if (!Object.is(expected, redeemId))
          sheet.fail(
            `The REDEEMID of ${idOf(row)} is not what the allocation ledger says`,
            idsOf(row),
          );
        if (!splitsLots && pairs[row]! > 1)
          sheet.fail(`Lot ${idOf(row)} is taken by more than one redemption`, idsOf(row));
      } else if (oneLot && pairs[row]! > 1) {
        sheet.fail(`Redemption ${idOf(row)} takes more than one lot`, idsOf(row));
      }
      const status = statusOf(draft.type[row]!, blank, draft.matched[row]!, draft.open[row]!);
      if (status !== draft.status[row])
        sheet.fail(
          `MATCH_STATUS of ${idOf(row)} is ${MATCH_STATUSES[draft.status[row]!] ?? 'unknown'} and should be ${MATCH_STATUSES[status]!}`,
          [idOf(row)],
        );
    }
    checkLaterRows(books, sheet.fail);
    return sheet.part({ filled, allocations: allocations.count });
  },
  conclude: (sum) => ({
    numbers: { filled: sum('filled'), allocations: sum('allocations') },
    held: `${counted(sum('filled'), 'REDEEMID')} checked.`,
  }),
};

/** Rows after the cut-off have the status that says so, and no REDEEMID and no amounts. */
function checkLaterRows(
  { published, laterRows, publishedIdOf }: Books,
  fail: (message: string, ids: readonly string[]) => void,
): void {
  for (const row of laterRows) {
    const { redeemId, status, matched, open } = published;
    const id = publishedIdOf(row);
    if (status[row] !== AFTER_CUT_OFF)
      fail(`${id} is after the cut-off, but its MATCH_STATUS does not say so`, [id]);
    if (![redeemId, matched, open].every((column) => Number.isNaN(column[row]!)))
      fail(`${id} is after the cut-off, but something is matched to it`, [id]);
  }
}

function statusOf(type: number, blank: boolean, matched: number, open: number): number {
  if (type === EARNED) return blank ? (matched > 0 ? PARTLY_REDEEMED : OPEN) : REDEEMED;
  if (open === 0) return MATCHED;
  return matched > 0 ? PARTLY_MATCHED : UNMATCHED;
}

import type { ItemAt, ReconcilingItem } from '../../contract/close/tie-out.ts';
import { DAY_MS, timeOfText } from '../../ledger/time.ts';

/**
 * The items that are open at the end of a day, `YYYY-MM-DD`, the oldest first: listed on it or before, and not
 * cleared by then. `periodStart` is the first day of the period; those listed before it were carried forward.
 */
export function openItems(
  items: readonly ReconcilingItem[],
  asOf: string,
  periodStart: string,
): readonly ItemAt[] {
  return items
    .filter(
      ({ openedOn, clearedOn }) => openedOn <= asOf && (clearedOn === null || clearedOn > asOf),
    )
    .map((item) => ({
      ...item,
      ageDays: (timeOfText(asOf)! - timeOfText(item.openedOn)!) / DAY_MS,
      isCarriedForward: item.openedOn < periodStart,
      isOverdue: item.expectedBy !== null && item.expectedBy < asOf,
    }))
    .sort((a, b) => order(a.openedOn, b.openedOn) || order(a.id, b.id));
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

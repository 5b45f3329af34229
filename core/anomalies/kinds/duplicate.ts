import { TYPE_NAMES } from '../../ledger/ledger.ts';
import { decimalText } from '../../ledger/money.ts';
import { DAY_MS, dayText } from '../../ledger/time.ts';
import { byAccount, classesOf, FEWEST_OF_CLASS, named } from './kind.ts';
import type { Kind } from './kind.ts';

/** So many of them may be chance in a ledger in which nothing is wrong. */
const BY_CHANCE = 0.4;

/** Movements of one customer that are alike in type, reason, day and amount, where the amount is too rare for chance. */
export const duplicate: Kind = {
  id: 'duplicate',
  find(ledger, from) {
    const { rows, cents, createdAt, type } = ledger;
    if (rows < FEWEST_OF_CLASS) return [];
    const classes = classesOf(ledger);
    const amounts = new Map<number, number>();
    for (let r = 0; r < rows; r++) amounts.set(cents[r]!, (amounts.get(cents[r]!) ?? 0) + 1);
    const asked: { readonly rows: readonly number[]; readonly likely: number }[] = [];
    let days = 0;
    byAccount(ledger, (first, end) => {
      for (let r = first; r < end;) {
        const day = Math.floor(createdAt[r]! / DAY_MS);
        let to = r + 1;
        while (to < end && Math.floor(createdAt[to]! / DAY_MS) === day) to++;
        if (to - r > 1 && createdAt[to - 1]! >= from) {
          days++;
          const pairs = ((to - r) * (to - r - 1)) / 2;
          for (const alike of alikeAmong(classes, cents, r, to))
            // What others have of the amount; of the first of them nothing is to be wondered at.
            asked.push({
              rows: alike,
              likely:
                pairs *
                ((amounts.get(cents[alike[0]!]!)! - alike.length + 1) / rows) ** (alike.length - 1),
            });
        }
        r = to;
      }
    });
    const limit = Math.log10(Math.max(1, days) / BY_CHANCE);
    return asked.flatMap(({ rows: alike, likely }) => {
      const surprise = -Math.log10(likely);
      if (surprise <= limit) return [];
      const [row] = alike as [number];
      return [
        {
          kind: this.id,
          ...named(ledger, alike),
          score: surprise / limit,
          sentence: `${decimalText(Math.abs(cents[row]!))} ${TYPE_NAMES[type[row]! as 0 | 1 | 2]} ${alike.length} times on ${dayText(createdAt[row]!)}; of ${rows} movements only ${amounts.get(cents[row]!)! - alike.length} others have this amount.`,
        },
      ];
    });
  },
};

/** The rows of a day that are alike, where there are several. */
function alikeAmong(
  classes: Int32Array,
  cents: Float64Array,
  from: number,
  to: number,
): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (let r = from; r < to; r++) {
    const key = `${classes[r]!} ${cents[r]!}`;
    const group = groups.get(key);
    if (group) group.push(r);
    else groups.set(key, [r]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

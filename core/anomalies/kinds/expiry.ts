import { EARNED } from '../../ledger/ledger.ts';
import { DAY_MS, dayText } from '../../ledger/time.ts';
import { classesOf, FEWEST_OF_CLASS, named } from './kind.ts';
import type { Kind } from './kind.ts';

/** A lifetime is usual where so much of its class has it, give or take. */
const USUAL_SHARE = 0.01;
/** A lifetime is out of line where it is so many times as long, or as short, as any usual one. */
const TIMES = 2.5;

/** A lot that lasts far longer or shorter than those of the same reason and currency do. */
export const expiry: Kind = {
  id: 'expiry',
  find(ledger, from) {
    const { rows, type, createdAt, expiresAt } = ledger;
    const classes = classesOf(ledger);
    const days = (row: number): number =>
      Math.max(1, Math.round((expiresAt[row]! - createdAt[row]!) / DAY_MS));
    const isLot = (row: number): boolean => type[row] === EARNED && !Number.isNaN(expiresAt[row]!);
    const counts = new Map<number, Map<number, number>>();
    for (let r = 0; r < rows; r++) {
      if (!isLot(r)) continue;
      let of = counts.get(classes[r]!);
      if (of === undefined) counts.set(classes[r]!, (of = new Map()));
      of.set(days(r), (of.get(days(r)) ?? 0) + 1);
    }
    const usual = new Map([...counts].map(([of, lives]) => [of, usualLives(lives)]));
    const found = [];
    for (let r = 0; r < rows; r++) {
      if (!isLot(r) || createdAt[r]! < from) continue;
      const lives = usual.get(classes[r]!)!;
      const times = Math.min(...lives.map((life) => Math.max(days(r) / life, life / days(r))));
      if (lives.length === 0 || times <= TIMES) continue;
      found.push({
        kind: this.id,
        ...named(ledger, [r]),
        score: Math.log(times) / Math.log(TIMES),
        sentence: `Earned on ${dayText(createdAt[r]!)} and expires on ${dayText(expiresAt[r]!)}, after ${days(r)} days; lots of this reason usually last ${lives.map(String).join(' or ')}.`,
      });
    }
    return found;
  },
};

/** The lifetimes that lots of a class usually have, in days; none where they have too many to tell. */
function usualLives(lives: ReadonlyMap<number, number>): readonly number[] {
  const total = [...lives.values()].reduce((sum, count) => sum + count, 0);
  if (total < FEWEST_OF_CLASS) return [];
  return [...lives]
    .filter(([, count]) => count >= USUAL_SHARE * total)
    .map(([life]) => life)
    .sort((a, b) => a - b);
}

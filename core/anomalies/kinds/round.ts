import { EARNED } from '../../ledger/ledger.ts';
import { byAccount, FALSE_ALARMS, FEWEST_OF_CLASS, named } from './kind.ts';
import type { Kind } from './kind.ts';
import { surpriseOf } from './surprise.ts';

/** Of fewer lots none is told. */
const FEWEST = 6;

/** A customer whose lots are of round amounts far more often than those of others are. */
export const round: Kind = {
  id: 'round',
  find(ledger, from) {
    const { rows, type, cents, createdAt } = ledger;
    let [lots, rounds] = [0, 0];
    for (let r = 0; r < rows; r++) {
      if (type[r] !== EARNED) continue;
      lots++;
      if (isRound(cents[r]!)) rounds++;
    }
    if (lots < FEWEST_OF_CLASS) return [];
    const share = (rounds + 1) / (lots + 2);
    const asked: {
      readonly rows: readonly number[];
      readonly count: number;
      readonly surprise: number;
    }[] = [];
    let tested = 0;
    byAccount(ledger, (first, end) => {
      let count = 0;
      const own: number[] = [];
      for (let r = first; r < end; r++) {
        if (type[r] !== EARNED || createdAt[r]! < from) continue;
        count++;
        if (isRound(cents[r]!)) own.push(r);
      }
      if (count < FEWEST) return;
      tested++;
      if (own.length > count * share)
        asked.push({ rows: own, count, surprise: surpriseOf(own.length, count, share) });
    });
    const limit = Math.log10(Math.max(1, tested) / FALSE_ALARMS);
    return asked
      .filter(({ surprise }) => surprise > limit)
      .map(({ rows: own, count, surprise }) => ({
        kind: this.id,
        ...named(ledger, own),
        score: surprise / limit,
        sentence: `${own.length} of ${count} lots are of round amounts; of all lots ${(share * 100).toFixed(1)} % are.`,
      }));
  },
};

/** One digit and noughts, or two of which the second is a five: 500.00, 20.00, 150.00, 2.50. */
function isRound(cents: number): boolean {
  let rest = Math.abs(cents);
  while (rest >= 10 && rest % 10 === 0) rest /= 10;
  return rest < 10 || (rest < 100 && rest % 10 === 5);
}

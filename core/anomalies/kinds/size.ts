import { decimalText } from '../../ledger/money.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import { medianOf } from '../../robust.ts';
import { classesOf, FEWEST_OF_CLASS, named, sortedByClass, tailLimit } from './kind.ts';
import type { Kind } from './kind.ts';

/** An amount less than so many times beyond what is usual is never told of. */
const LEAST_TIMES = 3;

/** An amount far above those of the same type, reason and currency. */
export const size: Kind = {
  id: 'size',
  find(ledger, from) {
    const { rows, cents, createdAt, type } = ledger;
    const classes = classesOf(ledger);
    const logs = new Float64Array(rows);
    for (let r = 0; r < rows; r++) logs[r] = Math.log(Math.abs(cents[r]!));
    const usual = new Map(
      [...sortedByClass(classes, logs)]
        .filter(([, sorted]) => sorted.length >= FEWEST_OF_CLASS)
        .map(([of, sorted]) => [
          of,
          {
            median: medianOf(sorted),
            limit: tailLimit(sorted, Math.log(LEAST_TIMES)),
            count: sorted.length,
          },
        ]),
    );
    const found = [];
    for (let r = 0; r < rows; r++) {
      const of = usual.get(classes[r]!);
      if (of === undefined || createdAt[r]! < from || logs[r]! <= of.limit) continue;
      const times = Math.exp(logs[r]! - of.median);
      found.push({
        kind: this.id,
        ...named(ledger, [r]),
        score: (logs[r]! - of.median) / (of.limit - of.median),
        sentence: `${decimalText(Math.abs(cents[r]!))} ${TYPE_NAMES[type[r]! as 0 | 1 | 2]} is ${Math.round(times)} times the median of ${of.count} like it, ${decimalText(Math.round(Math.exp(of.median)))}; up to ${decimalText(Math.round(Math.exp(of.limit)))} would be expected.`,
      });
    }
    return found;
  },
};

import { byAccount, FEWEST_OF_CLASS, named, tailLimit } from './kind.ts';
import type { Kind } from './kind.ts';
import { monthName, monthsOf } from './months.ts';

/** Fewer movements in a month are never told of. */
const FEWEST = 10;
/** How much further out than usual a month has to be: the square root of a count spreads alike whatever it is. */
const LEAST = 5;
/** A customer has to have been there for so many months before anything is usual. */
const FEWEST_MONTHS = 3;

/** The rows of a customer in a month: from one to the one before another. */
interface Month {
  readonly row: number;
  readonly to: number;
}

interface BusyMonth extends Month {
  /** The movements of the customer's busiest other month. */
  readonly most: number;
  readonly beyond: number;
}

/** A month with many more movements than the customer's busiest other one, and than others leave to be expected. */
export const frequency: Kind = {
  id: 'frequency',
  find(ledger, from) {
    const months = monthsOf(ledger.createdAt);
    const beyond: number[] = [];
    const busy: BusyMonth[] = [];
    byAccount(ledger, (first, end) => {
      const own = monthsBetween(months, first, end);
      const [busiest = 0, second = 0] = own.map(({ row, to }) => to - row).sort((x, y) => y - x);
      for (const { row, to } of own) {
        if (months[row]! - months[first]! < FEWEST_MONTHS) continue;
        const count = to - row;
        const most = count === busiest ? second : busiest;
        const above = 2 * (Math.sqrt(count) - Math.sqrt(most));
        beyond.push(above);
        if (count >= FEWEST && ledger.createdAt[to - 1]! >= from)
          busy.push({ row, to, most, beyond: above });
      }
    });
    if (beyond.length < FEWEST_OF_CLASS) return [];
    const limit = tailLimit(Float64Array.from(beyond).sort(), LEAST);
    return busy
      .filter((month) => month.beyond > limit)
      .map(({ row, to, most, beyond: above }) => ({
        kind: this.id,
        ...named(
          ledger,
          Array.from({ length: to - row }, (_, k) => row + k),
        ),
        score: above / limit,
        sentence: `${to - row} movements in ${monthName(months[row]!)}; the customer's busiest other month had ${most}, and up to ${Math.floor((limit / 2 + Math.sqrt(most)) ** 2)} would be expected.`,
      }));
  },
};

/** The months in which the rows of a customer lie, which are in the order of time. */
function monthsBetween(months: Int32Array, first: number, end: number): readonly Month[] {
  const found: Month[] = [];
  for (let row = first; row < end;) {
    let to = row + 1;
    while (to < end && months[to] === months[row]) to++;
    found.push({ row, to });
    row = to;
  }
  return found;
}

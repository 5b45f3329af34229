import type { Anomaly } from '../contract/anomalies/anomalies.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { KINDS } from './kinds/kinds.ts';

/**
 * What is out of line with customers in the rows from a moment on (wall-clock ms), by all rows of an arranged ledger:
 * the farthest out first, then by customer and kind. They are observations: nothing of a run depends on them.
 */
export function anomaliesOf(ledger: Ledger, from = -Infinity): readonly Anomaly[] {
  const found = KINDS.flatMap((kind) => kind.find(ledger, from));
  const order = new Map(found.map((one, place) => [one, place]));
  return found.toSorted((a, b) => b.score - a.score || order.get(a)! - order.get(b)!);
}

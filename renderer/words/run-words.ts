import type { RunRecord } from '../../core/contract/run.ts';
import { totalsByCurrency } from '../../core/contract/totals.ts';

/** The last part of a place: the file's or the object's name. */
export function placeName(place: string): string {
  const end = place.replace(/[?#].*$/, '').replace(/[\\/]+$/, '');
  return end.slice(Math.max(end.lastIndexOf('/'), end.lastIndexOf('\\')) + 1) || place;
}

/** How long a run took from its start to its end; null while it has none. */
export function durationOf({ startedAt, endedAt }: Pick<RunRecord, 'startedAt' | 'endedAt'>) {
  return endedAt === null ? null : Math.max(0, endedAt - startedAt);
}

type TotalName = 'closing' | 'matched' | 'untracked';

/**
 * One total of a run as money: for each currency where there are several, else without one. Empty
 * before the run had totals.
 */
export function totalByCurrency(
  totals: RunRecord['totals'],
  name: TotalName,
): readonly { readonly currency: string; readonly cents: number }[] {
  if (totals === null) return [];
  return totalsByCurrency(totals).map(({ currency, totals: of }) => ({
    currency,
    cents: of[name],
  }));
}

/** Two runs to be compared, the earlier one first; null where they are not two. */
export function pairToCompare(
  chosen: readonly Pick<RunRecord, 'id' | 'startedAt'>[],
): readonly [string, string] | null {
  const [one, other, ...more] = chosen;
  if (!one || !other || more.length > 0) return null;
  return one.startedAt <= other.startedAt ? [one.id, other.id] : [other.id, one.id];
}

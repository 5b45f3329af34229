import type { BreakageTerms } from '../../contract/close/breakage.ts';
import type { EntryLine, JournalEntry } from '../../contract/close/journal.ts';
import { entryId } from '../journal/entry.ts';
import type { Posting } from '../journal/entry.ts';
import type { BreakageEstimate } from './estimate.ts';

/**
 * The entries that true breakage up, one for each company (where classes are told by it) and currency in which
 * something changes, with two lines for each class: what becomes income is credited to it, what no longer is is
 * debited. `booked` are the entries so far, whose ids are not given again.
 */
export function trueUpEntries(
  estimates: readonly BreakageEstimate[],
  { debit, credit }: Pick<BreakageTerms, 'debit' | 'credit'>,
  posting: Posting,
  booked: readonly JournalEntry[],
): readonly JournalEntry[] {
  const placeOf = ({ triangle: { currency, of } }: BreakageEstimate): string =>
    JSON.stringify([of.COMPANY ?? '', currency]);
  const changed = estimates.filter(({ trueUp }) => trueUp !== 0);
  return [...new Set(changed.map(placeOf))].sort().map((key): JournalEntry => {
    const [company, currency] = JSON.parse(key) as [string, string];
    const place = { ...posting, company, currency };
    const before = booked.filter(
      (entry) =>
        entry.kind === 'breakage' &&
        entry.of === posting.period &&
        entry.company === company &&
        entry.currency === currency,
    ).length;
    return {
      ...place,
      id: entryId('BR', place, before === 0 ? '' : String(before + 1)),
      kind: 'breakage',
      of: posting.period,
      memo: `Breakage ${posting.period}`,
      reverses: null,
      lines: changed
        .filter((estimate) => placeOf(estimate) === key)
        .flatMap((estimate) => trueUpLines(estimate, debit, credit, posting.period)),
    };
  });
}

function trueUpLines(
  { triangle, trueUp }: BreakageEstimate,
  debit: string,
  credit: string,
  period: string,
): readonly EntryLine[] {
  const cents = Math.abs(trueUp);
  const [from, to] = trueUp > 0 ? [debit, credit] : [credit, debit];
  const named = Object.values(triangle.of).filter((value) => value !== '');
  const memo = ['Breakage', period, ...named].join(' ');
  return [
    { account: from, debit: cents, credit: 0, memo, dimensions: {} },
    { account: to, debit: 0, credit: cents, memo, dimensions: {} },
  ];
}

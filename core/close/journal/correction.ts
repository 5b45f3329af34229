import type { EntryLine, JournalEntry } from '../../contract/close/journal.ts';
import { entryId } from './entry.ts';
import type { Posting } from './entry.ts';

/**
 * What has to be posted so that what was booked for a period becomes what its entries are now: for each company
 * and currency the difference by account and dimensions, or nothing. `booked` are the entries of the period and
 * its corrections so far.
 */
export function corrections(
  of: string,
  now: readonly JournalEntry[],
  booked: readonly JournalEntry[],
  posting: Posting,
): readonly JournalEntry[] {
  const places = new Map<string, Pick<JournalEntry, 'company' | 'currency'>>();
  for (const { company, currency } of [...now, ...booked])
    places.set(JSON.stringify([company, currency]), { company, currency });
  return [...places.keys()].sort().flatMap((key): JournalEntry[] => {
    const place = places.get(key)!;
    const here = (entry: JournalEntry): boolean =>
      entry.company === place.company && entry.currency === place.currency;
    const lines = differences(now.filter(here), booked.filter(here), `Correction of ${of}`);
    if (lines.length === 0) return [];
    const before = booked.filter((entry) => here(entry) && entry.kind === 'correction').length;
    return [
      {
        ...posting,
        ...place,
        id: entryId('SC', { ...place, period: of }, `C${before + 1}`),
        kind: 'correction',
        of,
        memo: `Correction of ${of}`,
        reverses: null,
        lines,
      },
    ];
  });
}

function differences(
  now: readonly JournalEntry[],
  booked: readonly JournalEntry[],
  memo: string,
): readonly EntryLine[] {
  const nets = new Map<string, { line: EntryLine; net: number }>();
  const put = (entries: readonly JournalEntry[], sign: 1 | -1): void => {
    for (const line of entries.flatMap(({ lines }) => lines)) {
      const key = JSON.stringify([line.account, line.dimensions]);
      const net = (nets.get(key)?.net ?? 0) + sign * (line.debit - line.credit);
      nets.set(key, { line, net });
    }
  };
  put(now, 1);
  put(booked, -1);
  return [...nets.keys()].sort().flatMap((key) => {
    const { line, net } = nets.get(key)!;
    const { account, dimensions } = line;
    if (net === 0) return [];
    return [{ account, debit: Math.max(net, 0), credit: Math.max(-net, 0), memo, dimensions }];
  });
}

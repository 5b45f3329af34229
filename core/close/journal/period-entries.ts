import type { Chart, ChartLine } from '../../contract/close/chart.ts';
import type { ActivityLine, EntryLine, JournalEntry } from '../../contract/close/journal.ts';
import { filledIn, lineFinder } from './charts.ts';
import { entryId } from './entry.ts';
import type { Posting } from './entry.ts';

/** The entries of a period; or, where a part of it has no account, that part: there is no entry then. */
export type PeriodEntries =
  | { readonly isComplete: true; readonly entries: readonly JournalEntry[] }
  | { readonly isComplete: false; readonly unmapped: readonly ActivityLine[] };

/**
 * The entries of what moved in a period, one for each company and currency (RULES.md section 9). Amounts with the
 * same accounts, memo and dimensions are one line; lines are in the order of the chart and then of their memos and
 * dimensions, the debit before the credit.
 */
export function periodEntries(
  activity: readonly ActivityLine[],
  chart: Chart | null,
  posting: Posting,
): PeriodEntries {
  const find = chart === null ? () => null : lineFinder(chart);
  const mapped: { line: ChartLine; of: ActivityLine }[] = [];
  const unmapped: ActivityLine[] = [];
  for (const of of activity) {
    const line = find(of);
    if (line === null) unmapped.push(of);
    else mapped.push({ line, of });
  }
  if (unmapped.length > 0) return { isComplete: false, unmapped };
  const byEntry = new Map<string, typeof mapped>();
  for (const one of mapped) {
    const key = JSON.stringify([one.of.groups.COMPANY ?? '', one.of.currency]);
    const before = byEntry.get(key);
    if (before) before.push(one);
    else byEntry.set(key, [one]);
  }
  const entries = [...byEntry.keys()].sort().map((key): JournalEntry => {
    const [company, currency] = JSON.parse(key) as [string, string];
    const place = { ...posting, company, currency };
    return {
      ...place,
      id: entryId('SC', place),
      kind: 'period',
      of: posting.period,
      memo: `Store credit ${posting.period}`,
      reverses: null,
      lines: entryLines(byEntry.get(key)!, chart!),
    };
  });
  return { isComplete: true, entries };
}

function entryLines(
  mapped: readonly { readonly line: ChartLine; readonly of: ActivityLine }[],
  chart: Chart,
): readonly EntryLine[] {
  const sums = new Map<
    string,
    { line: ChartLine; memo: string; dimensions: Record<string, string>; cents: number }
  >();
  for (const { line, of } of mapped) {
    const memo = filledIn(line.memo, of);
    const dimensions = Object.fromEntries(
      Object.keys(line.dimensions)
        .sort()
        .map((name) => [name, filledIn(line.dimensions[name]!, of)])
        .filter(([, value]) => value !== ''),
    ) as Record<string, string>;
    const place = String(chart.lines.indexOf(line)).padStart(6, '0');
    const key = JSON.stringify([place, memo, dimensions]);
    const cents = (sums.get(key)?.cents ?? 0) + of.cents;
    sums.set(key, { line, memo, dimensions, cents });
  }
  return [...sums.keys()].sort().flatMap((key) => {
    const { line, memo, dimensions, cents } = sums.get(key)!;
    return [
      { account: line.debit, debit: cents, credit: 0, memo, dimensions },
      { account: line.credit, debit: 0, credit: cents, memo, dimensions },
    ];
  });
}

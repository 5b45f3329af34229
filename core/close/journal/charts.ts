import type { Chart, ChartLine, ChartReasons } from '../../contract/close/chart.ts';
import type { ActivityLine } from '../../contract/close/journal.ts';
import type { GroupColumn } from '../../ledger/ledger.ts';

/**
 * The version of the chart of accounts that is in force on a day, `YYYY-MM-DD`: of those that have begun by then
 * the one that began last, and of these the latest version; null where none has begun.
 */
export function chartOn(charts: readonly Chart[], day: string): Chart | null {
  let best: Chart | null = null;
  for (const chart of charts)
    if (chart.from <= day && (best === null || isLater(chart, best))) best = chart;
  return best;
}

function isLater(a: Chart, b: Chart): boolean {
  return a.from === b.from ? a.version > b.version : a.from > b.from;
}

/** Finds the line of a chart that is for some movements: the first that fits; null where none does. */
export function lineFinder(chart: Chart): (activity: ActivityLine) => ChartLine | null {
  const tests = chart.lines.map((line) => ({ line, isFor: reasonTest(line.reasons) }));
  return (activity) =>
    tests.find(
      ({ line, isFor }) =>
        line.types.includes(activity.type) &&
        isFor(activity.reason) &&
        Object.entries(line.groups).every(([column, values]) =>
          values.includes(activity.groups[column as GroupColumn] ?? ''),
        ),
    )?.line ?? null;
}

/** The accounts in which what is owed stands: credited by what is earned, debited by what is spent and expires. */
export function liabilityAccounts(charts: readonly Chart[]): ReadonlySet<string> {
  return new Set(
    charts.flatMap(({ lines }) =>
      lines.flatMap(({ types, debit, credit }) =>
        types.map((type) => (type === 'earned' ? credit : debit)),
      ),
    ),
  );
}

/** A memo or a dimension with what stands for the movements filled in. */
export function filledIn(text: string, { period, reason, groups }: ActivityLine): string {
  return text.replaceAll(/\{([A-Z_]+)\}/g, (whole, name: string) => {
    if (name === 'PERIOD') return period;
    if (name === 'REASON') return reason;
    return groups[name as GroupColumn] ?? whole;
  });
}

function reasonTest(reasons: ChartReasons): (reason: string) => boolean {
  const plain = (text: string): string => text.trim().toLowerCase();
  switch (reasons.is) {
    case 'any':
      return () => true;
    case 'one':
      return (reason) => plain(reason) === plain(reasons.reason);
    case 'list': {
      const listed = new Set(reasons.reasons.map(plain));
      return (reason) => listed.has(plain(reason));
    }
    case 'pattern': {
      const pattern = plain(reasons.pattern)
        .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.');
      const form = new RegExp(`^${pattern}$`, 'su');
      return (reason) => form.test(plain(reason));
    }
  }
}

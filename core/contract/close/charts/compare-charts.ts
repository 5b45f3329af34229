import type { Chart, ChartLine } from '../chart.ts';

/** What a version of the chart of accounts has otherwise than another one. */
export interface ChartChanges {
  readonly added: readonly ChartLine[];
  readonly removed: readonly ChartLine[];
  readonly changed: readonly { readonly before: ChartLine; readonly now: ChartLine }[];
  /** Lines that both have stand in another order: of those that fit, the first one counts. */
  readonly isReordered: boolean;
}

/** A version beside another; lines are the same by their names, of several of one name by their places among these. */
export function compareCharts(
  before: Pick<Chart, 'lines'>,
  now: Pick<Chart, 'lines'>,
): ChartChanges {
  const [was, is] = [byName(before.lines), byName(now.lines)];
  const shared = (of: ReadonlyMap<string, ChartLine>, other: ReadonlyMap<string, ChartLine>) =>
    [...of.keys()].filter((key) => other.has(key));
  return {
    added: [...is].filter(([key]) => !was.has(key)).map(([, line]) => line),
    removed: [...was].filter(([key]) => !is.has(key)).map(([, line]) => line),
    changed: shared(is, was)
      .map((key) => ({ before: was.get(key)!, now: is.get(key)! }))
      .filter((pair) => JSON.stringify(pair.before) !== JSON.stringify(pair.now)),
    isReordered: shared(was, is).join('\n') !== shared(is, was).join('\n'),
  };
}

function byName(lines: readonly ChartLine[]): ReadonlyMap<string, ChartLine> {
  const counts = new Map<string, number>();
  return new Map(
    lines.map((line) => {
      const nth = (counts.get(line.name) ?? 0) + 1;
      counts.set(line.name, nth);
      return [`${line.name} ${nth}`, line];
    }),
  );
}

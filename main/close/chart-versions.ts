import type { CloseEntry, LoggedClose } from '../../core/contract/close/close-log.ts';
import { Problem } from '../../core/contract/problem.ts';

/** Versions of a chart are added and never changed. Throws Problem `close.chart-version`. */
export function checkCharts(log: readonly LoggedClose[], entries: readonly CloseEntry[]): void {
  const versions = new Set(log.flatMap(({ entry }) => versionOf(entry)));
  for (const version of entries.flatMap(versionOf)) {
    if (versions.has(version))
      throw new Problem({
        kind: 'usage',
        code: 'close.chart-version',
        message: `The chart of accounts has a version ${version} already.`,
        hint: `Save it as version ${Math.max(...versions) + 1}.`,
      });
    versions.add(version);
  }
}

function versionOf(entry: CloseEntry): readonly number[] {
  return entry.is === 'chart' ? [entry.chart.version] : [];
}

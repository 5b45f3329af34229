import { writeFile } from 'node:fs/promises';
import { closeOf } from '../../../core/close/period/close-of-run.ts';
import { chartCsv } from '../../../core/close/imports/chart-table.ts';
import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { Chart, ChartFormat } from '../../../core/contract/close/chart.ts';
import { lineText } from '../../../core/contract/close/charts/line-text.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { allowedPath } from '../../app/allowed-path.ts';
import type { AppContext } from '../../app/app-context.ts';
import { writeExport } from '../../app/export-file.ts';
import { chartIn } from '../chart-file.ts';
import type { ClosingContext } from '../source-period.ts';

type Calls = 'close.try-chart' | 'close.read-chart' | 'close.export-chart';

/** The chart of accounts: tried before it is saved, read from a file and written to one. */
export function chartHandlers(
  context: AppContext,
  { at, sourceOf }: ClosingContext,
): Pick<ApiHandlers, Calls> {
  const { history, host, root } = context;
  return {
    'close.try-chart': async ({ chart, ...of }) => {
      const { run, books } = await at(of);
      const { journal, toBook } = closeOf(run, { ...books, charts: [...books.charts, chart] });
      return {
        unmapped: journal.isComplete ? [] : journal.unmapped,
        entries: toBook.filter(({ kind }) => kind !== 'breakage'),
      };
    },
    'close.read-chart': async ({ place }) => chartIn(await allowedPath(host, place, root)),
    'close.export-chart': async ({ sourceId, version, format, target }) => {
      const log = history.closeLog(sourceOf({ sourceId }).id);
      const chart = log
        .flatMap(({ entry }) => (entry.is === 'chart' ? [entry.chart] : []))
        .find((one) => one.version === version);
      if (chart === undefined) throw noSuchVersion(version);
      const write = async (path: string): Promise<number> => {
        await writeFile(path, textOf(chart, format));
        return chart.lines.length;
      };
      return writeExport(context, target, `chart of accounts, version ${version}`, write);
    },
  };
}

function textOf(chart: Chart, format: ChartFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(chart, null, 2)}\n`;
    case 'csv':
      return chartCsv(chart.lines.map(lineText));
  }
}

function noSuchVersion(version: number): Problem {
  return new Problem({
    kind: 'usage',
    code: 'close.chart-unknown',
    message: `The source has no chart of accounts of version ${version}.`,
    hint: 'Open the close again: its list of versions is then up to date.',
  });
}

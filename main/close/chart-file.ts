import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { z } from 'zod';
import { importChart } from '../../core/close/imports/chart-table.ts';
import { chartSchema } from '../../core/contract/close/chart.ts';
import { lineText } from '../../core/contract/close/charts/line-text.ts';
import type { ChartLineText } from '../../core/contract/close/chart.ts';
import { Problem } from '../../core/contract/problem.ts';
import { openSource } from '../../core/source/open-source.ts';

/** No chart has so many lines that its file is longer. */
const MOST_BYTES = 8 * 2 ** 20;

/**
 * The lines of a chart in a file, as texts: .json as it is exported, or a table in .csv or .xlsx. Throws Problem
 * `close.chart-file`, and as the import of a table does.
 */
export async function chartIn(path: string): Promise<readonly ChartLineText[]> {
  if (extname(path).toLowerCase() === '.json') return chartInJson(path);
  const source = await openSource(path);
  try {
    return await importChart(source);
  } finally {
    await source.close();
  }
}

async function chartInJson(path: string): Promise<readonly ChartLineText[]> {
  const isSmall = (await stat(path)).size <= MOST_BYTES;
  const found = chartSchema.safeParse(isSmall ? jsonOf(await readFile(path, 'utf8')) : null);
  if (found.success) return found.data.lines.map(lineText);
  throw new Problem({
    kind: 'source-unreadable',
    code: 'close.chart-file',
    message: `${basename(path)} is no chart of accounts: ${z.prettifyError(found.error).split('\n')[0]!}.`,
    hint: 'Use a file that was exported here, or a table with the columns TCTYPE, REASON, DEBIT and CREDIT.',
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

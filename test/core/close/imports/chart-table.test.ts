import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { chartCsv, importChart } from '../../../../core/close/imports/chart-table.ts';
import { EXAMPLE_CHART } from '../../../../core/contract/close/charts/example-chart.ts';
import { lineText, readLine } from '../../../../core/contract/close/charts/line-text.ts';
import type { ChartLineText } from '../../../../core/contract/close/chart.ts';
import type { ChartLine } from '../../../../core/contract/close/chart.ts';
import { openSource } from '../../../../core/source/open-source.ts';

const root = mkdtempSync(join(tmpdir(), 'thrive-chart-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function imported(csv: string): Promise<readonly ChartLineText[]> {
  const path = join(root, 'chart.csv');
  writeFileSync(path, csv);
  const source = await openSource(path);
  try {
    return await importChart(source);
  } finally {
    await source.close();
  }
}

it('a chart that was written as a table is read as the same chart', async () => {
  const odd: ChartLine = {
    ...{ name: '=1+1', types: ['earned', 'expired'], debit: '-4100', credit: '2150' },
    reasons: { is: 'list', reasons: ['Delivered, Not Received', '', 'a;b', 'Why?'] },
    groups: { COMPANY: ['North; "old"', ''], REGION: ['@Coast'] },
    memo: '{REASON} {PERIOD}',
    dimensions: { LOCATION: '{COST_CENTER}', CLASS: 'a=b' },
  };
  const lines = [...EXAMPLE_CHART.lines, odd];
  const csv = chartCsv(lines.map(lineText));
  // No spreadsheet runs it.
  expect(csv).toContain("'=1+1");
  expect((await imported(csv)).map(readLine)).toEqual(lines.map((line) => ({ ok: true, line })));
});

it('a table with the three columns is enough; its blank cells are any reason, and the accounts for names', async () => {
  const [line, ...others] = await imported(
    'Type,Debit account,Credit account\nEarned,4100,2150\n,,\n',
  );
  expect(others).toEqual([]);
  expect(readLine(line!)).toEqual({
    ok: true,
    line: {
      ...{ name: '4100 / 2150', memo: '4100 / 2150', debit: '4100', credit: '2150' },
      ...{ types: ['earned'], reasons: { is: 'any' }, groups: {}, dimensions: {} },
    },
  });
});

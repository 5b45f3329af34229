import ExcelJS from 'exceljs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { matchRate, shareText } from '../../../core/contract/totals.ts';
import { comparedTotals } from '../../../core/contract/comparison.ts';
import { COMPARISON_KINDS } from '../../../core/contract/runs/compared-runs.ts';
import { SAMPLES, scratch } from '../app/application-fixture.ts';
import { gridOf, reconciled } from './grid-fixture.ts';
import { soleTotals } from '../../core/contract/run-records.ts';

it('two runs are exported as the screen shows them: runs, totals, counts, settings and all rows', async () => {
  const dataDir = scratch();
  const source = join(SAMPLES, 'tc_raw_data.xlsx');
  const a = await reconciled(dataDir, source, { policy: 'one-to-one' });
  const b = await reconciled(dataDir, source, { policy: 'exact' });
  const { app, call } = gridOf(dataDir);
  const shown = await call('runs.compare', { a, b, kind: 'rematched', limit: 500 });
  const differing = COMPARISON_KINDS.reduce((sum, kind) => sum + shown.counts[kind], 0);
  expect(differing).toBeGreaterThan(500);

  const folder = scratch();
  const path = join(folder, 'compared.xlsx');
  const target = { kind: 'path', path } as const;
  const written = await call('runs.exportComparison', { a, b, format: 'xlsx', target });
  expect(written.rows).toBe(differing);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const rowsOf = (name: string): unknown[][] => {
    const rows: unknown[][] = [];
    workbook
      .getWorksheet(name)!
      .eachRow((row, n) => n > 1 && rows.push((row.values as unknown[]).slice(1)));
    return rows;
  };
  const runs = rowsOf('Runs').filter(([label]) => label === 'Run' || label === 'Policy');
  expect(runs.map(([, value]) => value)).toEqual([a, 'One-to-one', b, 'Exact']);
  const rates = rowsOf('Runs').filter(([label]) => String(label).startsWith('Match rate'));
  expect(rates.map(([, value]) => value)).toEqual(
    [shown.a, shown.b].map((run) => shareText(matchRate(soleTotals(run))!)),
  );
  expect(rowsOf('Totals').map((row) => row.slice(1))).toEqual(
    comparedTotals(shown.a, shown.b)[0]!.figures.map(({ name, a: of, b: than, difference }) => [
      name,
      of! / 100,
      than! / 100,
      difference! / 100,
    ]),
  );
  expect(rowsOf('Settings')).toEqual([['Matching policy', 'One-to-one', 'Exact']]);
  const rows = rowsOf('Rows');
  expect(rows).toHaveLength(differing);
  expect(rows.slice(0, 500).map(([kind, id]) => [kind, id])).toEqual(
    shown.rows.map(({ kind, id }) => [kind, id]),
  );

  const csv = join(folder, 'compared.csv');
  await call('runs.exportComparison', {
    a,
    b,
    format: 'csv',
    target: { kind: 'path', path: csv },
  });
  const lines = readFileSync(csv, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(differing + 1);
  expect(lines[0]).toMatch(/^KIND,TRANS_ID,CUSTOMERID,TCTYPE,CREATEDAT,AMOUNT_A,AMOUNT_B/);
  await app.close();
});

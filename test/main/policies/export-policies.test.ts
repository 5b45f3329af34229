import ExcelJS from 'exceljs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { POLICIES, policyOf } from '../../../core/contract/settings.ts';
import type { PolicyOutcome } from '../../../core/contract/api/policies.ts';
import type { RunRecord } from '../../../core/contract/run.ts';
import { exportPolicies } from '../../../main/policies/export-policies.ts';
import { completedRun, TOTALS } from '../../core/contract/run-records.ts';
import { scratch } from '../app/application-fixture.ts';

it('the policies are exported side by side, each currency by itself, with the run and its cut-off', async () => {
  const outcomes = POLICIES.map((policy, i): PolicyOutcome => {
    // The last has all but a cent matched.
    const matched = i === 2 ? TOTALS.spent + TOTALS.expired - 1 : 100 * (i + 1);
    const totals = { ...TOTALS, matched };
    return {
      policy,
      byCurrency: ['EUR', 'USD'].map((currency) => ({ currency, totals })),
      matchedRedemptions: 2,
      coveredRedemptions: i,
      redemptions: 3,
      allocations: 4,
      customersAffected: 1,
    };
  });
  const compared = { outcomes, examples: [] };
  const path = join(scratch(), 'policies.xlsx');
  const run: RunRecord = completedRun({ cutOff: { asOf: '2026-06-30', bridge: [] } });
  expect(await exportPolicies(run, compared, path, 'xlsx', { csvBom: false })).toBeNull();
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const rowsOf = (name: string): unknown[][] => {
    const rows: unknown[][] = [];
    workbook.getWorksheet(name)!.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
    return rows;
  };
  expect(rowsOf('Run')).toContainEqual(['Cut-off, the end of', '2026-06-30']);
  const [head, ...amounts] = rowsOf('Amounts');
  expect(head).toEqual(['CURRENCY', 'FIGURE', ...POLICIES.map((one) => policyOf(one).title)]);
  expect(amounts.filter(([, name]) => name === 'Matched')).toEqual([
    ['EUR', 'Matched', 1, 2, 69.99],
    ['USD', 'Matched', 1, 2, 69.99],
  ]);
  // 100 of 7,000; and never 100 % for what is not all.
  expect(rowsOf('Match rate')[1]!.slice(2)).toEqual(['1.43 %', '2.86 %', '99.99 %']);
  expect(rowsOf('Counts')).toContainEqual(['Fully covered', 0, 1, 2]);

  const csv = join(scratch(), 'policies.csv');
  expect(await exportPolicies(run, compared, csv, 'csv', { csvBom: false })).toBe(17);
  const lines = readFileSync(csv, 'utf8').trimEnd().split(/\r?\n/);
  expect(lines).toHaveLength(18);
  expect(lines).toEqual(
    expect.arrayContaining([
      `CURRENCY,FIGURE,${POLICIES.map((one) => policyOf(one).title).join(',')}`,
      'USD,Matched,1.00,2.00,69.99',
      'EUR,"Match rate, by value",1.43 %,2.86 %,99.99 %',
      ',Fully covered,0,1,2',
    ]),
  );
});

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FINDINGS } from '../../../core/contract/findings.ts';
import { POLICIES } from '../../../core/contract/settings.ts';
import { run, scratch } from './command.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'assets', 'sample');
/** What a file cannot carry together with its rows, or only beside an earlier run of the same source. */
const ELSEWHERE =
  /^(source\.|sheet\.(missing|chosen-missing|empty|too-wide|sales-missing|customers-missing|lookup-incomplete|titles|totals)|column\.(missing|duplicated|currency-signs|dates|decimals|format)|ledger\.(total|after|before)|row\.(backdated|changed|gone)|period\.)/;

it('the messy sample shows every finding that a file can carry, and halts unless quarantined', async () => {
  const args = [join(SAMPLES, 'messy.xlsx'), '--data-dir', scratch(), '--json', '--no-xlsx'];
  expect((await run(args)).code).toBe(4);
  const { code, out } = await run([...args, '--on-error', 'quarantine']);
  expect(code).toBe(0);
  const { byCurrency } = (
    JSON.parse(out) as { totals: { byCurrency: Record<string, { earned: string }> } }
  ).totals;
  expect(Object.keys(byCurrency)).toEqual(['EUR', 'USD']);
  const found = (JSON.parse(out) as { findings: { code: string }[] }).findings.map((f) => f.code);
  const expected = Object.keys(FINDINGS).filter((name) => !ELSEWHERE.test(name));
  expect(found.sort()).toEqual(expected.sort());
});

it.each(POLICIES)('the sample reconciles under %s', async (policy) => {
  const args = ['--data-dir', scratch(), '--json', '--no-xlsx', '--policy', policy];
  const { code, out } = await run([join(SAMPLES, 'tc_raw_data.xlsx'), ...args]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    source: { rows: 2000 },
    counts: { customers: 200, quarantined: 0 },
    checks: Array(7).fill({ passed: true }),
  });
});

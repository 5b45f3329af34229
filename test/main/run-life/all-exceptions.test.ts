import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { unlistedExceptions } from '../../../core/contract/exceptions.ts';
import { runJson } from '../../../main/cli/run-json.ts';
import { summaryText } from '../../../main/cli/summary.ts';
import { openHistory } from '../../../main/history/history.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { KEPT_PER_KIND } from '../../../main/history/exceptions/exceptions-of-run.ts';
import { runSource } from '../../../main/run-life/run-source.ts';
import { scratch } from '../cli/command.ts';

it('all exceptions are in the file and counted, and the work list has the largest of each kind', async () => {
  const dataDir = scratch();
  const source = join(dataDir, 'ledger.csv');
  const rows = KEPT_PER_KIND + 5;
  // The customers in their order have ever larger redemptions without a lot, each its own.
  const lines = Array.from(
    { length: rows },
    (_, i) => `${i + 1},spent,2026-01-05 10:00:00,${i + 1},-${i + 1}.00`,
  );
  writeFileSync(source, ['TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT', ...lines, ''].join('\n'));
  const { detail, outputs, problem } = await runSource({
    source,
    dataDir,
    out: undefined,
    workers: 0,
    force: false,
    now: () => new Date('2026-06-01T12:00:00'),
    settings: settingsSchema.parse({ xlsx: false, policy: 'exact' }),
  });
  expect(problem).toBeNull();
  const file = readFileSync(
    outputs.find((path) => path.endsWith('exceptions.csv'))!,
    'utf8',
  );
  const unmatched = file.split('\n').filter((line) => line.startsWith('redemption.unmatched,'));
  expect(unmatched).toHaveLength(rows);
  expect(new Set(unmatched.map((line) => line.split(',')[1])).size).toBe(rows);

  // Each is a balance below zero as well.
  expect(runJson(detail, outputs, false)['exceptions']).toBe(2 * rows);
  expect(unlistedExceptions(detail)).toEqual([
    { code: 'balance.negative', count: 5 },
    { code: 'redemption.unmatched', count: 5 },
  ]);
  expect(summaryText(detail, outputs)).toMatch(
    / 5 {2}more: .* \(redemption\.unmatched\), in exceptions\.csv/,
  );

  const history = openHistory(historyFile(dataDir));
  try {
    const smallest = history.listExceptions(detail.run.id, {
      code: 'redemption.unmatched',
      orderBy: 'cents',
      descending: false,
      limit: 1,
    });
    expect(smallest.count).toBe(KEPT_PER_KIND);
    expect(smallest.items.map(({ cents }) => cents)).toEqual([600]);
    expect(history.exceptionCounts(detail.run.id).map(({ count }) => count)).toEqual([rows, rows]);
  } finally {
    history.close();
  }
});

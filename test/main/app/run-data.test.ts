import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import { runJournal } from '../../../main/history/run-journal.ts';
import { continueRun, runSource } from '../../../main/run-life/run-source.ts';
import { writeLedger } from '../grid/generated-ledger.ts';
import { gridOf } from '../grid/grid-fixture.ts';
import { problemOf, scratch } from './application-fixture.ts';

it('what is verified can be looked at while files are still being written, and not be decided on', async () => {
  const dataDir = scratch();
  const source = join(dataDir, 'ledger.csv');
  writeLedger(source, { seed: 4, rows: 60, currencies: true, ids: 'numbers', customers: 'both' });
  const breaking = new AbortController();
  const working = {
    out: undefined,
    workers: 1,
    dataDir,
    now: () => new Date(Date.UTC(2027, 0, 15)),
  };
  const parts: string[] = [];
  const broken = await runSource({
    ...working,
    source,
    settings: settingsSchema.parse({ onError: 'quarantine' }),
    force: false,
    signal: breaking.signal,
    onProgress: ({ part }) => {
      if (part === undefined || parts.includes(part)) return;
      parts.push(part);
      if (part === 'sheets') breaking.abort();
    },
  });
  expect(parts).toEqual(['tables', 'sheets']);
  const { id: runId } = broken.detail.run;
  const { call, page, exceptions } = gridOf(dataDir);
  const history = openHistory(historyFile(dataDir));
  onTestFinished(() => history.close());

  // Whoever broke it off is shown no rows; the exceptions that were found are there to be read.
  expect(await call('runs.get', { runId })).toMatchObject({ data: null });
  expect(await problemOf(page(runId, {}, 0, 5))).toBe('run.no-data');
  const found = await exceptions(runId);
  expect(found.length).toBeGreaterThan(0);
  const decide = call('exceptions.change', {
    runId,
    keys: [found[0]!.key],
    status: 'accepted',
    note: 'x',
  });
  expect(await problemOf(decide)).toBe('exception.run-not-completed');

  // As it is while it is gone on with: first the report is about to begin, then its files are written.
  history.resumeRun(runId);
  expect(await call('runs.get', { runId })).toMatchObject({ data: null });
  runJournal(history, runId).begin('report');
  expect(await call('runs.get', { runId })).toMatchObject({ data: 'early' });
  expect(await call('grid.open', { runId })).toMatchObject({ data: 'early' });
  const early = await page(runId, {}, 0, 1000);
  expect(early.rows.length).toBeGreaterThan(0);
  history.markInterrupted();

  const { detail } = await continueRun({ ...working, runId });
  expect(detail.run.status).toBe('completed');
  expect(await call('grid.open', { runId })).toMatchObject({ data: 'published' });
  expect(await page(runId, {}, 0, 1000)).toEqual(early);
  expect((await exceptions(runId)).map(({ key }) => key)).toEqual(found.map(({ key }) => key));
});

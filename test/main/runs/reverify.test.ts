import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { cp, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { CHECK_IDS } from '../../../core/contract/checks.ts';
import { POLICIES } from '../../../core/contract/settings.ts';
import { DRAFT_FOLDER, OUTPUT_FOLDER } from '../../../core/run-folder/names.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import {
  application,
  ledgerFile,
  problemOf,
  SAMPLES,
  scratch,
} from '../app/application-fixture.ts';
import { someOf } from '../../amount.ts';

async function completed(place: string, settings: object = {}) {
  const program = application();
  const ending = await program.start(place, { settings: { xlsx: false, ...settings } });
  expect(ending.outcome).toBe('completed');
  const runId = ending.runId!;
  const { folder } = await program.call('runs.get', { runId });
  const reverify = (jobId: string = randomUUID()) =>
    program.call('runs.reverify', { runId, jobId });
  return { ...program, runId, files: join(folder, OUTPUT_FOLDER), folder, reverify };
}

describe('a run proven anew', () => {
  it.each(someOf(POLICIES, 1))('passes as it was published: %s', async (policy) => {
    const { call, reverify, runId, ending } = await completed(join(SAMPLES, 'messy.xlsx'), {
      policy,
      onError: 'quarantine',
      xlsx: true,
    });
    const jobId = randomUUID();
    const verdict = await reverify(jobId);
    expect(verdict).toMatchObject({ passed: true, changedFiles: [] });
    expect(verdict.checks.map(({ id }) => id)).toEqual(CHECK_IDS);
    // It comes to what the run itself came to.
    expect(verdict.checks).toEqual((await call('runs.get', { runId })).checks);
    expect(await ending(jobId)).toMatchObject({ kind: 'verify', outcome: 'completed' });
    const [entry] = await call('runs.audit', { runId });
    expect(entry).toMatchObject({
      action: 'run.reverified',
      at: verdict.at,
      detail: { passed: true, failed: [], changedFiles: [] },
    });
  });

  it('fails where a file was edited, and the audit trail says so', async () => {
    const { call, reverify, runId, files } = await completed(ledgerFile(scratch(), 600));
    const path = join(files, 'tc_data_with_redemptions.parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT * REPLACE (CASE TRANS_ID WHEN 2 THEN AMOUNT + 1 ELSE AMOUNT END::DECIMAL(18,2) AS AMOUNT)
       FROM '${path}') TO '${path}.new' (FORMAT parquet)`,
    );
    connection.closeSync();
    instance.closeSync();
    await rename(`${path}.new`, path);
    const verdict = await reverify();
    expect(verdict).toMatchObject({
      passed: false,
      changedFiles: ['tc_data_with_redemptions.parquet'],
    });
    const conservation = verdict.checks.find(({ id }) => id === 'conservation')!;
    expect(conservation.passed).toBe(false);
    expect(conservation.failures[0]!.ids).toEqual(['2']);
    const [entry] = await call('runs.audit', { runId });
    expect(entry).toMatchObject({ action: 'run.reverified' });
    expect(entry!.detail).toMatchObject({ passed: false });
    // What the run was when it was published stays on record.
    expect((await call('runs.get', { runId })).checks.every(({ passed }) => passed)).toBe(true);
  });

  it('fails where a file is gone', async () => {
    const { reverify, files } = await completed(ledgerFile(scratch(), 600));
    rmSync(join(files, 'tc_data_with_redemptions.parquet'));
    appendFileSync(join(files, 'exceptions.csv'), '\n');
    const verdict = await reverify();
    expect(verdict.passed).toBe(false);
    expect(new Set(verdict.changedFiles)).toEqual(
      new Set(['tc_data_with_redemptions.parquet', 'exceptions.csv']),
    );
  });

  it('is cancelled as any work is', async () => {
    const { call, reverify, runId, ending } = await completed(ledgerFile(scratch(), 600));
    const jobId = randomUUID();
    const before = await call('runs.audit', { runId });
    const proof = problemOf(reverify(jobId));
    // The handler has work to do before there is a job.
    while (!(await call('jobs.cancel', { jobId }))) await new Promise(setImmediate);
    expect(await proof).toBe('run.cancelled');
    expect(await ending(jobId)).toMatchObject({ outcome: 'cancelled' });
    expect(await call('jobs.list', {})).toEqual([]);
    expect(await call('runs.audit', { runId })).toEqual(before);
    expect((await reverify()).passed).toBe(true);
  });

  it('ends with the program', async () => {
    const { app, call, reverify } = await completed(ledgerFile(scratch(), 600));
    const jobId = randomUUID();
    const proof = problemOf(reverify(jobId));
    while ((await call('jobs.list', {})).length === 0) await new Promise(setImmediate);
    await app.close();
    expect(await proof).toBe('run.cancelled');
  });

  it('is a problem where there are no files', async () => {
    const { call, start } = application();
    const reverify = (runId: string) =>
      problemOf(call('runs.reverify', { runId, jobId: randomUUID() }));
    expect(await reverify('20260101-000000-abcdef')).toBe('run.unknown');
    const paused = await start(ledgerFile(scratch(), 300), { until: 'match' });
    expect(await reverify(paused.runId!)).toBe('run.no-data');
    const halted = await start(join(SAMPLES, 'messy.xlsx'));
    expect(await reverify(halted.runId!)).toBe('run.no-data');
  });

  it('looks at the draft of a run whose verification failed', async () => {
    const { call, dataDir, start } = application();
    const paused = await start(ledgerFile(scratch(), 300), { until: 'match' });
    const runId = paused.runId!;
    const other = await start(ledgerFile(scratch(), 300), { settings: { xlsx: false } });
    // A verification cannot fail on purpose: the draft is that of the same ledger, published.
    const { folder } = await call('runs.get', { runId });
    const published = await call('runs.get', { runId: other.runId! });
    mkdirSync(join(folder, DRAFT_FOLDER));
    await cp(join(published.folder, OUTPUT_FOLDER), join(folder, DRAFT_FOLDER), {
      recursive: true,
    });
    const history = openHistory(historyFile(dataDir));
    history.resumeRun(runId);
    history.failRun(runId, 'failed', {
      kind: 'verification-failed',
      code: 'verification.failed',
      message: 'Verification failed.',
      hint: 'Look at the draft.',
    });
    history.close();
    const verdict = await call('runs.reverify', { runId, jobId: randomUUID() });
    expect(verdict).toMatchObject({ passed: true, changedFiles: [] });
    expect(verdict.checks.map(({ id }) => id)).toEqual(CHECK_IDS);
  });
});

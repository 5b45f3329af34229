import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FINDINGS_FILE, findingsFileSchema } from '../../../core/contract/findings-file.ts';
import { STEP_NAMES } from '../../../core/contract/steps.ts';
import {
  application,
  hostOfProcesses,
  ledgerFile,
  problemOf,
  SAMPLES,
  scratch,
  testHost,
} from '../app/application-fixture.ts';

const SAMPLE = join(SAMPLES, 'tc_raw_data.xlsx');
const MESSY = join(SAMPLES, 'messy.xlsx');
/** Compared byte for byte, so without the workbooks, whose zip entries take the most time. */
const QUICK = { xlsx: false };
/** The two samples share some rows, so that nobody can tell whether they are one source. */
const ANOTHER = { kind: 'new', name: null } as const;

describe('a run', () => {
  it('is carried out in a process of its own and tells of itself', async () => {
    const { start, call, events, host } = application({ host: hostOfProcesses() });
    const ending = await start(SAMPLE, { settings: QUICK });
    expect(ending).toMatchObject({
      kind: 'run',
      outcome: 'completed',
      problem: null,
      alreadyReconciled: false,
    });
    const runId = ending.runId!;
    const view = await call('runs.get', { runId });
    expect(view).toMatchObject({
      pausedAfter: null,
      canContinue: false,
      data: 'published',
      rejected: { rows: 0, byCurrency: [] },
      signOffs: [],
    });
    expect(existsSync(view.folder)).toBe(true);
    expect(view.steps.map(({ name, status }) => [name, status])).toEqual(
      STEP_NAMES.map((name) => [name, 'completed']),
    );
    const told = events.filter(({ name }) => name === 'progress');
    expect(told.length).toBeGreaterThan(0);
    expect(host.bars.at(-1)).toBeNull();
    expect(host.notices).toEqual([
      { title: 'Reconciliation completed', body: 'tc_raw_data.xlsx is reconciled and verified.' },
    ]);
    expect(await call('jobs.list', {})).toEqual([]);
    expect(await start(SAMPLE, { settings: QUICK })).toMatchObject({
      runId,
      outcome: 'completed',
      alreadyReconciled: true,
    });
    const forced = await start(SAMPLE, { settings: QUICK, force: true });
    expect(forced.runId).not.toBe(runId);
    const list = await call('runs.list', { limit: 1 });
    expect(list).toMatchObject({ total: 2, items: [{ id: forced.runId, revision: 2 }] });
  });

  it('of an uploaded file says so, also where a link leads to the data folder', async () => {
    const dataDir = join(scratch(), 'data');
    symlinkSync(scratch(), dataDir);
    const uploads = join(dataDir, 'uploads', '0123');
    mkdirSync(uploads, { recursive: true });
    const { start, call } = application({ dataDir });
    const uploadedOf = async (folder: string): Promise<boolean> => {
      const { runId } = await start(ledgerFile(folder, 30), { settings: QUICK, source: ANOTHER });
      return (await call('runs.get', { runId: runId! })).uploaded;
    };
    expect(await uploadedOf(uploads)).toBe(true);
    expect(await uploadedOf(scratch())).toBe(false);
  });

  it('of a pattern takes the file of the month in which its fiscal period ends', async () => {
    const folder = scratch();
    for (const name of ['2025-06.csv', '2026-05.csv'])
      renameSync(ledgerFile(folder, 30), join(folder, name));
    const { start, call } = application();
    const settings = { ...QUICK, period: 'FY26-P05', calendar: { fiscalStart: 2 } };
    const { runId } = await start(join(folder, '{yyyy}-{MM}.csv'), { settings });
    const { run } = await call('runs.get', { runId: runId! });
    expect(basename(run.place)).toBe('2025-06.csv');
    // The calendar is kept with the source.
    const unsaid = { ...QUICK, period: 'FY26-P05' };
    const again = await start(join(folder, '{yyyy}-{MM}.csv'), { settings: unsaid });
    expect(again).toMatchObject({ runId, alreadyReconciled: true });
  });

  it('takes what is not given from the settings', async () => {
    const { start, call } = application();
    const path = join(scratch(), 'odd.csv');
    writeFileSync(
      path,
      'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,Betrag\n1,earned,2026-01-01 00:00:00,7,5.00\n',
    );
    expect((await start(path)).outcome).toBe('halted');
    const [source] = (await call('dashboard.get', {})).sources;
    expect(source!.place).toBe(path);
    await call('settings.set', { policy: 'exact', xlsx: false, toleranceCents: 5 });
    const mapped = await start(path, { settings: { mapping: { Betrag: 'AMOUNT' } } });
    const { run } = await call('runs.get', { runId: mapped.runId! });
    expect(run).toMatchObject({
      status: 'completed',
      policy: 'exact',
      settings: { toleranceCents: 5, xlsx: false, mapping: { Betrag: 'AMOUNT' } },
    });
  });

  it('that is halted says what a quarantine would set aside, and the quarantine does so', async () => {
    const { start, call } = application();
    const halted = await start(MESSY, { settings: QUICK });
    expect(halted.outcome).toBe('halted');
    const before = await call('runs.get', { runId: halted.runId! });
    expect(before.rejected!.rows).toBeGreaterThan(0);
    const { byCurrency } = before.rejected!;
    // Currencies are not added up, and what cannot be read is not worth 0.00.
    expect(byCurrency.map(({ currency }) => currency)).toEqual(['', 'USD']);
    expect(byCurrency.reduce((rows, sum) => rows + sum.rows, 0)).toBe(before.rejected!.rows);
    expect(byCurrency.some(({ unreadable }) => unreadable > 0)).toBe(true);
    // The bridge stands where the run halts, as it would on the run that sets the rows aside.
    expect(before.run.cutOff!.bridge.length).toBeGreaterThan(0);
    expect(before.canContinue).toBe(false);
    expect(halted.problem!.details).toMatchObject({
      rejectedRows: before.rejected!.rows,
      cutOff: expect.any(String) as string,
    });
    const done = await start(MESSY, { settings: { ...QUICK, onError: 'quarantine' } });
    expect(done.outcome).toBe('completed');
    const after = await call('runs.get', { runId: done.runId! });
    expect(after.rejected).toEqual(before.rejected);
    expect(after.run.cutOff).toEqual(before.run.cutOff);
    expect(after.run.quality).toBe(before.run.quality);
  });

  it('keeps its findings in a file', async () => {
    const { start, call } = application();
    const { runId } = await start(MESSY, { settings: { ...QUICK, onError: 'quarantine' } });
    const view = await call('runs.get', { runId: runId! });
    const file = findingsFileSchema.parse(
      JSON.parse(readFileSync(join(view.folder, FINDINGS_FILE), 'utf8')),
    );
    const byCode = (counts: readonly { code: string; count: number }[]) =>
      Object.fromEntries(counts.map(({ code, count }) => [code, count]));
    expect(byCode(file.counts)).toEqual(byCode(view.findings));
    expect(file.kept.length).toBe(file.counts.reduce((sum, { count }) => sum + count, 0));
  });

  it('refuses a second one and names the first', async () => {
    const { call, ending } = application();
    const jobId = randomUUID();
    const job = await call('runs.start', { jobId, place: SAMPLE, settings: QUICK });
    expect(job).toMatchObject({ jobId, kind: 'run', place: SAMPLE, runId: null });
    expect(await call('jobs.list', {})).toMatchObject([{ jobId }]);
    const second = call('runs.start', { jobId: randomUUID(), place: MESSY });
    await expect(second).rejects.toMatchObject({
      code: 'run.busy',
      message: expect.stringContaining(SAMPLE) as string,
      details: { jobId },
    });
    expect((await ending(jobId)).outcome).toBe('completed');
  });

  it('of a place outside the allowed folders does not begin', async () => {
    const { start } = application({ host: testHost({ allowedFolders: [SAMPLES] }) });
    expect(await problemOf(start('/etc/passwd'))).toBe('path.not-allowed');
  });

  it('of a source that is not there ends without a run', async () => {
    const { start } = application();
    expect(await start(join(SAMPLES, 'nothing.xlsx'))).toMatchObject({
      runId: null,
      outcome: 'failed',
      problem: { code: 'source.missing' },
    });
  });
});

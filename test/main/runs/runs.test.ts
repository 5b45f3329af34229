import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { FINDINGS_FILE, findingsFileSchema } from '../../../core/contract/findings-file.ts';
import { FIGURES_FILE } from '../../../core/run-folder/names.ts';
import { POLICIES } from '../../../core/contract/settings.ts';
import { STEP_NAMES } from '../../../core/contract/steps.ts';
import type { FileProgress, StepName } from '../../../core/contract/steps.ts';
import {
  application,
  hostOfProcesses,
  ledgerFile,
  problemOf,
  SAMPLES,
  scratch,
  testHost,
} from '../app/application-fixture.ts';
import { runnerHere } from '../app/runner-here.ts';
import { amount, someOf } from '../../amount.ts';
import { soleTotals } from '../../core/contract/run-records.ts';

const SAMPLE = join(SAMPLES, 'tc_raw_data.xlsx');
const MESSY = join(SAMPLES, 'messy.xlsx');
const ledgers = mkdtempSync(join(tmpdir(), 'thrive-ledgers-'));
afterAll(() => rmSync(ledgers, { recursive: true, force: true }));
/** For what holds of any ledger. */
const SMALL = ledgerFile(ledgers, 90);
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

describe('a run that waits', () => {
  it('goes on step by step to the same bytes', async () => {
    const whole = application();
    const { runId } = await whole.start(SMALL, { settings: QUICK });
    const expected = await whole.outputs(runId!);

    const { start, goOn, call, outputs } = application();
    const first = await start(SMALL, { settings: QUICK, until: 'download' });
    expect(first.outcome).toBe('paused');
    const id = first.runId!;
    const stops: StepName[] = ['download', 'validate', 'match', 'verify'];
    for (const [i, until] of stops.entries()) {
      if (i > 0) expect(await goOn(id, { until })).toMatchObject({ runId: id, outcome: 'paused' });
      const view = await call('runs.get', { runId: id });
      expect(view).toMatchObject({ pausedAfter: until, canContinue: true, data: null });
      expect(view.run.status).toBe('interrupted');
      expect(view.steps.map(({ name }) => name)).toEqual(STEP_NAMES.slice(0, i + 1));
      expect(view.rejected).toEqual(i === 0 ? null : { rows: 0, byCurrency: [] });
      expect(view.run.totals === null).toBe(i < 2);
    }
    expect(await goOn(id)).toMatchObject({ runId: id, outcome: 'completed', problem: null });
    expect(await outputs(id)).toEqual(expected);
    expect((await call('runs.audit', { runId: id })).map(({ action }) => action)).toEqual([
      'run.completed',
      ...stops.flatMap(() => ['run.resumed', 'run.paused']),
      'run.started',
    ]);
  });

  it.each(someOf(POLICIES, 1))('may take the policy %s before it matches', async (policy) => {
    const whole = application();
    const { runId } = await whole.start(SMALL, { settings: { ...QUICK, policy } });
    const expected = await whole.outputs(runId!);

    const { start, goOn, call, outputs } = application();
    const { runId: id } = await start(SMALL, { settings: QUICK, until: 'validate' });
    expect(await goOn(id!, { policy })).toMatchObject({ runId: id, outcome: 'completed' });
    expect(await outputs(id!)).toEqual(expected);
    const { run } = await call('runs.get', { runId: id! });
    expect(run).toMatchObject({ policy, settings: { policy }, pausedAfter: null });
    // It is known by its new identity.
    expect(await start(SMALL, { settings: { ...QUICK, policy } })).toMatchObject({
      runId: id,
      alreadyReconciled: true,
    });
  });

  it('keeps in the trail why it was begun so', async () => {
    const { start, call } = application();
    const { runId } = await start(SMALL, {
      settings: { ...QUICK, onChanged: 'keep', onChangedReason: ' Agreed ' },
      until: 'validate',
    });
    const trail = await call('runs.audit', { runId: runId! });
    expect(trail.find(({ action }) => action === 'run.started')!.detail).toMatchObject({
      until: 'validate',
      reason: 'Agreed',
    });
  });

  it('says that it was begun step by step, also where it halts', async () => {
    const { start, call } = application();
    const stepped = await start(MESSY, { settings: QUICK, until: 'validate' });
    expect(stepped.outcome).toBe('halted');
    expect((await call('runs.get', { runId: stepped.runId! })).stepByStep).toBe(true);
    const whole = await start(MESSY, { settings: QUICK });
    expect((await call('runs.get', { runId: whole.runId! })).stepByStep).toBe(false);
  });

  it('takes no other policy once it has matched', async () => {
    const { start, goOn } = application();
    const { runId } = await start(SMALL, { settings: QUICK, until: 'match' });
    expect(await problemOf(goOn(runId!, { policy: 'exact' }))).toBe('run.match-begun');
    expect((await goOn(runId!, { policy: 'one-to-one' })).outcome).toBe('completed');
    expect(await problemOf(goOn(runId!))).toBe('run.not-to-be-continued');
  });

  it('is reconciled already where the chosen policy was', async () => {
    const { start, goOn } = application();
    const exact = await start(SMALL, { settings: { ...QUICK, policy: 'exact' } });
    const { runId } = await start(SMALL, { settings: QUICK, until: 'validate' });
    expect(await goOn(runId!, { policy: 'exact' })).toMatchObject({
      runId: exact.runId,
      alreadyReconciled: true,
    });
  });

  it('does not go on with a source that has changed', async () => {
    const path = ledgerFile(scratch(), 90);
    const { start, goOn } = application();
    const { runId } = await start(path, { settings: QUICK, until: 'download' });
    writeFileSync(path, readFileSync(path, 'utf8').replace('1,earned', '01,earned'));
    expect(await goOn(runId!)).toMatchObject({ problem: { code: 'run.source-changed' } });
  });
});

/** Enough for every step to last until it is told to end. */
const LONG_ROWS = amount(200_000, 60_000);

/** A long ledger, and the outputs of a run of it that nothing stops; made once. */
let long: Promise<{ place: string; expected: Record<string, string> }> | undefined;
function longRun(): NonNullable<typeof long> {
  return (long ??= (async () => {
    const place = ledgerFile(ledgers, LONG_ROWS);
    const { start, outputs } = application();
    const { runId } = await start(place, { settings: QUICK });
    return { place, expected: await outputs(runId!) };
  })());
}

describe('a run that is stopped', () => {
  it('whose ledger was deleted says so, and its source is reconciled anew', async () => {
    const { start, goOn, call } = application();
    const place = ledgerFile(scratch(), 300);
    const paused = await start(place, { settings: QUICK, until: 'validate' });
    const { folder } = await call('runs.get', { runId: paused.runId! });
    rmSync(folder, { recursive: true });
    const ending = await goOn(paused.runId!);
    expect(ending).toMatchObject({
      outcome: 'failed',
      problem: { code: 'run.checkpoint-damaged' },
    });
    expect(await start(place, { settings: QUICK })).toMatchObject({ outcome: 'completed' });
  });

  it('ends when it is cancelled, in whichever step, and goes on to the same bytes', async () => {
    const { place, expected } = await longRun();
    for (const step of someOf(STEP_NAMES.slice(1), 1)) {
      const { call, ending, goOn, outputs, app } = application();
      const jobId = randomUUID();
      const cancelled = new Promise<boolean>((resolve) => {
        const stop = app.onEvent((one) => {
          // Without looking the run up first: the last step would have ended meanwhile.
          if (one.name !== 'progress' || one.payload.progress?.step !== step) return;
          stop();
          resolve(call('jobs.cancel', { jobId }));
        });
      });
      await call('runs.start', { jobId, place, settings: QUICK });
      expect(await cancelled, step).toBe(true);
      const ended = await ending(jobId);
      expect(ended, step).toMatchObject({
        outcome: 'cancelled',
        problem: { code: 'run.cancelled' },
      });
      const view = await call('runs.get', { runId: ended.runId! });
      expect(view.run.status).toBe('cancelled');
      expect(view.canContinue).toBe(true);
      const listed = async () => (await call('runs.list', { limit: 1 })).items[0];
      expect(await listed()).toMatchObject({ id: ended.runId, canContinue: true });
      expect(await goOn(ended.runId!)).toMatchObject({ outcome: 'completed' });
      expect(await listed()).toMatchObject({ id: ended.runId, canContinue: false });
      expect(await outputs(ended.runId!), step).toEqual(expected);
    }
    expect(await application().call('jobs.cancel', { jobId: randomUUID() })).toBe(false);
  });

  it('is interrupted when its process is killed, and goes on to the same bytes', async () => {
    const { place, expected } = await longRun();
    const { call, app, host, ending, goOn, outputs } = application({ host: hostOfProcesses() });
    const jobId = randomUUID();
    app.onEvent((one) => {
      if (one.name !== 'run.changed') return;
      void call('runs.get', { runId: one.payload.runId }).then(({ steps }) => {
        if (steps.some(({ name }) => name === 'report')) host.runners[0]!.kill();
      });
    });
    await call('runs.start', { jobId, place, settings: QUICK });
    const ended = await ending(jobId);
    expect(ended).toMatchObject({
      outcome: 'interrupted',
      problem: { code: 'run.process-ended', hint: expect.stringContaining('Continue') as string },
    });
    const view = await call('runs.get', { runId: ended.runId! });
    expect(view.run).toMatchObject({
      status: 'interrupted',
      pausedAfter: null,
      problem: { code: 'run.process-ended' },
    });
    expect(await goOn(ended.runId!)).toMatchObject({ outcome: 'completed' });
    expect(await outputs(ended.runId!)).toEqual(expected);
  });

  it('shows as interrupted when the whole program was killed, and goes on', async () => {
    const place = ledgerFile(scratch(), 60_000);
    const dataDir = scratch();
    const script = join(import.meta.dirname, 'children', 'start-run.ts');
    const program = spawn(process.execPath, [script, dataDir, place], { stdio: 'pipe' });
    onTestFinished(() => void program.kill('SIGKILL'));
    await once(program.stdout, 'data');
    program.kill('SIGKILL');
    await once(program, 'exit');

    const { call, event, goOn } = application({ dataDir });
    const runId = await event((one) =>
      one.name === 'run.changed' ? one.payload.runId : undefined,
    );
    const view = await call('runs.get', { runId });
    expect(view.run.status).toBe('interrupted');
    expect(view.canContinue).toBe(true);
    expect(await goOn(runId)).toMatchObject({ outcome: 'completed', problem: null });
  });

  it('is left as interrupted when the program is closed', async () => {
    const place = ledgerFile(scratch(), 60_000);
    const { app, call, event, dataDir } = application({ host: hostOfProcesses() });
    await call('runs.start', { jobId: randomUUID(), place, settings: QUICK });
    const runId = await event((one) =>
      one.name === 'run.changed' ? one.payload.runId : undefined,
    );
    await app.close();
    const again = application({ dataDir });
    const { run } = await again.call('runs.get', { runId });
    expect(run.status).toBe('interrupted');
  });
});

describe('the results of a run', () => {
  it('are reported in cents', async () => {
    const { start, call } = application();
    const { runId } = await start(SAMPLE, { settings: QUICK });
    const report = (await call('runs.report', { runId: runId! }))!;
    const { run } = await call('runs.get', { runId: runId! });
    expect(report.months.at(-1)!.closing).toBe(soleTotals(run).closing);
    const sum = (pick: (month: (typeof report.months)[number]) => number): number =>
      report.months.reduce((total, month) => total + pick(month), 0);
    expect(sum((m) => m.earned)).toBe(soleTotals(run).earned);
    expect(sum((m) => m.spent)).toBe(soleTotals(run).spent);
    expect(report.byAge.reduce((total, { cents }) => total + cents, 0)).toBe(
      soleTotals(run).openLots,
    );
    expect(report.topCustomers).toHaveLength(20);
    const { counts } = run;
    const totals = soleTotals(run);
    expect(counts!.covered).toBeGreaterThan(0);
    expect(counts!.covered).toBeLessThan(counts!.spent + counts!.expired);
    expect(sum((m) => m.spent + m.expired)).toBe(totals.spent + totals.expired);
    const halted = await start(MESSY, { settings: QUICK, source: ANOTHER });
    expect(await call('runs.report', { runId: halted.runId! })).toBeNull();
    expect(await problemOf(call('runs.report', { runId: 'none' }))).toBe('run.unknown');
  });

  it('have a line for the period of the run, also where that is two dates', async () => {
    const { start, call } = application();
    const days = '2026-03-05..2026-03-20';
    const { runId } = await start(SAMPLE, { settings: { ...QUICK, period: days } });
    const { months, period } = (await call('runs.report', { runId: runId! }))!;
    const { run } = await call('runs.get', { runId: runId! });
    expect(period).toMatchObject([{ month: days, closing: soleTotals(run).closing }]);
    const [{ opening, earned, spent, expired, closing }] = period as [(typeof period)[number]];
    expect(opening + earned - spent - expired).toBe(closing);
    expect(months.some(({ month }) => month === days)).toBe(false);
  });

  it('are there as soon as they are verified, the same as when the files are written', async () => {
    const { start, goOn, call } = application();
    const { runId: id } = await start(SMALL, { settings: QUICK, until: 'match' });
    const runId = id!;
    expect(await call('runs.report', { runId })).toBeNull();
    await goOn(runId, { until: 'verify' });
    const view = await call('runs.get', { runId });
    expect(view).toMatchObject({ pausedAfter: 'verify', outputs: [] });
    const verified = await call('runs.report', { runId });
    const { folder } = await call('runs.get', { runId });
    const figures = readFileSync(join(folder, FIGURES_FILE));
    for (const damaged of [figures.subarray(0, 100), Buffer.from('{}')]) {
      writeFileSync(join(folder, FIGURES_FILE), damaged);
      expect(await call('runs.report', { runId })).toBeNull();
    }
    rmSync(join(folder, FIGURES_FILE));
    expect(await call('runs.report', { runId })).toBeNull();
    expect(verified!.months.at(-1)!.closing).toBe(soleTotals(view.run).closing);
    expect(await problemOf(call('runs.signOff', { runId, role: 'prepared', name: 'Ana' }))).toBe(
      'signoff.not-completed',
    );
    await goOn(runId);
    expect(await call('runs.report', { runId })).toEqual(verified);
  });

  it('are looked at, with the checks, while each of the files is written', async () => {
    const looks: Promise<{ status: string; found: object }>[] = [];
    const files = new Set<string>();
    const look = async (): Promise<{ status: string; found: object }> => {
      const runId = (await call('jobs.list', {}))[0]!.runId!;
      const { run, checks } = await call('runs.get', { runId });
      const report = await call('runs.report', { runId });
      return { status: run.status, found: { report, checks, totals: run.totals } };
    };
    const host = testHost({
      forkRunner: () =>
        runnerHere((said) => {
          const { progress } = said as { progress?: { step: StepName; files?: FileProgress[] } };
          const share = progress?.files?.find((file) => file.share > 0 && !files.has(file.name));
          if (progress?.step !== 'report' || !share) return;
          files.add(share.name);
          looks.push(look());
        }),
    });
    const { start, call } = application({ host });
    const { runId } = await start(SMALL);
    expect(files.size).toBeGreaterThan(3);
    const seen = await Promise.all(looks);
    const { run, checks } = await call('runs.get', { runId: runId! });
    const after = {
      report: await call('runs.report', { runId: runId! }),
      checks,
      totals: run.totals,
    };
    expect(after.report!.months.length).toBeGreaterThan(1);
    // A look at the last files may be answered when the run has been completed.
    expect(seen.map(({ status }) => status)).toContain('running');
    for (const { found } of seen) expect(found).toEqual(after);
  });

  it('are copied where they are wanted, if they are what was written', async () => {
    const { start, call, host, dataDir } = application();
    const { runId: id } = await start(SMALL, { settings: QUICK });
    const runId = id!;
    const folder = join(scratch(), 'for the auditor');
    const to = { kind: 'folder', path: folder } as const;
    const written = await call('runs.copyOutputs', { runId, to });
    expect(readdirSync(folder).sort()).toEqual(written.map(({ name }) => name).sort());
    const one = await call('runs.copyOutputs', {
      runId,
      names: ['allocations.csv'],
      to: { kind: 'download' },
    });
    expect(one).toMatchObject([{ name: 'allocations.csv', path: null, url: '/download/1' }]);
    expect(readFileSync(host.downloads[0]!.path)).toEqual(
      readFileSync(join(folder, 'allocations.csv')),
    );
    const audit = await call('runs.audit', { runId });
    expect(audit.filter(({ action }) => action === 'export.written')).toHaveLength(2);

    const refused = { kind: 'folder', path: join(dataDir, 'runs', 'x') } as const;
    expect(await problemOf(call('runs.copyOutputs', { runId, to: refused }))).toBe(
      'export.protected',
    );
    expect(await problemOf(call('runs.copyOutputs', { runId, names: ['../x'], to }))).toBe(
      'run.no-outputs',
    );
    const { folder: own } = await call('runs.get', { runId });
    writeFileSync(join(own, 'outputs', 'allocations.csv'), 'tampered');
    expect(await problemOf(call('runs.copyOutputs', { runId, to }))).toBe('run.outputs-changed');
    expect(readFileSync(join(folder, 'allocations.csv'), 'utf8')).not.toBe('tampered');
  });

  it('are put into the output folder of the settings, under the id of the run', async () => {
    const { start, call } = application();
    const outputFolder = scratch();
    await call('settings.set', { outputFolder });
    const { runId } = await start(SMALL, { settings: QUICK });
    const { outputs } = await call('runs.get', { runId: runId! });
    expect(readdirSync(join(outputFolder, runId!)).sort()).toEqual(
      outputs.map(({ name }) => name).sort(),
    );
    await call('settings.set', { outputFolder: join(outputFolder, 'blocked') });
    writeFileSync(join(outputFolder, 'blocked'), '');
    expect(await start(SMALL, { settings: QUICK, force: true })).toMatchObject({
      outcome: 'completed',
      problem: {
        code: 'run.copy-failed',
        message: expect.stringMatching(/: a file has the name of the folder\.$/) as string,
      },
    });
  });

  it('are signed off, which can only be added to', async () => {
    const { start, call } = application();
    const { runId: id } = await start(SMALL, { settings: QUICK });
    const runId = id!;
    await call('runs.signOff', { runId, role: 'prepared', name: 'Ana', note: 'July' });
    const reviewed = await call('runs.signOff', { runId, role: 'reviewed', name: 'Ben' });
    expect(reviewed).toMatchObject({ role: 'reviewed', name: 'Ben', note: '' });
    const { signOffs } = await call('runs.get', { runId });
    expect(signOffs.map(({ role, name }) => [role, name])).toEqual([
      ['prepared', 'Ana'],
      ['reviewed', 'Ben'],
    ]);
    const audit = await call('runs.audit', { runId });
    expect(audit.filter(({ action }) => action === 'run.signed-off')).toHaveLength(2);
    const halted = await start(MESSY, { settings: QUICK, source: ANOTHER });
    const refused = call('runs.signOff', { runId: halted.runId!, role: 'prepared', name: 'Ana' });
    expect(await problemOf(refused)).toBe('signoff.not-completed');
  });
});

describe('the mapping of a source', () => {
  it('is remembered for its next run, whichever way leads to the file', async () => {
    const { start, call } = application();
    const folder = realpathSync(scratch());
    const place = join(folder, 'odd.csv');
    writeFileSync(
      place,
      'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,Betrag\n1,earned,2026-01-01 00:00:00,7,5.00\n',
    );
    symlinkSync(place, join(folder, 'shortcut.csv'));
    await call('sources.saveMapping', { place, mapping: { Betrag: 'AMOUNT' } });
    const ending = await start(join(folder, 'shortcut.csv'), { settings: QUICK });
    expect(ending.outcome).toBe('completed');
    const { run, source } = await call('runs.get', { runId: ending.runId! });
    expect(source.place).toBe(place);
    expect(run.settings.mapping).toEqual({ Betrag: 'AMOUNT' });
    const recent = await call('sources.recent', {});
    expect(recent.map((one) => one.place)).toEqual([place]);
  });
});

describe('how the files of a source are written', () => {
  it('is asked where they do not say it, and kept for the next one', async () => {
    const { start, call } = application();
    const place = join(realpathSync(scratch()), 'days.csv');
    const rows = ['1,earned,04/03/2026,7,5.00', '2,earned,05/04/2026,7,1.00'];
    const write = (...more: string[]): void =>
      writeFileSync(
        place,
        ['TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT', ...rows, ...more, ''].join('\n'),
      );
    write();
    const halted = await start(place, { settings: QUICK });
    expect(halted).toMatchObject({ outcome: 'halted' });
    const answered = await start(place, { settings: { ...QUICK, dates: 'dmy' } });
    expect(answered.outcome).toBe('completed');
    write('3,earned,06/05/2026,7,2.00');
    const next = await start(place, { settings: QUICK });
    expect(next.outcome).toBe('completed');
    const { run } = await call('runs.get', { runId: next.runId! });
    expect(run.settings.dates).toBe('dmy');
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FIGURES_FILE } from '../../../core/run-folder/names.ts';
import type { FileProgress, StepName } from '../../../core/contract/steps.ts';
import {
  application,
  ledgerFile,
  problemOf,
  SAMPLES,
  scratch,
  testHost,
} from '../app/application-fixture.ts';
import { runnerHere } from '../app/runner-here.ts';
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
        }, 0),
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

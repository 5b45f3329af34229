import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { STEP_NAMES } from '../../../core/contract/steps.ts';
import { application, hostOfProcesses, ledgerFile, scratch } from '../app/application-fixture.ts';
import { amount, someOf } from '../../amount.ts';

const ledgers = mkdtempSync(join(tmpdir(), 'thrive-ledgers-'));
afterAll(() => rmSync(ledgers, { recursive: true, force: true }));
/** Compared byte for byte, so without the workbooks, whose zip entries take the most time. */
const QUICK = { xlsx: false };

/** Enough for every step to last until it is told to end. */
const LONG_ROWS = amount(200_000, 25_000);

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
    const place = ledgerFile(scratch(), LONG_ROWS);
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
    const place = ledgerFile(scratch(), LONG_ROWS);
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

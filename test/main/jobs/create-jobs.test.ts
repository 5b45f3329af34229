import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiEventName, ApiEvents } from '../../../core/contract/api/events.ts';
import { DEFAULT_SETTINGS } from '../../../core/contract/settings.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { createJobs } from '../../../main/jobs/create-jobs.ts';
import type { RunnerProcess } from '../../../main/app/host.ts';
import { NO_ACCESS } from '../../../main/sources/remote-access.ts';
import type { RunnerTask } from '../../../main/runner/messages.ts';
import { scratchHistory, startRun } from '../history/fixtures.ts';
import { testHost } from '../app/application-fixture.ts';

/** A runner that does what the test says, and hears nothing. */
function deafRunner() {
  const heard: unknown[] = [];
  let say: (message: unknown) => void = () => undefined;
  let ended = false;
  let exit: (code: number | null) => void = () => undefined;
  const process: RunnerProcess = {
    send: (message) => void heard.push(message),
    onMessage: (listener) => (say = listener),
    onExit: (listener) =>
      (exit = (code) => {
        if (!ended) listener(code);
        ended = true;
      }),
    kill: () => exit(null),
  };
  return {
    process,
    heard,
    say: (message: unknown) => say(message),
    exit: (code: number | null) => exit(code),
  };
}

function jobsWith(runner: RunnerProcess) {
  const history = scratchHistory();
  const events: { name: ApiEventName; payload: unknown }[] = [];
  const closing: (() => void | Promise<void>)[] = [];
  const host = testHost({ forkRunner: () => runner });
  const jobs = createJobs({
    history,
    host,
    now: () => new Date(0),
    emit: <E extends ApiEventName>(name: E, payload: ApiEvents[E]) =>
      void events.push({ name, payload }),
    onClose: (close) => void closing.push(close),
  });
  const endings = () => events.filter(({ name }) => name === 'job.ended').map((e) => e.payload);
  return { jobs, history, host, events, endings, closing };
}

const WORK: RunnerTask = {
  task: 'run',
  root: '/nowhere',
  place: '/ledger.csv',
  path: '/ledger.csv',
  access: NO_ACCESS,
  period: null,
  waitMs: 0,
  cacheBytes: 0,
  settings: DEFAULT_SETTINGS,
  sourceChoice: { kind: 'recognise' },
  readingIsWhole: false,
  workers: 0,
  force: false,
  until: null,
  outputFolder: null,
  delivery: null,
  actor: null,
};

describe('one run at a time', () => {
  it('is the rule, but for one that waits for its source', () => {
    const runner = deafRunner();
    const { jobs } = jobsWith(runner.process);
    const start = () => jobs.run({ jobId: randomUUID(), place: '/ledger.csv' }, WORK);
    start();
    expect(start).toThrow(expect.objectContaining({ code: 'run.busy' }) as Error);
    const waiting = { nextLookAt: 1, until: 2, looks: 1 };
    const progress = { step: 'download', done: 0, of: null, unit: 'bytes', words: 'Waiting' };
    runner.say({ kind: 'progress', progress: { ...progress, waiting } });
    expect(start().kind).toBe('run');
    // What waited has its source now, and is at work again.
    runner.say({ kind: 'progress', progress });
    expect(start).toThrow(expect.objectContaining({ code: 'run.busy' }) as Error);
  });
});

it('a run whose process lost the history is interrupted and says why', () => {
  const runner = deafRunner();
  const { jobs, history, endings } = jobsWith(runner.process);
  const { id: runId } = startRun(history, { sourceId: history.sourceAt('/ledger.csv').id });
  jobs.run({ jobId: randomUUID(), place: '/ledger.csv' }, WORK);
  runner.say({ kind: 'run-started', runId });
  const problem = { kind: 'internal', code: 'run.disk-full', message: 'Full.', hint: 'Make room.' };
  const ending = { runId: null, outcome: 'failed', alreadyReconciled: false, problem };
  runner.say({ kind: 'ended', ending });
  expect(endings()).toMatchObject([{ runId, outcome: 'interrupted', problem }]);
  expect(history.getRun(runId)!.run).toMatchObject({ status: 'interrupted', problem });
});

describe('a run that does not hear', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is killed within a second of being cancelled, and shows as cancelled', () => {
    const runner = deafRunner();
    const { jobs, history, endings } = jobsWith(runner.process);
    const { id: runId } = startRun(history, { sourceId: history.sourceAt('/ledger.csv').id });
    const jobId = randomUUID();
    jobs.run({ jobId, place: '/ledger.csv' }, WORK);
    runner.say({ kind: 'run-started', runId });
    expect(jobs.cancel(jobId)).toBe(true);
    expect(runner.heard).toContainEqual({ kind: 'cancel' });
    expect(endings()).toEqual([]);
    vi.advanceTimersByTime(999);
    expect(endings()).toMatchObject([
      { jobId, runId, outcome: 'cancelled', problem: { code: 'run.cancelled' } },
    ]);
    expect(history.getRun(runId)!.run.status).toBe('cancelled');
    expect(jobs.list()).toEqual([]);
    expect(jobs.cancel(jobId)).toBe(false);
  });

  it('is not killed if it ends by itself', () => {
    const runner = deafRunner();
    const { jobs, endings } = jobsWith(runner.process);
    const jobId = randomUUID();
    jobs.run({ jobId, place: '/ledger.csv' }, WORK);
    jobs.cancel(jobId);
    const ending = { runId: null, outcome: 'cancelled', alreadyReconciled: false, problem: null };
    runner.say({ kind: 'ended', ending });
    runner.exit(0);
    vi.advanceTimersByTime(5000);
    expect(endings()).toEqual([{ jobId, kind: 'run', ...ending }]);
  });

  it('that completed and died before it could say so counts as completed', () => {
    const runner = deafRunner();
    const { jobs, history, endings } = jobsWith(runner.process);
    const { id: runId } = startRun(history, { sourceId: history.sourceAt('/ledger.csv').id });
    jobs.run({ jobId: randomUUID(), place: '/ledger.csv' }, WORK);
    runner.say({ kind: 'run-started', runId });
    history.completeRun(runId, {});
    runner.exit(134);
    expect(endings()).toMatchObject([{ runId, outcome: 'completed', problem: null }]);
  });

  it('that died of itself is interrupted and says with which code', () => {
    const runner = deafRunner();
    const { jobs, history, endings, host } = jobsWith(runner.process);
    const { id: runId } = startRun(history, { sourceId: history.sourceAt('/ledger.csv').id });
    jobs.run({ jobId: randomUUID(), place: '/ledger.csv' }, WORK);
    runner.say({ kind: 'run-started', runId });
    runner.exit(134);
    expect(endings()).toMatchObject([
      { outcome: 'interrupted', problem: { code: 'run.process-ended', details: { code: 134 } } },
    ]);
    expect(host.notices).toMatchObject([{ title: 'Reconciliation interrupted' }]);
    const run = history.getRun(runId)!.run;
    expect(run.status).toBe('interrupted');
    expect(run.problem!.code).toBe('run.process-ended');
  });

  it('says nothing of itself where the settings say so, nor anything that is no message', () => {
    const runner = deafRunner();
    const { jobs, history, endings, host } = jobsWith(runner.process);
    history.setAppSettings({ notify: false });
    jobs.run({ jobId: randomUUID(), place: '/ledger.csv' }, WORK);
    runner.say({ kind: 'ended', ending: 'well' });
    runner.say('nonsense');
    expect(endings()).toEqual([]);
    runner.exit(1);
    expect(endings()).toHaveLength(1);
    expect(host.notices).toEqual([]);
  });

  it('tells its progress at most ten times a second, with the bar of the dock', () => {
    const runner = deafRunner();
    const { jobs, events, host } = jobsWith(runner.process);
    jobs.run({ jobId: randomUUID(), place: '/ledger.csv' }, WORK);
    for (let i = 0; i < 1000; i++) {
      const progress = { step: 'match', done: i, of: 1000, unit: null, words: 'Matching' };
      runner.say({ kind: 'progress', progress });
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(100);
    const told = events.filter(({ name }) => name === 'progress');
    expect(told.length).toBeLessThanOrEqual(12);
    expect(told.at(-1)!.payload).toMatchObject({ progress: { done: 999 } });
    expect(host.bars.at(-1)).toBeCloseTo((2 + 0.999) / 5, 5);
    runner.exit(1);
    expect(host.bars.at(-1)).toBeNull();
  });
});

describe('work of the program itself', () => {
  it('can be watched and cancelled, and does not keep a run from starting', () => {
    const runner = deafRunner();
    const { jobs, endings } = jobsWith(runner.process);
    const jobId = randomUUID();
    const tracked = jobs.track({ jobId, kind: 'inspect', place: '/ledger.csv' });
    expect(jobs.list()).toMatchObject([{ jobId, kind: 'inspect', progress: null }]);
    tracked.progress({ step: 'download', done: 1, of: 2, unit: 'bytes', words: 'Reading' });
    expect(jobs.list()).toMatchObject([{ progress: { done: 1, of: 2 } }]);
    expect(() => jobs.track({ jobId, kind: 'inspect', place: null })).toThrow(Problem);
    jobs.run({ jobId: randomUUID(), place: '/other.csv' }, WORK);
    expect(jobs.list()).toHaveLength(2);
    jobs.cancel(jobId);
    expect(tracked.signal.aborted).toBe(true);
    tracked.end(
      new Problem({ kind: 'cancelled', code: 'run.cancelled', message: 'Ended.', hint: 'Again.' }),
    );
    tracked.end();
    expect(endings()).toMatchObject([{ jobId, kind: 'inspect', outcome: 'cancelled' }]);
  });

  it('is ended when the program closes', async () => {
    const { jobs, closing } = jobsWith(deafRunner().process);
    const tracked = jobs.track({ jobId: randomUUID(), kind: 'export', place: null });
    tracked.signal.addEventListener('abort', () => tracked.end());
    for (const close of closing) await close();
    expect(jobs.list()).toEqual([]);
  });
});

import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import {
  RUNNER_NAME,
  RUNNER_OPTIONS,
  runnerProcess,
} from '../../../../main/electron/host/runner-process.ts';
import { FakeRunner } from '../../../electron/fake-runner.ts';

function started() {
  const child = new FakeRunner('/runner.js', RUNNER_OPTIONS);
  const logged: unknown[] = [];
  const app = new EventEmitter();
  const runner = runnerProcess(
    child as unknown as Electron.UtilityProcess,
    app as unknown as Electron.App,
    (fault) => void logged.push(fault),
  );
  return { app, child, runner, logged };
}

describe('the process of a run', () => {
  it('that is killed before it is there is killed as soon as it is', () => {
    const { child, runner } = started();
    runner.kill();
    expect(child.killed).toBe(false);
    child.spawns();
    expect(child.killed).toBe(true);
  });
  it('that nobody has killed goes on', () => {
    const { child, runner } = started();
    child.spawns();
    expect(child.killed).toBe(false);
    runner.kill();
    expect(child.killed).toBe(true);
  });
  it('that could not be started is over, as far as anybody waits for it', async () => {
    const { app, runner } = started();
    const ended = new Promise((resolve) => runner.onExit(resolve));
    app.emit('child-process-gone', {}, { name: 'Network Service', reason: 'launch-failed' });
    app.emit('child-process-gone', {}, { name: RUNNER_NAME, reason: 'launch-failed' });
    expect(await ended).toBeNull();
    expect(app.listenerCount('child-process-gone')).toBe(0);
  });
  it('that is there is not mistaken for one that could not be started', async () => {
    const { app, child, runner } = started();
    const codes: unknown[] = [];
    runner.onExit((code) => void codes.push(code));
    child.spawns();
    app.emit('child-process-gone', {}, { name: RUNNER_NAME, reason: 'launch-failed' });
    child.ends(7);
    await nextTurn();
    expect(codes).toEqual([7]);
  });
  it('has the name by which its end is told from that of others', () => {
    expect(started().child.options.serviceName).toBe(RUNNER_NAME);
  });
});

describe('what it says on standard error', () => {
  it('is logged by whole lines, so that no secret is cut in two', async () => {
    const { child, logged } = started();
    child.stderr!.write('Error: bro');
    await nextTurn();
    expect(logged).toEqual([]);
    child.stderr!.write('ken\n    at x\n');
    await nextTurn();
    expect(logged).toEqual(['Error: broken\n    at x']);
  });
  it('is logged also where it comes after the end, and without a last line break', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { child, logged } = started();
    child.spawns();
    child.ends(1);
    await nextTurn();
    child.stderr!.write('FATAL ERROR: heap\n');
    child.stderr!.end('out of memory');
    await nextTurn();
    await nextTurn();
    vi.runAllTimers();
    vi.useRealTimers();
    expect(logged).toEqual(['FATAL ERROR: heap', 'out of memory']);
  });
});

import { fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../core/contract/settings.ts';
import { fromRunnerSchema } from '../../../main/runner/messages.ts';
import type { FromRunner, RunnerTask } from '../../../main/runner/messages.ts';
import { parentPort } from '../../../main/runner/port.ts';
import { NO_ACCESS } from '../../../main/sources/remote-access.ts';
import { ledgerFile, scratch } from '../app/application-fixture.ts';

const RUNNER = join(import.meta.dirname, '..', '..', '..', 'main', 'runner', 'runner.ts');

function runner(): ChildProcess {
  const child = fork(RUNNER, { stdio: 'ignore', serialization: 'advanced' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function said(child: ChildProcess, kind: FromRunner['kind']): Promise<FromRunner> {
  for (;;) {
    const [message] = (await once(child, 'message')) as [unknown];
    const parsed = fromRunnerSchema.parse(message);
    if (parsed.kind === kind) return parsed;
  }
}

function task(root: string, place: string): RunnerTask {
  return {
    task: 'run',
    root,
    place,
    path: place,
    access: NO_ACCESS,
    period: null,
    waitMs: 0,
    cacheBytes: 2 ** 30,
    settings: { ...DEFAULT_SETTINGS, xlsx: false },
    sourceChoice: { kind: 'recognise' },
    readingIsWhole: false,
    workers: 0,
    force: false,
    until: null,
    outputFolder: null,
    delivery: null,
    actor: 'ana',
  };
}

describe('the runner', () => {
  it('refuses what it does not understand', async () => {
    const child = runner();
    const ended = said(child, 'ended');
    child.send({ kind: 'start', work: { task: 'format', disk: 'all' } });
    expect(await ended).toMatchObject({
      ending: { runId: null, outcome: 'failed', problem: { code: 'internal.unexpected' } },
    });
  });

  it('says how a run ended and stays until it is ended', async () => {
    const root = scratch();
    const child = runner();
    const ended = said(child, 'ended');
    child.send({ kind: 'start', work: task(root, ledgerFile(scratch(), 300)) });
    expect(await ended).toMatchObject({ ending: { outcome: 'completed', problem: null } });
    expect(child.exitCode).toBeNull();
  });

  it('goes when its parent goes', async () => {
    const child = runner();
    const started = said(child, 'run-started');
    child.send({ kind: 'start', work: task(scratch(), ledgerFile(scratch(), 60_000)) });
    await started;
    const exit = once(child, 'exit');
    child.disconnect();
    expect(await exit).toEqual([1, null]);
  });

  it('ends where somebody forgot a promise, of which Electron’s processes only warn', async () => {
    const forgotten = `process.on('newListener', (name) =>
      name === 'message' && setImmediate(() => Promise.reject(new Error('forgotten'))))`;
    const child = fork(RUNNER, {
      stdio: 'ignore',
      execArgv: [
        '--unhandled-rejections=warn-with-error-code',
        `--import=data:text/javascript,${encodeURIComponent(forgotten)}`,
      ],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    expect(await once(child, 'exit')).toEqual([1, null]);
  });

  it('is of no use by hand', async () => {
    const child = spawn(process.execPath, [RUNNER]);
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(2);
  });
});

describe('the line to the parent', () => {
  it('is Electron’s where there is one', () => {
    const posted: unknown[] = [];
    let deliver: (event: { data: unknown }) => void = () => undefined;
    const port = parentPort({
      parentPort: {
        postMessage: (message: unknown) => posted.push(message),
        on: (_: 'message', listener: typeof deliver) => (deliver = listener),
      },
    } as unknown as NodeJS.Process)!;
    const heard: unknown[] = [];
    port.onMessage((message) => heard.push(message));
    port.send('out');
    deliver({ data: 'in' });
    expect([posted, heard]).toEqual([['out'], ['in']]);
  });

  it('is none in a process of its own', () => {
    expect(parentPort({} as NodeJS.Process)).toBeNull();
  });
});

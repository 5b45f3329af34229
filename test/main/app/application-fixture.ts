import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ApiEvent, CallInput, CallName, CallOutput } from '../../../core/contract/api/api.ts';
import type { RunEnding } from '../../../core/contract/api/runs.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { loopbackHost } from '../../../main/loopback/host.ts';
import { createApplication } from '../../../main/program/application.ts';
import { dispatch } from '../../../main/program/dispatch.ts';
import type { Host, RunnerProcess } from '../../../main/app/host.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { beginHistory } from './begun-history.ts';
import { runnerHere } from './runner-here.ts';

export const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'assets', 'sample');

/** A folder that goes when the test ends. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'thrive-services-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

export interface TestHost extends Host {
  readonly notices: { title: string; body: string }[];
  readonly bars: (number | null)[];
  readonly runners: RunnerProcess[];
  readonly downloads: { path: string; name: string }[];
}

/** Runs in processes of their own, as the program has them: for what concerns the process itself. */
export function hostOfProcesses(changes: Partial<Host> = {}): TestHost {
  return testHost({ forkRunner: () => loopback().forkRunner(), ...changes });
}

/** The host of the browser, with what it says written down and its runs in this process. */
export function testHost({ forkRunner = runnerHere, ...changes }: Partial<Host> = {}): TestHost {
  const notices: TestHost['notices'] = [];
  const bars: TestHost['bars'] = [];
  const runners: RunnerProcess[] = [];
  const downloads: TestHost['downloads'] = [];
  return {
    ...loopback((path, name) => `/download/${downloads.push({ path, name })}`),
    notify: (title, body) => void notices.push({ title, body }),
    showProgress: (share) => void bars.push(share),
    forkRunner: () => {
      const runner = forkRunner();
      runners.push(runner);
      return runner;
    },
    ...changes,
    notices,
    bars,
    runners,
    downloads,
  };
}

function loopback(offerDownload: (path: string, name: string) => string = () => ''): Host {
  return loopbackHost({
    allowedFolders: [SAMPLES, tmpdir()],
    offerDownload,
    quit: () => undefined,
  });
}

/** A data folder in which nothing has been done yet. */
function begunFolder(): string {
  const folder = scratch();
  beginHistory(historyFile(folder));
  return folder;
}

/** The program behind the interface, with real files and a real history. */
export function application(options: { dataDir?: string; host?: TestHost } = {}) {
  const dataDir = options.dataDir ?? begunFolder();
  const host = options.host ?? testHost();
  const app = createApplication({ dataDir, host });
  onTestFinished(() => app.close());
  const events: ApiEvent[] = [];
  app.onEvent((event) => events.push(event));

  /** As a host calls it: over the boundary. Throws the Problem. */
  async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const reply = await dispatch(app, name, input);
    if (!reply.ok) throw new Problem(reply.problem);
    return reply.value as CallOutput<N>;
  }

  /** The first event, past or future, that a test waits for. */
  function event<T>(wanted: (event: ApiEvent) => T | undefined): Promise<T> {
    for (const past of events) {
      const found = wanted(past);
      if (found !== undefined) return Promise.resolve(found);
    }
    return new Promise((resolve) => {
      const stop = app.onEvent((next) => {
        const found = wanted(next);
        if (found === undefined) return;
        stop();
        resolve(found);
      });
    });
  }

  const ending = (jobId: string): Promise<RunEnding> =>
    event((one) =>
      one.name === 'job.ended' && one.payload.jobId === jobId ? one.payload : undefined,
    );

  async function start(
    place: string,
    input: Omit<CallInput<'runs.start'>, 'jobId' | 'place'> = {},
  ): Promise<RunEnding> {
    const jobId = randomUUID();
    await call('runs.start', { jobId, place, ...input });
    return ending(jobId);
  }

  async function goOn(
    runId: string,
    input: Omit<CallInput<'runs.continue'>, 'jobId' | 'runId'> = {},
  ): Promise<RunEnding> {
    const jobId = randomUUID();
    await call('runs.continue', { jobId, runId, ...input });
    return ending(jobId);
  }

  /** SHA-256 of the published files by name. */
  async function outputs(runId: string): Promise<Record<string, string>> {
    const { outputs: files } = await call('runs.get', { runId });
    return Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256]));
  }

  return { app, dataDir, host, events, call, event, ending, start, goOn, outputs };
}

/** A ledger as CSV: `rows` movements of many customers in which all kinds of matches occur. */
export function ledgerFile(folder: string, rows: number): string {
  const path = join(folder, `ledger-${rows}.csv`);
  const lines = ['TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,ORDERID,AMOUNT'];
  for (let i = 0; i < rows; i++) {
    const spent = i % 3 === 2;
    const day = String(1 + (i % 28)).padStart(2, '0');
    const month = String(1 + (Math.floor(i / 28) % 12)).padStart(2, '0');
    const amount = `${1 + ((i * 7) % 90)}.${String((i * 13) % 100).padStart(2, '0')}`;
    lines.push(
      `${i + 1},${spent ? 'spent' : 'earned'},2025-${month}-${day} 10:00:00,${i % 499},${spent ? i : ''},${spent ? '-' : ''}${amount}`,
    );
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** The code of the Problem that something ends with; fails where it ends well. */
export async function problemOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  throw new Error('It was expected to throw.');
}

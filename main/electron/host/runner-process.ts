import type { Readable } from 'node:stream';
import type { App, UtilityProcess } from 'electron';
import type { RunnerProcess } from '../../app/host.ts';
import { wholeLines } from '../../secrets/whole-lines.ts';

/** The name under which the system shows the process in which runs are carried out. */
export const RUNNER_NAME = 'Reconciliation run';

/** How it is started. What it says on standard error is for the fault log: who starts the program by its icon sees none. */
export const RUNNER_OPTIONS: Electron.ForkOptions = {
  serviceName: RUNNER_NAME,
  stdio: ['ignore', 'inherit', 'pipe'],
};

/** By then what a process said before it ended has come. */
const LAST_WORDS_MS = 1000;

/** A utility process as the services see it; what it says on standard error is logged by whole lines. */
export function runnerProcess(
  child: UtilityProcess,
  app: Pick<App, 'on' | 'off'>,
  log: (fault: unknown) => void,
): RunnerProcess {
  let killed = false;
  const over = Promise.withResolvers<number | null>();
  // Of a process that could not be started at all its own events tell nothing.
  const notStarted = (_event: unknown, { name, reason }: Electron.Details): void => {
    if (name !== RUNNER_NAME || reason !== 'launch-failed') return;
    // It may have been another one that was starting as well; what is given up is not to come after all.
    killed = true;
    over.resolve(null);
  };
  const settled = (): void => void app.off('child-process-gone', notStarted);
  app.on('child-process-gone', notStarted);
  void over.promise.then(settled);
  child.once('exit', over.resolve);
  child.once('spawn', () => {
    settled();
    // Before this it cannot be killed: Electron says false and does nothing.
    if (killed) child.kill();
  });
  if (child.stderr) logLines(child, child.stderr as Readable, log);
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void over.promise.then(listener),
    kill() {
      killed = true;
      child.kill();
    },
  };
}

function logLines(child: UtilityProcess, stderr: Readable, log: (fault: unknown) => void): void {
  const { take, flush } = wholeLines(log);
  const listen = (): void => {
    stderr.on('data', (chunk: string) => take(chunk));
    stderr.on('end', flush);
    stderr.on('error', flush);
  };
  stderr.setEncoding('utf8');
  listen();
  // With the end of the process Electron takes all listeners off, and with them its own, so that the stream
  // never ends; what the process said last may still be on its way.
  child.once('exit', () => {
    setImmediate(listen);
    setTimeout(flush, LAST_WORDS_MS);
  });
}

import type { RunnerProcess } from '../../../main/app/host.ts';
import type { ParentPort } from '../../../main/runner/port.ts';
import { serveParent } from '../../../main/runner/serve-parent.ts';

/**
 * A runner within the tests' own process, which saves each run the start of one: the same code behind
 * the same messages, copied as between processes. It cannot be killed: it is cancelled, and has gone when
 * it has ended. What concerns the process itself is tested with `hostOfProcesses()`.
 *
 * @param spoken hears each message at the moment at which the run says it.
 * @param progressMs 0 where each word of progress is to be heard, on however fast a machine.
 */
export function runnerHere(
  spoken: (message: unknown) => void = () => undefined,
  progressMs?: number,
): RunnerProcess {
  const toRunner: ((message: unknown) => void)[] = [];
  const fromRunner: ((message: unknown) => void)[] = [];
  const exits: ((code: number | null) => void)[] = [];
  let ended = false;
  let killed = false;
  const post = (listeners: readonly ((message: unknown) => void)[], message: unknown): void => {
    const copy = structuredClone(message);
    setImmediate(() => {
      for (const listener of listeners) listener(copy);
    });
  };
  const leave = (): void => {
    for (const listener of exits.splice(0)) setImmediate(() => listener(null));
  };
  const port: ParentPort = {
    send(message) {
      spoken(message);
      ended ||= (message as { kind: string }).kind === 'ended';
      if (!killed) post(fromRunner, message);
      else if (ended) leave();
    },
    onMessage: (listener) => void toRunner.push(listener),
    onGone: () => undefined,
  };
  serveParent(port, progressMs);
  return {
    send: (message) => post(toRunner, message),
    onMessage: (listener) => void fromRunner.push(listener),
    onExit: (listener) => void exits.push(listener),
    kill() {
      killed = true;
      if (ended) leave();
      else post(toRunner, { kind: 'cancel' });
    },
  };
}

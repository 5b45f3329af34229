import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Ending, Order } from './children/call-plan.ts';
import { readLog } from './attempt-log.ts';
import type { LogLine } from './attempt-log.ts';

const CHILD = join(import.meta.dirname, 'children', 'attempt.ts');

export interface Attempt {
  /** Null where the attempt was killed. */
  readonly ending: Ending | null;
  readonly log: readonly LogLine[];
}

/**
 * Carries out an order in a process of its own, to its end or to its death. Throws what it says if it fails
 * otherwise.
 *
 * @param killAfterMs kills the process so many milliseconds after its order.
 */
export async function attempt(order: Order, killAfterMs?: number): Promise<Attempt> {
  const child = fork(CHILD, [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr!.on('data', (text: Buffer) => (errors += text.toString()));
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  let ending: Ending | null = null;
  let timer: NodeJS.Timeout | undefined;
  child.on('message', (message: 'ready' | Ending) => {
    if (message === 'ready') {
      child.send(order);
      if (killAfterMs !== undefined) timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    } else {
      ending = message;
      clearTimeout(timer);
      child.disconnect();
    }
  });
  const [code, signal] = await exited;
  clearTimeout(timer);
  if (ending === null && signal !== 'SIGKILL')
    throw new Error(`The attempt ended by itself (${code ?? signal}): ${errors}`);
  return { ending, log: readLog(order.log) };
}

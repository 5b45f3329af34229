import { setTimeout as sleep } from 'node:timers/promises';
import { asProblem, Problem, runCancelled } from '../../../core/contract/problem.ts';
import type { Waiting } from '../../../core/contract/steps.ts';

export interface WaitOptions {
  /** How long, in milliseconds; 0: the first look decides. */
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onWaiting: (waiting: Waiting) => void;
  /** How often to look. */
  readonly everyMs?: number | undefined;
  /** Epoch ms. */
  readonly now?: (() => number) | undefined;
}

/** Quick enough for a person who waits, slow enough to cost nothing. */
const EVERY_MS = 20_000;

/** Whether a place is in order and only its file is not there. */
export function isNotThereYet({ code }: Pick<Problem, 'code'>): boolean {
  return code === 'source.missing' || code === 'source.no-match';
}

/**
 * Looks for a source until it is there. Throws what `look` throws, but for a source that is not there
 * when the time is over Problem `source.not-there-yet`; `run.cancelled`.
 */
export async function waitForSource<T>(look: () => Promise<T>, options: WaitOptions): Promise<T> {
  const { waitMs, signal, onWaiting, everyMs = EVERY_MS, now = Date.now } = options;
  const until = now() + waitMs;
  for (let looks = 1; ; looks++) {
    try {
      return await look();
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (signal?.aborted) throw runCancelled();
      if (!isNotThereYet(problem) || waitMs === 0) throw thrown;
      const left = until - now();
      if (left <= 0) throw notThereYet(problem, looks);
      const pause = Math.min(everyMs, left);
      onWaiting({ nextLookAt: now() + pause, until, looks });
      await sleep(pause, undefined, signal ? { signal } : {}).catch(() => {
        throw runCancelled();
      });
    }
  }
}

function notThereYet({ message }: Problem, looks: number): Problem {
  return new Problem({
    kind: 'source-not-there-yet',
    code: 'source.not-there-yet',
    message: `${message} The program checked ${looks} times until the waiting time ended.`,
    hint: 'Ask the provider of the file, then wait again or try later.',
    details: { looks },
  });
}

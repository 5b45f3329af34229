import { setTimeout as sleep } from 'node:timers/promises';
import { asProblem, Problem, runCancelled } from '../../../core/contract/problem.ts';
import type { Waiting } from '../../../core/contract/steps.ts';
import { worthRetrying } from '../remote/retries.ts';

export interface WaitOptions {
  /** How long, in milliseconds; 0: the first look decides. */
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
  /** `trouble`: what kept the last look from finding out; null where the file was not there. */
  readonly onWaiting: (waiting: Waiting, trouble: Problem | null) => void;
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
 * Looks for a source until it is there. Once its place has been found in order, trouble that passes, as of a network
 * that is gone for an hour or of a computer that has slept, is waited out as well. Throws what `look` throws, but for
 * a source that is not there when the time is over Problem `source.not-there-yet`; `run.cancelled`.
 */
export async function waitForSource<T>(look: () => Promise<T>, options: WaitOptions): Promise<T> {
  const { waitMs, signal, onWaiting, everyMs = EVERY_MS, now = Date.now } = options;
  const until = now() + waitMs;
  let inOrder = false;
  for (let looks = 1; ; looks++) {
    try {
      return await look();
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (signal?.aborted) throw runCancelled();
      const absent = isNotThereYet(problem);
      if (waitMs === 0 || !(absent || (inOrder && worthRetrying(problem)))) throw thrown;
      inOrder = true;
      const left = until - now();
      if (left <= 0) throw absent ? notThereYet(problem, looks) : thrown;
      const pause = Math.min(everyMs, left);
      onWaiting({ nextLookAt: now() + pause, until, looks }, absent ? null : problem);
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

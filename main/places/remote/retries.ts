import { setTimeout as sleep } from 'node:timers/promises';
import { asProblem, runCancelled } from '../../../core/contract/problem.ts';
import type { Problem } from '../../../core/contract/problem.ts';

export interface RetryOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told before each wait. */
  readonly onRetry?: ((problem: Problem, waitMs: number) => void) | undefined;
  /** How often in all; 5 by default. */
  readonly attempts?: number | undefined;
  /** The longest first wait in milliseconds; each next one may be twice as long. */
  readonly firstWaitMs?: number | undefined;
}

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 20_000;

/** What may be over the next time: the network's mishaps, and a storage that is busy or broken. */
const PASSING: ReadonlySet<string> = new Set([
  'source.timeout',
  'source.connection-lost',
  'source.name-server',
  'source.truncated',
  'source.bad-digest',
  'source.busy',
  'source.server-fault',
  'source.proxy-fault',
]);

/** Whether a problem may be gone when the same is tried again. */
export function worthRetrying({ code }: Pick<Problem, 'code'>): boolean {
  return PASSING.has(code);
}

/**
 * Does something until it succeeds, fails for good, or has been tried often enough; then throws the
 * last problem. The waits are random between nothing and a ceiling that doubles (full jitter, as in
 * AWS's "Exponential Backoff And Jitter"), or what the other side asked for. Throws `run.cancelled`.
 */
export async function withRetries<T>(
  attempt: (n: number) => Promise<T>,
  options: RetryOptions = {},
): Promise<T> {
  const { signal, onRetry, attempts = ATTEMPTS, firstWaitMs = FIRST_WAIT_MS } = options;
  for (let n = 1; ; n++) {
    try {
      return await attempt(n);
    } catch (thrown) {
      if (signal?.aborted) throw runCancelled();
      const problem = asProblem(thrown);
      if (n >= attempts || !worthRetrying(problem)) throw thrown;
      await waitBeforeRetry(problem, n, { signal, onRetry, firstWaitMs });
    }
  }
}

/** Waits before the attempt after the `n`th, as {@link withRetries} does. Throws `run.cancelled`. */
export async function waitBeforeRetry(
  problem: Problem,
  n: number,
  { signal, onRetry, firstWaitMs = FIRST_WAIT_MS }: RetryOptions,
): Promise<void> {
  const ceiling = Math.min(LONGEST_WAIT_MS, firstWaitMs * 2 ** (n - 1));
  const asked = problem.details['retryAfterMs'];
  const waitMs =
    typeof asked === 'number'
      ? Math.min(asked, LONGEST_WAIT_MS)
      : Math.round(Math.random() * ceiling);
  onRetry?.(problem, waitMs);
  await sleep(waitMs, undefined, signal ? { signal } : {}).catch(() => {
    throw runCancelled();
  });
}

/** The milliseconds of a Retry-After header in seconds; null where there is none that can be read. */
export function retryAfterMs(header: string | null | undefined): number | null {
  return header != null && /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1000 : null;
}

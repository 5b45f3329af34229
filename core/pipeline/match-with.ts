import { availableParallelism } from 'node:os';
import type { Policy } from '../contract/settings.ts';
import type { Matching } from '../ledger/draft.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { matchInWorkers } from '../match/match-in-workers.ts';
import { matchLedger } from '../match/match.ts';

/** Below this many rows, starting threads costs more than they gain (measured: see the bench). */
const WORTH_WORKERS = 4_000_000;

/**
 * Matches on this thread, or on worker threads where the ledger is large or the user said how many.
 * The result is the same. `workers` 0 leaves the choice to the size of the ledger and the machine.
 */
export async function matchWith(
  ledger: Ledger,
  policy: Policy,
  workers: number,
  options: { signal?: AbortSignal; onProgress?: (done: number, of: number) => void } = {},
): Promise<Matching> {
  const chosen = workers || (ledger.rows < WORTH_WORKERS ? 1 : Math.min(4, availableParallelism()));
  return chosen === 1
    ? matchLedger(ledger, policy)
    : matchInWorkers(ledger, policy, chosen, options);
}

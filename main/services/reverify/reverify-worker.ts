import { parentPort, workerData } from 'node:worker_threads';
import { asProblem } from '../../../core/contract/problem.ts';
import { verifyPublished } from '../../../core/pipeline/verify-published.ts';
import { plainProblem } from '../plain-problem.ts';
import { CANCELLED, IN_DUCKDB } from './reverify-messages.ts';
import type { FromReverifyWorker, ReverifyWorkerData } from './reverify-messages.ts';

const { run, control } = workerData as ReverifyWorkerData;
const tell = (message: FromReverifyWorker): void => parentPort!.postMessage(message);

try {
  const verdict = await verifyPublished(run, {
    signal: {
      get aborted() {
        return Atomics.load(control, CANCELLED) === 1;
      },
    },
    onProgress: (done, of, words) => tell({ kind: 'progress', done, of, words }),
    onDuckDb: (used) => void Atomics.store(control, IN_DUCKDB, used ? 1 : 0),
  });
  tell({ kind: 'verdict', verdict });
} catch (error) {
  tell({ kind: 'problem', problem: plainProblem(asProblem(error)) });
}

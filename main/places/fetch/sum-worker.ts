import { parentPort, workerData } from 'node:worker_threads';
import { sumOfFileHere } from './sum-file.ts';
import type { ToSumWorker, SumWork } from './sum-file.ts';

/** Sums up a file while it is fetched: one message after the other says how far it has come. */
const { path, checksum } = workerData as SumWork;
const sum = sumOfFileHere(path, checksum);
let work = Promise.resolve();
const inTurn = (step: () => Promise<void>): void => {
  work = work.then(step);
  work.catch((fault: unknown) =>
    // As an uncaught error it reaches the thread that waits for the sum; a rejection would not, inside Electron.
    queueMicrotask(() => {
      throw fault;
    }),
  );
};
parentPort!.on('message', (message: ToSumWorker) => {
  if (message.kind === 'up-to') inTurn(() => sum.upTo(message.bytes));
  else
    inTurn(async () => {
      parentPort!.postMessage(await sum.end());
      parentPort!.close();
    });
});

import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { moduleBeside } from '../../../core/module-beside.ts';
import { summing } from '../remote/checksums.ts';
import type { Summed } from '../remote/checksums.ts';
import type { ObjectChecksum } from '../remote/remote-object.ts';

/** The sums over a file that is still being written, from its beginning on. */
export interface FileSum {
  /** The bytes before this offset are on the disk. */
  upTo(bytes: number): void;
  /** The sums over the whole file. */
  end(): Promise<Summed>;
  /** To be called once, whatever became of it. */
  close(): Promise<void>;
}

export interface SumWork {
  readonly path: string;
  readonly checksum: ObjectChecksum | null;
}
export type ToSumWorker =
  | { readonly kind: 'up-to'; readonly bytes: number }
  | { readonly kind: 'end' };

const READ_BYTES = 2 ** 20;

/**
 * Sums up a file in a thread of its own, beside the fetching: on a fast line the checksums take as long
 * as the transfer.
 */
export function sumOfFileBeside(path: string, checksum: ObjectChecksum | null): FileSum {
  const worker = new Worker(moduleBeside('./sum-worker', import.meta.url), {
    workerData: { path, checksum } satisfies SumWork,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const done = new Promise<Summed>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread of the checksums has ended.')));
  });
  // Until somebody waits for it.
  done.catch(() => undefined);
  const tell = (message: ToSumWorker): void => worker.postMessage(message);
  return {
    upTo: (bytes) => tell({ kind: 'up-to', bytes }),
    end() {
      tell({ kind: 'end' });
      return done;
    },
    close: async () => void (await worker.terminate()),
  };
}

/** The same in this thread. */
export function sumOfFileHere(path: string, checksum: ObjectChecksum | null) {
  const sums = summing(checksum);
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  let file: FileHandle | null = null;
  let at = 0;
  async function upTo(bytes: number): Promise<void> {
    file ??= await open(path, 'r');
    while (at < bytes) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, bytes - at), at);
      if (bytesRead === 0) break;
      await sums.update(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
  }
  return {
    upTo,
    async end(): Promise<Summed> {
      await upTo(Infinity);
      await file?.close();
      return sums.end();
    },
  };
}

import { createHash } from 'node:crypto';
import type { ReadOptions } from './reading/raw-rows.ts';
import { createReadWatch } from './reading/read-watch.ts';
import { openFile, readRange } from './reading/source-file.ts';
import { readFailure } from './reading/source-problem.ts';

/** What identifies the content of a source. */
export interface Fingerprint {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

/** Reads a file once and returns its fingerprint. Throws as `openSource` does. */
export async function fingerprint(path: string, options?: ReadOptions): Promise<Fingerprint> {
  try {
    const file = await openFile(path);
    try {
      const hash = createHash('sha256');
      const watch = createReadWatch(options, file.bytes, 'bytes');
      let done = 0;
      for await (const chunk of readRange(file, 0, file.bytes, 2 ** 20)) {
        hash.update(chunk);
        done += chunk.length;
        watch.tick(done);
      }
      watch.finish(done);
      return { sha256: hash.digest('hex'), bytes: file.bytes, modifiedAt: file.modifiedAt };
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw readFailure(thrown, path);
  }
}

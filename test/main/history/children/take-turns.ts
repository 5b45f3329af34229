import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { acquireLock } from '../../../../main/data-folder/lock.ts';

/** Takes the lock again and again; under it, a file that exists already means two holders. */
const [root = '', turns = '0'] = process.argv.slice(2);
for (let turn = 0; turn < Number(turns); turn++) {
  const lock = await acquireLock(root, { waitMs: 60_000 });
  const mark = join(root, 'inside');
  closeSync(openSync(mark, 'wx'));
  rmSync(mark);
  lock.release();
}

import { acquireLock } from '../../../../main/data-folder/lock.ts';

/** Takes the writer lock of the folder, says so, and holds it until killed or told to let go. */
const [root = '', waitMs = '0', command = 'reconcile sample.xlsx'] = process.argv.slice(2);
const lock = await acquireLock(root, { waitMs: Number(waitMs), command });
process.stdout.write('held\n');
process.stdin.once('data', () => {
  lock.release();
  process.exit(0);
});

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Problem } from '../../core/contract/problem.ts';
import { renamePatientlySync } from '../../core/disk/rename.ts';
import { lockHolder } from './lock.ts';
import { forget, writeWhole } from './write-whole.ts';

/** As long as this lies in a data folder, its content is being exchanged. */
const SWAP_FILE = 'restore.json';
const swapSchema = z.strictObject({
  format: z.literal('thrive-cash-swap/1'),
  /** The folder, within the data folder, of what comes in, and of what was there before. */
  staged: z.string().regex(/^[\w-]+$/),
  aside: z.string().regex(/^[\w-]+$/),
  /** What is exchanged: of each its name, and whether another comes in its place. */
  names: z.array(z.strictObject({ name: z.string().regex(/^[\w.-]+$/), comes: z.boolean() })),
});
type Swap = z.infer<typeof swapSchema>;

/**
 * Puts what lies in a folder of the data folder in the place of what is there, which is kept in another. From the
 * moment that the file of the exchange is there it happens as a whole: killed halfway, the next start finishes it
 * before anything is opened. For the holder of the writer lock.
 *
 * @returns where what was there before lies now; null where nothing was there.
 */
export function swapIn(root: string, staged: string, names: readonly string[]): string | null {
  const swap: Swap = {
    format: 'thrive-cash-swap/1',
    staged,
    aside: freeName(root),
    names: names.map((name) => ({ name, comes: existsSync(join(root, staged, name)) })),
  };
  writeWhole(join(root, SWAP_FILE), JSON.stringify(swap));
  carryOut(root, swap);
  const aside = join(root, swap.aside);
  return existsSync(aside) ? aside : null;
}

/**
 * Finishes an exchange that a killed program has left halfway. Throws Problem `data-folder.restoring` while it is
 * under way in another process, and what the file system throws.
 */
export function finishSwap(root: string): void {
  const path = join(root, SWAP_FILE);
  if (!existsSync(path)) return;
  const holder = lockHolder(root);
  if (holder !== null && holder.pid !== process.pid) throw restoring(root);
  carryOut(root, swapSchema.parse(JSON.parse(readFileSync(path, 'utf8'))));
}

function carryOut(root: string, { staged, aside, names }: Swap): void {
  for (const { name, comes } of names) {
    const here = join(root, name);
    const coming = join(root, staged, name);
    const kept = join(root, aside, name);
    const isDone = comes && !existsSync(coming);
    if (isDone) continue;
    if (existsSync(here) && !existsSync(kept)) {
      mkdirSync(join(root, aside), { recursive: true, mode: 0o700 });
      renamePatientlySync(here, kept);
    }
    if (comes) renamePatientlySync(coming, here);
  }
  rmSync(join(root, staged), { recursive: true, force: true });
  forget(join(root, SWAP_FILE));
}

function freeName(root: string): string {
  const taken = new Set(readdirSync(root));
  for (let n = 1; ; n++) if (!taken.has(`before-restore-${n}`)) return `before-restore-${n}`;
}

function restoring(root: string): Problem {
  return new Problem({
    kind: 'busy',
    code: 'data-folder.restoring',
    message: `The data folder ${root} is being restored from a backup.`,
    hint: 'Wait until that has finished, and start again.',
    details: { folder: root },
  });
}

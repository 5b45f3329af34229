import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../disk/publish.ts';

const FLAGS_FILE = 'flags.bin';

/**
 * Writes which exceptions concern each row, a byte a row (FLAG_BITS of the contract), in the order of
 * the deliverable: what the grid highlights without asking the matcher again.
 */
export async function writeFlags(folder: string, flags: Uint8Array): Promise<void> {
  await writeAtomically(join(folder, FLAGS_FILE), (path) => writeFile(path, flags));
}

/** The flags of a run's rows; null where the file is missing or does not fit the rows. */
export async function readFlags(folder: string, rows: number): Promise<Uint8Array | null> {
  const bytes = await readFile(join(folder, FLAGS_FILE)).catch(() => null);
  return bytes?.length === rows ? bytes : null;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FINDINGS_FILE } from '../contract/findings-file.ts';
import type { FindingsFile } from '../contract/findings-file.ts';
import { writeAtomically } from '../disk/publish.ts';

/** Writes a run's findings to `findings.json` in its folder, in place of what was there. */
export async function writeFindings(
  folder: string,
  { counts, kept }: Pick<FindingsFile, 'counts' | 'kept'>,
): Promise<void> {
  const file: FindingsFile = { version: 1, counts, kept };
  await writeAtomically(join(folder, FINDINGS_FILE), (path) =>
    writeFile(path, `${JSON.stringify(file)}\n`),
  );
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changedRowsSchema } from '../contract/api/changed-rows.ts';
import type { ChangedRows } from '../contract/api/changed-rows.ts';
import { writeAtomically } from '../disk/publish.ts';

const CHANGED_ROWS_FILE = 'changed-rows.json';

/** Writes the rows for which a run halts to its folder, in place of what was there. */
export async function writeChangedRows(folder: string, rows: ChangedRows): Promise<void> {
  await writeAtomically(join(folder, CHANGED_ROWS_FILE), (path) =>
    writeFile(path, `${JSON.stringify(rows)}\n`),
  );
}

/** The rows for which a run halted; null where they were not listed, or cannot be read any more. */
export async function readChangedRows(folder: string): Promise<ChangedRows | null> {
  try {
    const text = await readFile(join(folder, CHANGED_ROWS_FILE), 'utf8');
    return changedRowsSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../disk/publish.ts';
import type { OutputFile } from '../disk/publish.ts';

const TABLES_FILE = 'tables.json';

/** Notes the tables of a run that are whole while its other files are still being written: they can be looked at. */
export async function noteTables(folder: string, tables: readonly OutputFile[]): Promise<void> {
  await writeAtomically(join(folder, TABLES_FILE), (path) =>
    writeFile(path, JSON.stringify(tables)),
  );
}

/** Takes back what {@link noteTables} has noted: what is written next may be other tables. */
export async function forgetTables(folder: string): Promise<void> {
  await rm(join(folder, TABLES_FILE), { force: true });
}

/** What was noted of the tables of a run, as text: the same text for the same tables; null where nothing is. */
export async function notedTables(folder: string): Promise<string | null> {
  return readFile(join(folder, TABLES_FILE), 'utf8').catch(() => null);
}

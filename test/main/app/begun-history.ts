import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHistoryDatabase } from '../../../main/history/open-history.ts';

let begun: Buffer | undefined;

/** The file of a history in which nothing has been done yet: to make one anew takes as long as a small run. */
export function beginHistory(path: string): void {
  writeFileSync(path, (begun ??= emptyHistory()));
}

function emptyHistory(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'thrive-begun-'));
  try {
    const path = join(folder, 'history.sqlite');
    openHistoryDatabase(path).close();
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileChanges, historyChanges } from '../../core/backup/changes.ts';
import type { BackupFile } from '../../core/contract/backup/backup.ts';
import type { Tell } from '../../core/contract/steps.ts';
import { hashOf } from '../../core/disk/publish.ts';
import { historyFile } from '../data-folder/data-folder.ts';
import { factsOfHistory } from '../history/copies/copy-history.ts';
import { filesBelow } from './parts/folder-files.ts';
import { headsPart } from './parts/heads.ts';
import { HISTORY_PATH, historyPart } from './parts/history.ts';
import { PARTS } from './parts/parts.ts';
import type { Vault } from './store/vault.ts';
import { writeContent } from './verify-backup.ts';
import { damaged } from './store/backup-problems.ts';

interface Present {
  /** The data folder. */
  readonly root: string;
  /** A folder that is there, for files on their way. */
  readonly scratch: string;
  readonly vault: Vault;
  /** Those of the backup. */
  readonly files: readonly BackupFile[];
  readonly signal: AbortSignal | undefined;
}

/** What would differ from what is in a data folder now, if these files came in its place; a sentence each. */
export async function presentChanges(
  { root, scratch, vault, files, signal }: Present,
  onProgress: Tell | undefined,
): Promise<string[]> {
  // What these say is compared, and not their bytes.
  const told = new Set([historyPart, headsPart].flatMap(({ names }) => names));
  const copy = join(scratch, 'compared.sqlite');
  const history = files.find(({ path }) => path === HISTORY_PATH);
  if (history === undefined) throw damaged(vault.place, 'The backup', 'it has no history');
  await writeContent(vault, history, copy);
  const then = factsOfHistory(copy);
  if (then === null) throw damaged(vault.place, HISTORY_PATH, 'it cannot be read');
  const now = factsOfHistory(historyFile(root));
  const present = await Promise.all(PARTS.flatMap(({ names }) => names).map(below));
  const sums = new Map<string, string>();
  const all = present.flat();
  for (const [done, { from, path }] of all.entries()) {
    signal?.throwIfAborted();
    onProgress?.({ done, of: all.length, unit: null, words: `Comparing ${path}` });
    sums.set(path, (await hashOf(from)).sha256);
  }
  const others = new Map(
    files
      .filter(({ path }) => !told.has(path.split('/')[0]!))
      .map(({ path, sha256 }) => [path, sha256]),
  );
  const isThere = existsSync(historyFile(root));
  const before = now ?? (isThere ? 'unreadable' : 'none');
  return [...historyChanges(before, then), ...fileChanges(sums, others)];

  async function below(folder: string) {
    return told.has(folder) ? [] : filesBelow(root, folder);
  }
}

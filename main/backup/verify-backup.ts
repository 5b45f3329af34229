import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  BackupFacts,
  BackupFile,
  BackupPlace,
  BackupVerdict,
} from '../../core/contract/backup/backup.ts';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import type { Tell } from '../../core/contract/steps.ts';
import { keptHeads } from '../history/audit/heads-file.ts';
import { judgeCopy } from '../history/copies/copy-history.ts';
import type { CopyVerdict } from '../history/copies/copy-history.ts';
import { changedRuns } from './make-backup.ts';
import { backupIds, factsDigest, readFileList, readManifest } from './manifest.ts';
import { HEADS_PATH } from './parts/heads.ts';
import { HISTORY_PATH } from './parts/history.ts';
import { openPlace } from './place.ts';
import type { PlaceAccess } from './place.ts';
import { readContent } from './store/vault.ts';
import type { Vault } from './store/vault.ts';

export interface VerifyOptions {
  /** The digest that the audit log keeps of a backup's manifest; null where it has none. */
  readonly digestOf: (id: string) => string | null;
  readonly onProgress?: Tell | undefined;
}

/**
 * Reads a backup back, all of it: the manifest, each file by its SHA-256, SQLite's integrity of the history, its audit
 * log, and the published files of completed runs. `id`: the newest where it is null.
 */
export async function verifyBackup(
  place: BackupPlace,
  access: PlaceAccess,
  id: string | null,
  { digestOf, onProgress }: VerifyOptions,
): Promise<BackupVerdict> {
  const { store, vault } = await openPlace(place, access);
  try {
    const which = id ?? (await backupIds(store)).at(-1);
    if (which === undefined) throw unknownBackup(store.place, 'any');
    const faults: string[] = [];
    const facts = await noting(faults, () => readManifest(vault, which));
    if (facts === null) return { id: which, files: 0, bytes: 0, faults };
    const told = digestOf(which);
    if (told !== null && told !== factsDigest(facts))
      faults.push('The manifest is another one than the audit log tells of.');
    const files = await noting(faults, () => readFileList(vault, facts));
    if (files === null) return { id: which, files: 0, bytes: 0, faults };
    let bytes = 0;
    const read = new Set<string>();
    for (const [done, file] of files.entries()) {
      access.signal?.throwIfAborted();
      onProgress?.({ done, of: files.length, unit: null, words: `Reading back ${file.path}` });
      bytes += file.bytes;
      if (read.has(file.sha256)) continue;
      read.add(file.sha256);
      await noting(faults, () => readContent(vault, file), ` It is needed for ${file.path}.`);
    }
    if (faults.length === 0) faults.push(...(await historyFaults(vault, facts, files, access)));
    return { id: which, files: files.length, bytes, faults };
  } finally {
    await rm(access.scratch, { recursive: true, force: true }).catch(() => undefined);
    store.close();
  }
}

/** What is wrong with the history in a backup, beside what was so when it was made. */
async function historyFaults(
  vault: Vault,
  facts: BackupFacts,
  files: readonly BackupFile[],
  access: PlaceAccess,
): Promise<string[]> {
  const folder = join(access.scratch, 'verified');
  await mkdir(join(folder, 'audit'), { recursive: true, mode: 0o700 });
  const written = files.filter(({ path }) => path === HISTORY_PATH || path === HEADS_PATH);
  for (const file of written) await writeContent(vault, file, join(folder, file.path));
  const faults: string[] = [];
  const verdict = await noting(faults, () =>
    judgeCopy(
      join(folder, HISTORY_PATH),
      keptHeads(join(folder, HEADS_PATH)),
      `of the backup ${facts.id}`,
      access.signal,
    ),
  );
  return verdict === null ? faults : newFaults(facts, files, verdict);
}

/** Breaks of the audit log and changed files that were not there when a backup was made, a sentence each. */
export function newFaults(
  facts: BackupFacts,
  files: readonly BackupFile[],
  { facts: history, breaks }: CopyVerdict,
): string[] {
  const known = new Set(facts.breaks);
  const changed = changedRuns(history.outputs, files).filter((id) => !facts.changed.includes(id));
  const { head } = facts;
  return [
    ...breaks.filter(({ id }) => !known.has(id)).map(({ message }) => message),
    ...(head !== null && history.head?.hash !== head.hash && history.head?.entry === head.entry
      ? ['The audit log ends otherwise than the manifest says.']
      : []),
    ...changed.map((id) => `Published files of the run ${id} are not what the history says.`),
  ];
}

/** Writes content to a new file, and sees to it that it is on the disk. Throws `backup.damaged`, `backup.missing`. */
export async function writeContent(vault: Vault, file: BackupFile, path: string): Promise<void> {
  const out = await open(path, 'wx', 0o600);
  try {
    await readContent(vault, file, async (chunk) => {
      await out.writeFile(chunk);
    });
    await out.sync();
  } finally {
    await out.close();
  }
}

async function noting<T>(faults: string[], work: () => Promise<T>, more = ''): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.kind !== 'verification-failed' && !problem.code.startsWith('history.'))
      throw problem;
    faults.push(`${problem.message}${more}`);
    return null;
  }
}

/** There is no such backup. */
export function unknownBackup(place: string, id: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'backup.unknown',
    message: `There is no backup ${id === 'any' ? 'yet' : id} in ${place}.`,
    hint: 'List the backups, and choose one of them.',
    details: { place, id },
  });
}

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { BackupFacts, BackupFile, BackupPlan } from '../../core/contract/backup/backup.ts';
import { asProblem } from '../../core/contract/problem.ts';
import type { Tell } from '../../core/contract/steps.ts';
import { historyFile, scratchFolder } from '../data-folder/data-folder.ts';
import { copyHistory, judgeCopy } from '../history/copies/copy-history.ts';
import type { History } from '../history/history.ts';
import { localDay } from '../local-day.ts';
import { softwareVersion } from '../software-version.ts';
import { backupLock } from './backup-lock.ts';
import { factsDigest, writeManifest } from './manifest.ts';
import type { Backed } from './parts/part.ts';
import { beginPlace } from './place.ts';
import type { PlaceAccess } from './place.ts';
import { pruneOpen } from './prune-backups.ts';
import { textFile } from './store/store.ts';
import { storeFiles } from './store-files.ts';

/** What making a backup takes. */
export interface Making {
  /** The data folder. */
  readonly root: string;
  readonly history: BackedHistory;
  readonly access: Omit<PlaceAccess, 'scratch'>;
  readonly now: () => Date;
  readonly onProgress?: Tell | undefined;
  /** See `newSeal`; tests are cheaper. */
  readonly sealCost?: number | undefined;
}
export type BackedHistory = Pick<
  History,
  'appendAudit' | 'auditHead' | 'firstEntryHash' | 'noteBackup' | 'lastBackup'
>;

/**
 * Makes a backup (RULES.md section 18): copies the history while it is in use, stores each file that is not there yet
 * by what it holds, reads back what it has stored, and writes the manifest last of all. Until that is there, there is
 * no new backup, and those before it are as they were. Then prunes. Audited as `backup.begun`, and `backup.made` or
 * `backup.failed`; one that is cancelled is only begun.
 *
 * @throws Problems `backup.…`, `history.…`, `run.cancelled`.
 */
export async function makeBackup(plan: BackupPlan, making: Making): Promise<BackupFacts> {
  const { root, history } = making;
  const lock = await backupLock(root, 'make a backup');
  const scratch = scratchFolder(root, 'backup');
  try {
    await rm(scratch, { recursive: true, force: true });
    history.appendAudit({ action: 'backup.begun', detail: { place: plan.place } });
    return await made(plan, making, scratch);
  } catch (thrown) {
    const { code, message, kind } = asProblem(thrown);
    if (kind !== 'cancelled')
      history.appendAudit({
        action: 'backup.failed',
        detail: { place: plan.place, code, message },
      });
    throw thrown;
  } finally {
    await rm(scratch, { recursive: true, force: true }).catch(() => undefined);
    lock.release();
  }
}

async function made(plan: BackupPlan, making: Making, scratch: string): Promise<BackupFacts> {
  const { root, history, access, now, onProgress, sealCost } = making;
  const { signal } = access;
  const at = now();
  const wanted = {
    sealed: plan.sealed,
    history: history.firstEntryHash()!,
    wasHere: history.lastBackup()?.place === plan.place,
  };
  const { store, vault } = await beginPlace(plan, { ...access, scratch }, wanted, sealCost);
  try {
    await store.clearHalfWritten();
    onProgress?.({ done: 0, of: null, unit: null, words: 'Copying the history' });
    const path = join(scratch, 'history.sqlite');
    await copyHistory(historyFile(root), path, signal);
    const { facts: copied, breaks } = await judgeCopy(path, [], historyFile(root), signal);
    const backed: Backed = { root, scratch, copy: { path, facts: copied } };
    const stored = await storeFiles(backed, { store, vault, day: at, signal, onProgress });
    const list = await textFile(join(scratch, 'list'), JSON.stringify(stored.files));
    const facts: BackupFacts = {
      format: 'thrive-cash-backup/1',
      id: newId(at),
      at: at.getTime(),
      day: localDay(at),
      software: softwareVersion(),
      computer: hostname(),
      head: copied.head,
      breaks: breaks.map(({ id }) => id).sort(),
      runs: Object.keys(copied.runs).length,
      changed: changedRuns(copied.outputs, stored.files),
      underWay: Object.keys(copied.runs).filter((id) => copied.runs[id] === 'running'),
      files: stored.files.length,
      bytes: stored.files.reduce((sum, { bytes }) => sum + bytes, 0),
      newBytes: stored.newBytes,
      list: { bytes: list.bytes, sha256: list.sha256 },
    };
    signal?.throwIfAborted();
    if (!stored.isThere(list)) await vault.put(vault.objectName(list.sha256), list);
    await writeManifest(vault, facts, scratch);
    const { id, bytes, files, newBytes } = facts;
    history.noteBackup({ id, at: facts.at, place: plan.place, bytes, runs: facts.runs });
    history.appendAudit({
      action: 'backup.made',
      detail: { id, place: plan.place, files, bytes, newBytes, manifest: factsDigest(facts) },
    });
    await pruneOpen({ store, vault }, { history, today: facts.day }).catch(() => undefined);
    return facts;
  } finally {
    store.close();
  }
}

/** Completed runs whose published files are not, or no longer, what the history says. */
export function changedRuns(
  outputs: readonly { readonly runId: string; readonly path: string; readonly sha256: string }[],
  files: readonly BackupFile[],
): string[] {
  const sums = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const changed = outputs.filter(
    ({ runId, path, sha256 }) => sums.get(`runs/${runId}/${path.replaceAll('\\', '/')}`) !== sha256,
  );
  return [...new Set(changed.map(({ runId }) => runId))].sort();
}

function newId(at: Date): string {
  const [day, time] = at.toISOString().split(/[T.]/) as [string, string];
  return `${day.replaceAll('-', '')}-${time.replaceAll(':', '')}-${randomBytes(3).toString('hex')}`;
}

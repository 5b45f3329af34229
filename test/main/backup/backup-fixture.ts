import { hash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupPlanSchema } from '../../../core/contract/backup/backup.ts';
import type { BackupPlan } from '../../../core/contract/backup/backup.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { makeBackup } from '../../../main/backup/make-backup.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import type { History } from '../../../main/history/history.ts';
import { runSource } from '../../../main/run-life/run-source.ts';
import { NO_ACCESS } from '../../../main/sources/remote-access.ts';
import { SAMPLES, scratch } from '../app/application-fixture.ts';

export const remote = NO_ACCESS;
export const planOf = (place: string, sealed = false): BackupPlan =>
  backupPlanSchema.parse({ place, sealed });

let model: Promise<string> | undefined;

/** A data folder with a completed run, an attached file, a pack and what belongs in no backup; a copy of one. */
export async function backedUpFolder(): Promise<string> {
  const root = scratch();
  cpSync(await (model ??= modelFolder()), root, { recursive: true });
  return root;
}

async function modelFolder(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'thrive-backup-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  await runSource({
    source: join(SAMPLES, 'messy.xlsx'),
    settings: settingsSchema.parse({ xlsx: false, onError: 'quarantine' }),
    force: false,
    out: undefined,
    workers: 0,
    dataDir: root,
    now: () => new Date(Date.UTC(2027, 0, 15)),
  });
  for (const [folder, name, text] of [
    ['attachments', 'a.pdf', 'evidence'],
    ['packs', 'pack.zip', 'pack'],
    ['uploads', 'ledger.csv', 'TRANS_ID'],
    ['fetched', 'copy', 'cache'],
    ['log', 'faults.log', 'fault'],
  ] as const) {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, name), text);
  }
  writeFileSync(join(root, 'credentials.json'), '{"secrets":{}}');
  return root;
}

export async function withHistory<T>(
  root: string,
  body: (history: History) => T,
): Promise<Awaited<T>> {
  const history = openHistory(historyFile(root));
  try {
    return await body(history);
  } finally {
    history.close();
  }
}

export interface MadeHow {
  readonly sealed?: boolean;
  readonly passphrase?: string | null;
  readonly at?: Date;
  readonly signal?: AbortSignal;
}

export const made = (root: string, place: string, how: MadeHow = {}) =>
  withHistory(root, (history) =>
    makeBackup(planOf(place, how.sealed), {
      root,
      history,
      access: { remote, passphrase: how.passphrase ?? null, signal: how.signal },
      now: () => how.at ?? new Date(),
      sealCost: 2 ** 10,
    }),
  );

/** Every file below a folder with the SHA-256 of its bytes. */
export function contentOf(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), hash('sha256', readFileSync(path), 'hex')]),
  );
}

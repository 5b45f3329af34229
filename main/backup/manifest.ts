import { hash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { backupFactsSchema, backupFileSchema } from '../../core/contract/backup/backup.ts';
import type { BackupFacts, BackupFile } from '../../core/contract/backup/backup.ts';
import { sha256Schema } from '../../core/contract/run.ts';
import { canonicalJson } from '../history/audit/canonical.ts';
import { damaged } from './store/backup-problems.ts';
import { textFile } from './store/store.ts';
import type { Store } from './store/store.ts';
import { readContent, wholeOf } from './store/vault.ts';
import type { Vault } from './store/vault.ts';

/** A manifest as it lies in the place, with the SHA-256 of what it says. */
const manifestSchema = z.strictObject({ facts: backupFactsSchema, sha256: sha256Schema });
const listSchema = z.array(backupFileSchema);

/** The name of a backup's manifest, whose presence is what makes it one. */
export function manifestName(id: string): string {
  return `backups/${id}.json`;
}

/** The digest of what a manifest says, which the audit log keeps. */
export function factsDigest(facts: BackupFacts): string {
  return hash('sha256', canonicalJson(facts), 'hex');
}

/** Writes the manifest, whole or not at all: what it names has to be there. */
export async function writeManifest(
  vault: Vault,
  facts: BackupFacts,
  scratch: string,
): Promise<void> {
  const text = JSON.stringify({ facts, sha256: factsDigest(facts) }, null, 2);
  await vault.put(manifestName(facts.id), await textFile(join(scratch, 'manifest'), `${text}\n`));
}

/** What a backup says of itself. Throws `backup.missing`, `backup.damaged`. */
export async function readManifest(vault: Vault, id: string): Promise<BackupFacts> {
  const name = manifestName(id);
  const text = (await wholeOf(vault.read(name))).toString('utf8');
  const { success, data } = manifestSchema.safeParse(jsonOf(text));
  if (!success) throw damaged(vault.place, name, 'it cannot be read');
  if (data.sha256 !== factsDigest(data.facts))
    throw damaged(vault.place, name, 'what it says was changed');
  if (data.facts.id !== id)
    throw damaged(vault.place, name, `it is the manifest of the backup ${data.facts.id}`);
  return data.facts;
}

/** The files of a backup, in the order of their paths. Throws `backup.missing`, `backup.damaged`. */
export async function readFileList(vault: Vault, { list }: BackupFacts): Promise<BackupFile[]> {
  const chunks: Uint8Array[] = [];
  await readContent(vault, list, (chunk) => void chunks.push(chunk));
  const { success, data } = listSchema.safeParse(jsonOf(Buffer.concat(chunks).toString('utf8')));
  const isWithin = (path: string): boolean =>
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..') &&
    !/[\\:]/.test(path.split('/')[0]!) &&
    !path.includes('\0');
  if (!success || !data.every(({ path }) => isWithin(path)))
    throw damaged(vault.place, vault.objectName(list.sha256), 'it is no list of files');
  return data;
}

/** The ids of the backups in a place, the oldest first. */
export async function backupIds(store: Store): Promise<string[]> {
  const names = [...(await store.list('backups')).keys()];
  return names
    .flatMap((name) => /^backups\/(\d{8}-\d{6}-[0-9a-f]{6})\.json$/.exec(name)?.[1] ?? [])
    .sort();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

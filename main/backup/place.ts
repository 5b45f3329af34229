import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BackupPlace } from '../../core/contract/backup/backup.ts';
import { meaningOf } from '../../core/contract/problem-codes.ts';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import { newSeal, openSeal, sealFactsSchema } from './seal/passphrase.ts';
import { damaged } from './store/backup-problems.ts';
import { textFile } from './store/store.ts';
import type { Store, StoreAccess } from './store/store.ts';
import { openStore } from './store/stores.ts';
import { plainVault, sealedVault, wholeOf } from './store/vault.ts';
import type { Vault } from './store/vault.ts';

/** What a place says of itself. */
const STORE_FILE = 'backup-place.json';
const placeFactsSchema = z.strictObject({
  format: z.literal('thrive-cash-backup-place/1'),
  /** The first entry of the audit log whose backups these are, by its hash. */
  history: z.string().max(64),
  seal: sealFactsSchema.nullable(),
});
type PlaceFacts = z.infer<typeof placeFactsSchema>;

/** What it takes to open a place. */
export interface PlaceAccess extends StoreAccess {
  /** Null where none was given. */
  readonly passphrase: string | null;
  /** A folder of this process for files on their way. */
  readonly scratch: string;
}

/** A place that is open: what lies there, and by what names. */
export interface OpenPlace {
  readonly store: Store;
  readonly vault: Vault;
  /** Whose backups these are. */
  readonly history: string;
}

/**
 * Opens a place in which there are backups. Throws Problems `backup.no-backups`, `backup.passphrase`,
 * `backup.passphrase-needed`, `backup.damaged` and those of the store. To be closed by its store.
 */
export async function openPlace(place: BackupPlace, access: PlaceAccess): Promise<OpenPlace> {
  await mkdir(access.scratch, { recursive: true, mode: 0o700 });
  const store = await openStore(place, access);
  try {
    const facts = await factsOf(store);
    if (facts === null) throw noBackups(store.place);
    return await opened(store, facts, access);
  } catch (error) {
    store.close();
    throw error;
  }
}

/**
 * The same for who is about to make one: begins the place where it is empty. Throws also
 * `backup.other-history` where another data folder has its backups there, and `backup.place-gone`.
 *
 * @param wanted whether it is to be sealed, whose history is backed up, and whether backups were made here before.
 * @param cost see `newSeal`; tests are cheaper.
 */
export async function beginPlace(
  place: BackupPlace,
  access: PlaceAccess,
  wanted: { readonly sealed: boolean; readonly history: string; readonly wasHere: boolean },
  cost?: number,
): Promise<OpenPlace> {
  await mkdir(access.scratch, { recursive: true, mode: 0o700 });
  const store = await openStore(place, access);
  try {
    const there = await factsOf(store);
    if (there === null && wanted.wasHere) throw placeGone(store.place);
    const facts = there ?? (await begun(store, access, wanted, cost));
    if (facts.history !== wanted.history) throw otherHistory(store.place);
    if ((facts.seal !== null) !== wanted.sealed) throw otherSeal(store.place, facts.seal !== null);
    return await opened(store, facts, access);
  } catch (error) {
    store.close();
    throw error;
  }
}

async function opened(store: Store, facts: PlaceFacts, access: PlaceAccess): Promise<OpenPlace> {
  const { seal, history } = facts;
  if (seal === null) return { store, vault: plainVault(store), history };
  if (access.passphrase === null) throw passphraseNeeded();
  const key = await openSeal(seal, access.passphrase);
  return { store, vault: sealedVault(store, key, access.scratch), history };
}

async function begun(
  store: Store,
  access: PlaceAccess,
  { sealed, history }: { readonly sealed: boolean; readonly history: string },
  cost?: number,
): Promise<PlaceFacts> {
  if (sealed && access.passphrase === null) throw passphraseNeeded();
  const seal = sealed ? (await newSeal(access.passphrase!, cost)).facts : null;
  const facts: PlaceFacts = { format: 'thrive-cash-backup-place/1', history, seal };
  const text = `${JSON.stringify(facts, null, 2)}\n`;
  await store.put(STORE_FILE, await textFile(join(access.scratch, 'place'), text));
  return facts;
}

async function factsOf(store: Store): Promise<PlaceFacts | null> {
  let text: string;
  try {
    text = (await wholeOf(store.read(STORE_FILE))).toString('utf8');
  } catch (error) {
    if (asProblem(error).code === 'backup.missing') return null;
    throw error;
  }
  try {
    return placeFactsSchema.parse(JSON.parse(text));
  } catch {
    throw damaged(store.place, STORE_FILE, 'it cannot be read');
  }
}

function noBackups(place: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'backup.no-backups',
    message: `There are no backups in ${place}.`,
    hint: 'Check the place, and that its drive is connected.',
    details: { place },
  });
}

function placeGone(place: string): Problem {
  return new Problem({
    kind: 'delivery-failed',
    code: 'backup.place-gone',
    message: `The backups that were made in ${place} are not there.`,
    hint: 'Connect the drive. If they are lost for good, choose another place in Backups.',
    details: { place },
  });
}

function otherHistory(place: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'backup.other-history',
    message: `${place} holds the backups of another history, or of this one before it was made anew.`,
    hint: 'Choose an empty place; these backups stay as they are.',
    details: { place },
  });
}

function otherSeal(place: string, isSealed: boolean): Problem {
  return new Problem({
    kind: 'usage',
    code: 'backup.other-seal',
    message: `The backups in ${place} are ${isSealed ? 'sealed' : 'not sealed'}.`,
    hint: `Choose ${isSealed ? 'sealed backups with the same passphrase' : 'backups that are not sealed'}, or an empty place.`,
    details: { place },
  });
}

function passphraseNeeded(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'backup.passphrase-needed',
    message: meaningOf('backup.passphrase-needed'),
    hint: 'Enter the passphrase; on the command line it is THRIVE_BACKUP_PASSPHRASE. One that is lost cannot be replaced.',
  });
}

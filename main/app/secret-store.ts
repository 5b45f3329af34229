import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { renamePatientlySync } from '../../core/disk/rename.ts';
import { placeSecretSchema } from '../../core/contract/api/places.ts';
import type { KeptSecret, PlaceSecret } from '../../core/contract/api/places.ts';
import { Problem } from '../../core/contract/problem.ts';
import { forget } from '../data-folder/write-whole.ts';
import { rememberSecret } from '../secrets/known-secrets.ts';
import type { Keychain } from './host.ts';

/**
 * The secrets of places, by names such as `source:7`. With a keychain they lie in `credentials.json` of
 * the data folder, sealed by it. Without one they are in memory until the program ends, and the file
 * holds only the mark that there was one, so that its absence can be explained later.
 */
export interface SecretStore {
  /** Keeps a secret in the place of the one before it. Throws Problem `credentials.unwritable`. */
  put(name: string, secret: PlaceSecret): Promise<KeptSecret>;
  /** Null where there is none, or it cannot be opened any more. */
  get(name: string): Promise<PlaceSecret | null>;
  /** Throws Problem `credentials.unwritable`. */
  forget(name: string): void;
  /** What may be told of a secret; null where there never was one, or it was forgotten. */
  kept(name: string): Promise<KeptSecret | null>;
}

/** What is known of a secret without opening it. */
export type SecretFacts = Omit<KeptSecret, 'kept'>;

const FILE = 'credentials.json';

const about = {
  accessKey: z.string().nullable(),
  customerKey: z.boolean(),
  url: z.boolean(),
};
const entrySchema = z.discriminatedUnion('kept', [
  z.object({ kept: z.literal('keychain'), sealed: z.base64(), ...about }),
  z.object({ kept: z.literal('session'), ...about }),
]);
type Entry = z.infer<typeof entrySchema>;
const fileSchema = z.object({ secrets: z.record(z.string(), entrySchema) });

/** What may be told of a secret without asking a keychain; null where there never was one, or it was forgotten. */
export function keptFacts(root: string, name: string): SecretFacts | null {
  const entry = entriesIn(join(root, FILE))[name];
  return entry ? told(entry) : null;
}

function told({ accessKey, customerKey, url }: Entry): SecretFacts {
  return { accessKey, customerKey, url };
}

/** What cannot be read is as good as gone: the secrets can be given again. */
function entriesIn(path: string): Record<string, Entry> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).secrets;
  } catch {
    return {};
  }
}

/** @param keychain asked when it is needed: some systems ask the user in turn. */
export function secretStore(root: string, keychain: () => Promise<Keychain>): SecretStore {
  const session = new Map<string, PlaceSecret>();
  const path = join(root, FILE);

  const entries = (): Record<string, Entry> => entriesIn(path);

  function write(secrets: Record<string, Entry>): void {
    const draft = `${path}.${process.pid}.tmp`;
    try {
      const file = openSync(draft, 'w', 0o600);
      try {
        writeSync(file, JSON.stringify({ secrets }));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renamePatientlySync(draft, path);
    } catch (cause) {
      forget(draft);
      throw unwritable(path, cause);
    }
  }

  async function put(name: string, secret: PlaceSecret): Promise<KeptSecret> {
    rememberSecret(secret);
    const sealed = await sealedBy(await keychain(), secret);
    const facts = factsOf(secret);
    const entry: Entry =
      sealed === null ? { kept: 'session', ...facts } : { kept: 'keychain', sealed, ...facts };
    write({ ...entries(), [name]: entry });
    if (sealed === null) session.set(name, secret);
    else session.delete(name);
    return { kept: entry.kept, ...facts };
  }

  async function get(name: string): Promise<PlaceSecret | null> {
    const secret = session.get(name) ?? (await opened(name, entries()[name]));
    if (secret) rememberSecret(secret);
    return secret;
  }

  async function opened(name: string, entry: Entry | undefined): Promise<PlaceSecret | null> {
    if (entry?.kept !== 'keychain') return null;
    const chain = await keychain();
    if (!chain.available) return null;
    try {
      const { text, sealAgain } = await chain.decrypt(Buffer.from(entry.sealed, 'base64'));
      const secret = placeSecretSchema.parse(JSON.parse(text));
      if (sealAgain) await renew(name, entry, chain, secret);
      return secret;
    } catch {
      // Sealed by another user or on another machine, or the keychain was reset.
      return null;
    }
  }

  /** Seals with the keychain's newer key; what cannot be sealed or written now stays as it was. */
  async function renew(name: string, entry: Entry, chain: Keychain, secret: PlaceSecret) {
    const sealed = await sealedBy(chain, secret);
    const now = entries();
    // It may have been put anew meanwhile.
    if (sealed === null || JSON.stringify(now[name]) !== JSON.stringify(entry)) return;
    try {
      write({ ...now, [name]: { ...entry, kept: 'keychain', sealed } });
    } catch {
      // The older key still opens it.
    }
  }

  return {
    put,
    get,
    forget(name) {
      session.delete(name);
      const { [name]: forgotten, ...others } = entries();
      if (forgotten) write(others);
    },
    async kept(name) {
      const entry = entries()[name];
      const here = session.get(name);
      if (here) return { kept: 'session', ...factsOf(here) };
      if (!entry) return null;
      return { kept: (await opened(name, entry)) ? 'keychain' : 'gone', ...told(entry) };
    },
  };
}

/** In base64; null where no keychain can seal it. */
async function sealedBy(keychain: Keychain, secret: PlaceSecret): Promise<string | null> {
  if (!keychain.available) return null;
  try {
    return Buffer.from(await keychain.encrypt(JSON.stringify(secret))).toString('base64');
  } catch {
    // Locked, or the user refused: it is kept for the session, and the interface says so.
    return null;
  }
}

function factsOf({ keys, customerKey, url }: PlaceSecret): SecretFacts {
  return {
    accessKey: keys ? `…${keys.accessKeyId.length > 8 ? keys.accessKeyId.slice(-4) : ''}` : null,
    customerKey: customerKey !== undefined,
    url: url !== undefined,
  };
}

function unwritable(path: string, cause: unknown): Problem {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Problem(
    {
      kind: 'internal',
      code: 'credentials.unwritable',
      message: `The credentials cannot be saved in ${path}: ${reason}.`,
      hint: 'Check that you may write to this folder and that its drive is not full.',
      details: { path },
    },
    cause,
  );
}

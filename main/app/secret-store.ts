import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { placeSecretSchema } from '../../core/contract/api/places.ts';
import type { KeptSecret, PlaceSecret } from '../../core/contract/api/places.ts';
import { Problem } from '../../core/contract/problem.ts';
import { rememberSecret } from '../secrets/known-secrets.ts';
import type { Keychain } from './host.ts';

/**
 * The secrets of places, by names such as `source:7`. With a keychain they lie in `credentials.json` of
 * the data folder, sealed by it. Without one they are in memory until the program ends, and the file
 * holds only the mark that there was one, so that its absence can be explained later.
 */
export interface SecretStore {
  /** Keeps a secret in the place of the one before it. Throws Problem `credentials.unwritable`. */
  put(name: string, secret: PlaceSecret): KeptSecret;
  /** Null where there is none, or it cannot be opened any more. */
  get(name: string): PlaceSecret | null;
  /** Throws Problem `credentials.unwritable`. */
  forget(name: string): void;
  /** What may be told of a secret; null where there never was one, or it was forgotten. */
  kept(name: string): KeptSecret | null;
}

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

/** @param keychain asked when it is needed: some systems ask the user in turn. */
export function secretStore(root: string, keychain: () => Keychain): SecretStore {
  const session = new Map<string, PlaceSecret>();
  const path = join(root, FILE);

  /** What cannot be read is as good as gone: the secrets can be given again. */
  function entries(): Record<string, Entry> {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).secrets;
    } catch {
      return {};
    }
  }

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
      renameSync(draft, path);
    } catch (cause) {
      rmSync(draft, { force: true });
      throw unwritable(path, cause);
    }
  }

  function put(name: string, secret: PlaceSecret): KeptSecret {
    rememberSecret(secret);
    const sealed = sealedBy(keychain(), secret);
    const facts = factsOf(secret);
    const entry: Entry =
      sealed === null ? { kept: 'session', ...facts } : { kept: 'keychain', sealed, ...facts };
    write({ ...entries(), [name]: entry });
    if (sealed === null) session.set(name, secret);
    else session.delete(name);
    return { kept: entry.kept, ...facts };
  }

  function get(name: string): PlaceSecret | null {
    const secret = session.get(name) ?? opened(entries()[name]);
    if (secret) rememberSecret(secret);
    return secret;
  }

  function opened(entry: Entry | undefined): PlaceSecret | null {
    if (entry?.kept !== 'keychain') return null;
    const chain = keychain();
    if (!chain.available) return null;
    try {
      const text = chain.decrypt(Buffer.from(entry.sealed, 'base64'));
      return placeSecretSchema.parse(JSON.parse(text));
    } catch {
      // Sealed by another user or on another machine, or the keychain was reset.
      return null;
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
    kept(name) {
      const entry = entries()[name];
      const here = session.get(name);
      if (here) return { kept: 'session', ...factsOf(here) };
      if (!entry) return null;
      const { accessKey, customerKey, url } = entry;
      return { kept: opened(entry) ? 'keychain' : 'gone', accessKey, customerKey, url };
    },
  };
}

/** In base64; null where no keychain can seal it. */
function sealedBy(keychain: Keychain, secret: PlaceSecret): string | null {
  if (!keychain.available) return null;
  try {
    return Buffer.from(keychain.encrypt(JSON.stringify(secret))).toString('base64');
  } catch {
    // Locked, or the user refused: it is kept for the session, and the interface says so.
    return null;
  }
}

function factsOf({ keys, customerKey, url }: PlaceSecret): Omit<KeptSecret, 'kept'> {
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
      message: `The credentials cannot be kept in ${path}: ${reason}.`,
      hint: 'Check that you may write to this folder and that its drive is not full.',
      details: { path },
    },
    cause,
  );
}

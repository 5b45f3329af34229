import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  scrypt,
} from 'node:crypto';
import { z } from 'zod';
import { meaningOf } from '../../../core/contract/problem-codes.ts';
import { Problem } from '../../../core/contract/problem.ts';

/** What a place says of its seal: how its key follows from the passphrase, and by what a wrong one is told. */
export const sealFactsSchema = z.strictObject({
  kdf: z.literal('scrypt'),
  /** Powers of two, within what a computer bears: a place that others can write to may not ask for all memory. */
  N: z
    .int()
    .min(2 ** 10)
    .max(2 ** 20),
  r: z.literal(8),
  p: z.literal(1),
  salt: z.base64().length(24),
  /** A word that the key has sealed. */
  check: z.base64().max(200),
});
export type SealFacts = z.infer<typeof sealFactsSchema>;

/** 128 MiB and some tenths of a second: RFC 7914 with what OWASP asks for (2^17, 8, 1). */
const COST = 2 ** 17;
const WORD = 'thrive-cash-backup';

/** The key that seals a place, and the names that it gives to what it holds. */
export interface SealKey {
  readonly key: Buffer;
  /** A name that says nothing of what it names: HMAC-SHA256 of its SHA-256. */
  nameOf(sha256: string): string;
}

/** A new seal under a passphrase. A passphrase that is lost is lost for good: nothing else opens it. */
export async function newSeal(
  passphrase: string,
  cost = COST,
): Promise<{ readonly facts: SealFacts; readonly key: SealKey }> {
  const salt = randomBytes(16);
  const given = { N: cost, r: 8 as const, p: 1 as const };
  const key = await derived(passphrase, salt, cost);
  const facts = { kdf: 'scrypt' as const, ...given, salt: salt.toString('base64') };
  return { facts: { ...facts, check: checkOf(key) }, key: sealKey(key) };
}

/** The key of a seal. Throws Problem `backup.passphrase` where the passphrase is another one. */
export async function openSeal(facts: SealFacts, passphrase: string): Promise<SealKey> {
  const key = await derived(passphrase, Buffer.from(facts.salt, 'base64'), facts.N);
  if (!holds(key, facts.check)) throw wrongPassphrase();
  return sealKey(key);
}

function sealKey(key: Buffer): SealKey {
  const naming = Buffer.from(hkdfSync('sha256', key, '', 'thrive-cash-backup names', 32));
  return { key, nameOf: (sha256) => createHmac('sha256', naming).update(sha256).digest('hex') };
}

function derived(passphrase: string, salt: Buffer, N: number): Promise<Buffer> {
  // The same letters may be typed in two ways, such as é: NFKC makes one of them.
  const text = passphrase.normalize('NFKC');
  return new Promise((resolve, reject) => {
    scrypt(text, salt, 32, { N, r: 8, p: 1, maxmem: 2 * 128 * 8 * N }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function checkOf(key: Buffer): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', checkKey(key), iv);
  const sealed = Buffer.concat([cipher.update(WORD), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

function holds(key: Buffer, check: string): boolean {
  const bytes = Buffer.from(check, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', checkKey(key), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return (
      `${decipher.update(bytes.subarray(28), undefined, 'utf8')}${decipher.final('utf8')}` === WORD
    );
  } catch {
    return false;
  }
}

function checkKey(key: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'thrive-cash-backup check', 32));
}

function wrongPassphrase(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'backup.passphrase',
    message: meaningOf('backup.passphrase'),
    hint: 'Enter the passphrase that the place was sealed with. Without it, nobody can open these backups.',
  });
}

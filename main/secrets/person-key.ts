import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  randomBytes,
  scrypt,
  sign,
  verify,
} from 'node:crypto';
import { z } from 'zod';

const base64 = z.base64();

/** A private key under a passphrase: how the passphrase is stretched, and what it opens (AES-256-GCM). */
export const sealedKeySchema = z.strictObject({
  by: z.literal('scrypt'),
  /** scrypt's cost, block size and parallelisation (RFC 7914). */
  n: z
    .int()
    .min(2 ** 14)
    .max(2 ** 20),
  r: z.int().min(1).max(32),
  p: z.int().min(1).max(16),
  salt: base64,
  iv: base64,
  tag: base64,
  sealed: base64,
});
export type SealedKey = z.infer<typeof sealedKeySchema>;

/** An Ed25519 key whose private part is sealed. */
export interface NewKey {
  readonly fingerprint: string;
  /** SubjectPublicKeyInfo in Base64. */
  readonly publicKey: string;
  readonly sealed: SealedKey;
}

/** 128 MiB and some tenths of a second for each attempt: OWASP's first choice for scrypt. */
const COST = { n: 2 ** 17, r: 8, p: 1 };
const MOST_MEMORY = 2 ** 28;

/** A new key under a passphrase. */
export async function newKey(passphrase: string): Promise<NewKey> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const plain = privateKey.export({ type: 'pkcs8', format: 'der' });
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const fingerprint = fingerprintOf(spki)!;
  return { fingerprint, publicKey: spki, sealed: await seal(plain, passphrase, fingerprint) };
}

/** The private key (PKCS #8); null where the passphrase is another one. */
export async function unsealed(
  { salt, iv, tag, sealed, n, r, p }: SealedKey,
  passphrase: string,
  fingerprint: string,
): Promise<Buffer | null> {
  const key = await stretched(passphrase, Buffer.from(salt, 'base64'), { n, r, p });
  const open = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'), {
    authTagLength: 16,
  });
  open.setAAD(Buffer.from(fingerprint));
  open.setAuthTag(Buffer.from(tag, 'base64'));
  try {
    return Buffer.concat([open.update(Buffer.from(sealed, 'base64')), open.final()]);
  } catch {
    return null;
  }
}

/** Seals a private key under a passphrase, bound to its fingerprint. */
export async function seal(
  plain: Buffer,
  passphrase: string,
  fingerprint: string,
): Promise<SealedKey> {
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const close = createCipheriv('aes-256-gcm', await stretched(passphrase, salt, COST), iv);
  close.setAAD(Buffer.from(fingerprint));
  const sealed = Buffer.concat([close.update(plain), close.final()]);
  const text = (bytes: Buffer): string => bytes.toString('base64');
  return {
    by: 'scrypt',
    ...COST,
    salt: text(salt),
    iv: text(iv),
    tag: text(close.getAuthTag()),
    sealed: text(sealed),
  };
}

/** The first 128 bits of the SHA-256 of a public key, in hexadecimal; null for what is no Ed25519 key. */
export function fingerprintOf(publicKey: string): string | null {
  const spki = ed25519(publicKey)?.export({ type: 'spki', format: 'der' });
  return spki === undefined ? null : hash('sha256', spki, 'hex').slice(0, 32);
}

/** The signature of a text by a private key (PKCS #8), in Base64. */
export function signText(privateKey: Buffer, text: string): string {
  const key = createPrivateKey({ key: privateKey, type: 'pkcs8', format: 'der' });
  return sign(null, Buffer.from(text), key).toString('base64');
}

/** Whether a text was signed by the owner of a public key. */
export function isSigned(publicKey: string, text: string, signature: string): boolean {
  const key = ed25519(publicKey);
  return key !== null && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
}

function ed25519(publicKey: string): ReturnType<typeof createPublicKey> | null {
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      type: 'spki',
      format: 'der',
    });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

function stretched(
  passphrase: string,
  salt: Buffer,
  { n, r, p }: Pick<SealedKey, 'n' | 'r' | 'p'>,
): Promise<Buffer> {
  // The same letters, however a keyboard composes them.
  const given = Buffer.from(passphrase.normalize('NFKC'));
  return new Promise((resolve, reject) =>
    scrypt(given, salt, 32, { N: n, r, p, maxmem: MOST_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}

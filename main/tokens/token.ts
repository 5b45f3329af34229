import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret that opens the API: `thrive_<id>_<256 random bits>`. */
export interface MintedToken {
  readonly id: string;
  readonly text: string;
  /** SHA-256 of the text, in hex: all that is kept of it. */
  readonly digest: string;
}

const FORM = /^thrive_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/;

/** A token that nobody has had before. */
export function mintToken(): MintedToken {
  const id = randomBytes(4).toString('hex');
  const text = `thrive_${id}_${randomBytes(32).toString('base64url')}`;
  return { id, text, digest: tokenDigest(text) };
}

/** The id that a text names, where it has the form of a token; null for any other. */
export function tokenId(text: string): string | null {
  return FORM.exec(text)?.[1] ?? null;
}

/** Of 256 random bits a plain digest is enough: there is nothing to be guessed. */
export function tokenDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Whether two digests are the same; takes as long for a wrong one as for the right one. */
export function sameDigest(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'hex'), Buffer.from(b, 'hex')];
  return left.length === right.length && timingSafeEqual(left, right);
}

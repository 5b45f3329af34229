import { z } from 'zod';
import { ROLE_NAMES } from '../calls/needs.ts';
import type { Role } from '../calls/needs.ts';

/** The key by which a person signs, as others know it. */
export interface PersonKey {
  /** The first 128 bits of the SHA-256 of the public key, in hexadecimal. */
  readonly fingerprint: string;
  /** Ed25519, SubjectPublicKeyInfo in Base64. */
  readonly publicKey: string;
  /** Epoch milliseconds: what was signed from then on counts … */
  readonly from: number;
  /** … and until then; null while it is in use. */
  readonly until: number | null;
  /** Whether a passphrase unseals its private part in this data folder; else it is known by a card. */
  readonly isHere: boolean;
}

/** A person whom the data folder knows. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Epoch milliseconds; null while the person is one of the folder's. */
  readonly removedAt: number | null;
  /** The one in use last. */
  readonly keys: readonly PersonKey[];
}

/** How it stands with the people of the data folder, for the interface. */
export interface PeopleState {
  /** Empty where one person works alone: then everything may be done, and names are typed. */
  readonly people: readonly Person[];
  /** Who is signed in, in this window; null where nobody is. */
  readonly signedIn: {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly Role[];
  } | null;
  /** Names that the closes of sources list, who are not people of the folder yet. */
  readonly offered: readonly { readonly name: string; readonly roles: readonly Role[] }[];
}

export const personNameSchema = z.string().trim().min(1).max(200);
export const rolesSchema = z.array(z.enum(ROLE_NAMES)).min(1).max(ROLE_NAMES.length);
/** Shorter ones are guessed by machines in an afternoon. */
export const LEAST_PASSPHRASE = 12;
export const passphraseSchema = z
  .string()
  .min(LEAST_PASSPHRASE, `A passphrase has at least ${LEAST_PASSPHRASE} characters`)
  .max(1000);
export const fingerprintSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** What a person hands to others, so that they know the person's signatures: a file. */
export const personCardSchema = z.strictObject({
  format: z.literal('thrive-person-card-1'),
  name: personNameSchema,
  publicKey: z.string().min(40).max(200),
});
export type PersonCard = z.infer<typeof personCardSchema>;

/** A fingerprint as it is read out on the phone: in groups of four. */
export function spokenFingerprint(fingerprint: string): string {
  return fingerprint.match(/.{1,4}/g)?.join(' ') ?? '';
}

import { z } from 'zod';
import { call } from '../calls/call.ts';
import { entryWithin, noEntry } from '../calls/entry.ts';
import { ADMINISTER, SIGNED_IN } from '../calls/needs.ts';
import { exportTargetSchema } from '../calls/written-file.ts';
import type { WrittenFile } from '../calls/written-file.ts';
import { fingerprintSchema, passphraseSchema, personNameSchema, rolesSchema } from './people.ts';
import type { PeopleState, PersonCard } from './people.ts';

const person = z.uuid();
const typed = z.string().min(1).max(1000);
const place = z.string().min(1).max(4096);

/** The people of the data folder, and who of them is at it (RULES.md section 16). */
export const peopleCalls = {
  'people.state': call<PeopleState>()(z.strictObject({}), noEntry, 'nobody'),
  'people.sign-in': call<PeopleState>()(
    z.strictObject({ person, passphrase: typed }),
    entryWithin('person.signed-in'),
    'nobody',
  ),
  'people.sign-out': call<PeopleState>()(
    z.strictObject({}),
    entryWithin('person.signed-out'),
    'nobody',
  ),
  /** The first one is an administrator and is signed in at once. */
  'people.add': call<PeopleState>()(
    z.strictObject({ name: personNameSchema, roles: rolesSchema, passphrase: passphraseSchema }),
    entryWithin('person.added'),
    ADMINISTER,
  ),
  'people.roles': call<PeopleState>()(
    z.strictObject({ person, roles: rolesSchema }),
    entryWithin('person.roles'),
    ADMINISTER,
  ),
  /** Another passphrase for the same key, by the person who is signed in. */
  'people.passphrase': call<PeopleState>()(
    z.strictObject({ old: typed, passphrase: passphraseSchema }),
    entryWithin('person.passphrase'),
    SIGNED_IN,
  ),
  /** A new passphrase and a new key for somebody else; what the old key signed keeps counting. */
  'people.reset': call<PeopleState>()(
    z.strictObject({ person, passphrase: passphraseSchema }),
    entryWithin('person.reset'),
    ADMINISTER,
  ),
  'people.remove': call<PeopleState>()(
    z.strictObject({ person }),
    entryWithin('person.removed'),
    ADMINISTER,
  ),
  /** The card of a person as a file, for the data folders of others. */
  'people.card': call<WrittenFile & { readonly fingerprint: string }>()(
    z.strictObject({ person, target: exportTargetSchema }),
    entryWithin('export.written'),
    SIGNED_IN,
  ),
  /** What a card says, before it is trusted. */
  'people.read-card': call<PersonCard & { readonly fingerprint: string }>()(
    z.strictObject({ place }),
    noEntry,
    SIGNED_IN,
  ),
  /** Trusts a card whose fingerprint was compared: signatures with its key count as that person's. */
  'people.trust': call<PeopleState>()(
    z.strictObject({ place, fingerprint: fingerprintSchema, roles: rolesSchema }),
    entryWithin('person.trusted'),
    ADMINISTER,
  ),
} as const;

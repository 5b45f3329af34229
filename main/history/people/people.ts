import { randomUUID } from 'node:crypto';
import type { Role } from '../../../core/contract/calls/needs.ts';
import { isSamePerson } from '../../../core/contract/close/sign-off.ts';
import type { Person, PersonCard } from '../../../core/contract/people/people.ts';
import type { NewKey, SealedKey } from '../../secrets/person-key.ts';
import { sealedKeySchema } from '../../secrets/person-key.ts';
import { hasPeople, whoActs } from '../audit/who-acts.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { json } from '../tables/history-context.ts';
import { knownPeople } from '../audit/known-people.ts';
import { lastAdministrator, nameTaken, removed, unknownPerson } from './people-problems.ts';

/** A person whom a passphrase lets in here. */
export interface KeyHere {
  readonly fingerprint: string;
  readonly sealed: SealedKey;
}

/**
 * The people of the data folder (RULES.md section 16). At least one administrator remains who can sign in; keys are
 * never deleted, so that what they signed can be verified as long as there is a history.
 */
export function peopleFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { db, prepared, atomically, now } = context;
  const people = (): Person[] => knownPeople(db);
  const present = (): Person[] => people().filter(({ removedAt }) => removedAt === null);

  function thePerson(id: string): Person {
    const found = people().find((one) => one.id === id);
    if (found === undefined) throw unknownPerson(id);
    if (found.removedAt !== null) throw removed(found.name);
    return found;
  }

  /** Throws Problem `people.last-administrator` where nobody would be left who can let people in. */
  function keepAdministrator(): void {
    const isOne = ({ roles, keys }: Person): boolean =>
      roles.includes('administrator') && keys.some(({ isHere, until }) => isHere && until === null);
    if (!present().some(isOne)) throw lastAdministrator();
  }

  function setRoles(id: string, roles: readonly Role[]): void {
    prepared<[string, string]>('UPDATE people SET roles = ? WHERE id = ?').run(
      JSON.stringify([...new Set(roles)].sort()),
      id,
    );
  }

  function insertPerson(name: string, roles: readonly Role[]): string {
    const id = randomUUID();
    if (present().some((one) => isSamePerson(one.name, name))) throw nameTaken(name);
    prepared<[string, string, string, number]>(
      'INSERT INTO people (id, name, roles, added_at) VALUES (?, ?, ?, ?)',
    ).run(id, name, '[]', now());
    setRoles(id, roles);
    return id;
  }

  function insertKey(
    person: string,
    { fingerprint, publicKey }: Pick<NewKey, 'fingerprint' | 'publicKey'>,
    sealed: SealedKey | null,
  ): void {
    endKeys(person);
    prepared<(string | number | null)[]>(
      `INSERT INTO person_keys (fingerprint, person, public_key, sealed, from_at) VALUES (?, ?, ?, ?, ?)`,
    ).run(fingerprint, person, publicKey, json(sealed), now());
  }

  /** The keys of a person count for what they have signed until now, and no passphrase opens them any more. */
  function endKeys(person: string): void {
    prepared<[number, string]>(
      'UPDATE person_keys SET until_at = ?, sealed = NULL WHERE person = ? AND until_at IS NULL',
    ).run(now(), person);
  }

  return {
    people,
    /** Whether the data folder has people. */
    hasPeople: () => hasPeople({ db }),
    /** Who acts, whatever name was typed. Throws Problem `people.sign-in`. */
    whoActs: (typed?: string) => whoActs(context, typed),
    /** Who is signed in; null where nobody is. */
    signer: () => context.signer,
    actAs: context.actAs,

    /** The key that a passphrase unseals here; null for a person who is known by a card. */
    keyHere(id: string): KeyHere | null {
      const row = prepared<[string], { fingerprint: string; sealed: string }>(
        'SELECT fingerprint, sealed FROM person_keys WHERE person = ? AND sealed IS NOT NULL AND until_at IS NULL',
      ).get(thePerson(id).id);
      if (row === undefined) return null;
      return { ...row, sealed: sealedKeySchema.parse(JSON.parse(row.sealed)) };
    },

    /** Adds a person, the first one as an administrator. Throws Problem `people.name-taken`. */
    addPerson(name: string, roles: readonly Role[], key: NewKey): string {
      return atomically(() => {
        const isFirst = !hasPeople({ db });
        const actor = context.actor;
        const id = insertPerson(name, isFirst ? [...roles, 'administrator'] : roles);
        insertKey(id, key, key.sealed);
        const { roles: after } = thePerson(id);
        const detail = { person: name, roles: after, key: key.fingerprint };
        appendAudit({ action: 'person.added', actor, detail });
        return id;
      });
    },

    /** Throws Problems `people.unknown`, `people.last-administrator`. */
    changeRoles(id: string, roles: readonly Role[]): void {
      atomically(() => {
        const { name, roles: before } = thePerson(id);
        setRoles(id, roles);
        keepAdministrator();
        appendAudit({ action: 'person.roles', detail: { person: name, before, after: roles } });
      });
    },

    /** Another passphrase for the same key. */
    resealKey(id: string, fingerprint: string, sealed: SealedKey): void {
      atomically(() => {
        const { name } = thePerson(id);
        prepared<[string, string, string]>(
          'UPDATE person_keys SET sealed = ? WHERE fingerprint = ? AND person = ? AND until_at IS NULL',
        ).run(JSON.stringify(sealed), fingerprint, id);
        appendAudit({ action: 'person.passphrase', detail: { person: name, key: fingerprint } });
      });
    },

    /** A new key for a person whose passphrase is forgotten: the old one counts for what it signed until now. */
    renewKey(id: string, key: NewKey): void {
      atomically(() => {
        const { name, keys } = thePerson(id);
        insertKey(id, key, key.sealed);
        const before = keys.find(({ until }) => until === null)?.fingerprint ?? null;
        const detail = { person: name, before, after: key.fingerprint };
        appendAudit({ action: 'person.reset', detail });
      });
    },

    /** Throws Problems `people.unknown`, `people.last-administrator`. */
    removePerson(id: string): void {
      atomically(() => {
        const { name } = thePerson(id);
        endKeys(id);
        prepared<[number, string]>('UPDATE people SET removed_at = ? WHERE id = ?').run(now(), id);
        keepAdministrator();
        appendAudit({ action: 'person.removed', detail: { person: name } });
      });
    },

    /** Signatures with the key of a card count as that person's from now on. Throws Problem `people.name-taken`. */
    trustCard({ name, publicKey }: PersonCard, fingerprint: string, roles: readonly Role[]): void {
      atomically(() => {
        const known = present().find((one) => isSamePerson(one.name, name));
        if (known?.keys.some((key) => key.fingerprint === fingerprint || key.isHere))
          throw nameTaken(name);
        const id = known?.id ?? insertPerson(name, roles);
        setRoles(id, roles);
        insertKey(id, { fingerprint, publicKey }, null);
        appendAudit({
          action: 'person.trusted',
          detail: { person: name, key: fingerprint, roles },
        });
      });
    },

    /** How often a passphrase was wrong since it was right last, and when that was (epoch milliseconds). */
    wrongPassphrases(id: string): { readonly count: number; readonly lastAt: number } {
      const row = prepared<[string], { count: number; lastAt: number }>(
        'SELECT count, last_at AS lastAt FROM wrong_passphrases WHERE person = ?',
      ).get(id);
      return row ?? { count: 0, lastAt: 0 };
    },
    noteWrongPassphrase(id: string): void {
      atomically(() => {
        prepared<[string, number]>(
          `INSERT INTO wrong_passphrases (person, count, last_at) VALUES (?, 1, ?)
           ON CONFLICT DO UPDATE SET count = count + 1, last_at = excluded.last_at`,
        ).run(id, now());
        appendAudit({ action: 'person.wrong-passphrase', detail: { person: thePerson(id).name } });
      });
    },
    /** Notes that somebody has signed in, or out. */
    noteSignedIn(id: string): void {
      atomically(() => {
        prepared<[string]>('DELETE FROM wrong_passphrases WHERE person = ?').run(id);
        appendAudit({ action: 'person.signed-in', actor: thePerson(id).name });
      });
    },
    noteSignedOut(): void {
      appendAudit({ action: 'person.signed-out' });
    },
  };
}

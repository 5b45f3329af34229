import { ROLES } from '../../core/contract/calls/needs.ts';
import type { Needs, Role } from '../../core/contract/calls/needs.ts';
import type { PeopleState } from '../../core/contract/people/people.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { Signer } from '../history/audit/session.ts';
import { notSignedIn } from '../history/audit/who-acts.ts';
import type { History } from '../history/history.ts';

type Known = Pick<History, 'people' | 'signer' | 'hasPeople'>;

/** The person who is signed in; null where nobody is, or who was removed or got another key since. */
export function signedIn(history: Known): PeopleState['signedIn'] {
  const signer = history.signer();
  const person = signer && history.people().find(({ id }) => id === signer.person);
  if (!person || !isStill(person, signer)) return null;
  const { id, name, roles } = person;
  return { id, name, roles };
}

function isStill({ removedAt, keys }: PeopleState['people'][number], { key }: Signer): boolean {
  return (
    removedAt === null &&
    keys.some(({ fingerprint, until }) => fingerprint === key && until === null)
  );
}

/**
 * Lets pass who may do something, by what it needs (RULES.md section 16): anybody where the data folder has no people.
 * Throws Problems `people.sign-in` and `people.role`.
 */
export function admit(history: Known, needs: Needs): void {
  if (needs === 'nobody' || !history.hasPeople()) return;
  const person = signedIn(history);
  if (person === null) throw notSignedIn();
  if (!needs.some((role) => person.roles.includes(role))) throw otherRole(person.name, needs);
}

function otherRole(name: string, needs: readonly Role[]): Problem {
  const titles = needs.map((role) => ROLES[role].title.toLowerCase());
  const article = /^[aeiou]/.test(titles[0] ?? '') ? 'an' : 'a';
  return new Problem({
    kind: 'usage',
    code: 'people.role',
    message: `${name} may not do this: it is for ${article} ${titles.join(' or ')}.`,
    hint: 'Have somebody do it who has this role, or ask an administrator for it.',
    details: { needs: needs.join(', ') },
  });
}

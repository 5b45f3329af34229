import type Database from 'better-sqlite3';
import { Problem } from '../../../core/contract/problem.ts';
import type { Signer } from './session.ts';

interface WhoKnows {
  readonly db: Database.Database;
  readonly signer: Signer | null;
  readonly actor: string;
}

/** Whether the data folder has people: then whoever acts has signed in, and signs. */
export function hasPeople({ db }: Pick<WhoKnows, 'db'>): boolean {
  return db.prepare('SELECT 1 FROM people WHERE removed_at IS NULL').get() !== undefined;
}

/**
 * Who acts (RULES.md section 16): whoever is signed in, where the data folder has people, whatever name was typed; else
 * the name that was typed, or the user of the system. Throws Problem `people.sign-in`.
 */
export function whoActs(context: WhoKnows, typed?: string): string {
  if (!hasPeople(context)) return typed ?? context.actor;
  if (context.signer === null) throw notSignedIn();
  return context.signer.name;
}

export function notSignedIn(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'people.sign-in',
    message: 'Nobody is signed in.',
    hint: 'Sign in with your name and passphrase, and try again.',
  });
}

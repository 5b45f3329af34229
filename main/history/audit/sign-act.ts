import type Database from 'better-sqlite3';
import type { Statement } from '../../../core/contract/people/statement.ts';
import { canonicalJson } from './canonical.ts';
import type { Signer } from './session.ts';
import { hasPeople, notSignedIn } from './who-acts.ts';

/** A statement as its signature is over it, byte by byte, and the signature in Base64. */
export interface SignedStatement {
  readonly key: string;
  readonly statement: string;
  readonly value: string;
}

/** What a signature will be on, but for who gives it. */
export type Unsigned = Omit<Statement, 'format' | 'by' | 'key'>;

/** Signs a statement as a person. */
function signedBy(signer: Signer, unsigned: Unsigned): SignedStatement {
  const { name: by, key } = signer;
  const whole: Statement = { ...unsigned, format: 'thrive-signature-1', by, key };
  const statement = canonicalJson(whole);
  return { key, statement, value: signer.sign(statement) };
}

/**
 * Keeps the signature of an act that a row says, within its transaction: of whoever is signed in, or one that came from
 * elsewhere; none where the data folder has no people. Throws Problem `people.sign-in`.
 */
export function signAct(
  context: { readonly db: Database.Database; readonly signer: Signer | null },
  about: 'close' | 'run',
  number: number,
  of: Unsigned | SignedStatement,
): void {
  if (!hasPeople(context)) return;
  const { signer, db } = context;
  if (!('value' in of) && signer === null) throw notSignedIn();
  const { key, statement, value } = 'value' in of ? of : signedBy(signer!, of);
  db.prepare<[string, number, string, string, string]>(
    'INSERT INTO signatures (about, number, key, statement, value) VALUES (?, ?, ?, ?, ?)',
  ).run(about, number, key, statement, value);
}

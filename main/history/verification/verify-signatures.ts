import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Person } from '../../../core/contract/people/people.ts';
import { statementSchema } from '../../../core/contract/people/statement.ts';
import type { Statement } from '../../../core/contract/people/statement.ts';
import { isSigned } from '../../secrets/person-key.ts';
import { canonicalJson } from '../audit/canonical.ts';
import { knownPeople } from '../audit/known-people.ts';
import type { BreakList } from './break-list.ts';

/** What a row says was signed, with its signature; null where it has none. */
interface SignedRow {
  readonly words: string;
  readonly runId: string;
  readonly says: Pick<Statement, 'is' | 'by' | 'at' | 'said'> & { readonly run: string };
  /** Canonical; null where the row itself holds no digests. */
  readonly signed: string | null;
  readonly signature: {
    readonly key: string;
    readonly statement: string;
    readonly value: string;
  } | null;
}

interface Row {
  id: number;
  runId: string;
  what: string;
  is: Statement['is'];
  by: string;
  at: number;
  said: string | null;
  signed: string | null;
  key: string | null;
  statement: string | null;
  value: string | null;
}

const ROWS = `
  SELECT l.id, l.entry ->> '$.run' AS runId, 'the close of ' || l.period AS what, l.entry ->> '$.event.is' AS "is",
    l.entry ->> '$.event.by' AS "by", l.entry ->> '$.event.at' AS at, l.entry ->> '$.event.reason' AS said,
    l.entry -> '$.event.signed' AS signed, s.key, s.statement, s.value
  FROM close_log l LEFT JOIN signatures s ON s.about = 'close' AND s.number = l.id
  WHERE l.entry ->> '$.is' = 'event'
  UNION ALL
  SELECT o.id, o.run_id, 'run ' || o.run_id, o.role, o.name, o.at, o.note, NULL, s.key, s.statement, s.value
  FROM sign_offs o LEFT JOIN signatures s ON s.about = 'run' AND s.number = o.id`;

/**
 * Holds every signature to the key of the person whose name it bears and to what the row says that was signed (RULES.md
 * section 16). From the first person on, everything that is signed has one.
 */
export function verifySignatures(db: Database.Database, breaks: BreakList): void {
  const people = knownPeople(db);
  const first = db.prepare<[], number>('SELECT min(added_at) FROM people').pluck().get() ?? null;
  for (const row of db.prepare<[], Row>(ROWS).iterate()) {
    const { words, runId, says, signature, signed } = signedRow(row);
    if (signature === null) {
      if (first !== null && row.at >= first)
        breaks.add('signature-missing', {
          ...{ entry: null, runId, as: `${words} ${says.by}` },
          message: `${words}, ${says.is} by ${says.by}, bears no signature.`,
        });
      continue;
    }
    const wrong = wrongWith(people, { says, signed, signature });
    if (wrong !== null)
      breaks.add('signature-wrong', {
        ...{
          entry: null,
          runId,
          as: hash('sha256', canonicalJson([wrong, signature, says]), 'hex'),
        },
        message: `${words}, ${says.is} by ${says.by}: ${wrong}`,
      });
  }
}

function signedRow({ runId, what, is, by, at, said, signed, ...row }: Row): SignedRow {
  const { key, statement, value } = row;
  return {
    words: `${what[0]!.toUpperCase()}${what.slice(1)}`,
    runId,
    says: { is, by, at, said: said ?? '', run: runId },
    signed: signed === null ? null : canonicalJson(JSON.parse(signed)),
    signature: key === null ? null : { key, statement: statement!, value: value! },
  };
}

/** What is wrong with a signature, in a sentence; null where it is that person's, on this. */
function wrongWith(
  people: readonly Person[],
  {
    says,
    signed,
    signature,
  }: Pick<SignedRow, 'says' | 'signed'> & { signature: NonNullable<SignedRow['signature']> },
): string | null {
  const person = people.find(({ keys }) => keys.some((one) => one.fingerprint === signature.key));
  const key = person?.keys.find((one) => one.fingerprint === signature.key);
  if (!person || !key) return 'nobody has the key of its signature.';
  if (!isSigned(key.publicKey, signature.statement, signature.value))
    return 'its signature was not given with the key that it names.';
  const statement = statementSchema.safeParse(JSON.parse(signature.statement)).data;
  if (!statement) return 'its signature is on something else.';
  if (statement.by !== says.by || person.name !== says.by)
    return `its signature is that of ${statement.by}, whose key belongs to ${person.name} now.`;
  if (statement.at < key.from || (key.until !== null && statement.at > key.until))
    return 'it was signed at a time when the key did not count.';
  const { is, by, at, said, about } = statement;
  const isSame =
    canonicalJson({ is, by, at, said, run: about.run }) === canonicalJson(says) &&
    (signed === null || includes(statement.signed, signed));
  return isSame ? null : 'its signature is on something else.';
}

/** Whether what was signed has all digests that a row says; a review that has travelled has one more. */
function includes(whole: Statement['signed'], signed: string): boolean {
  const wanted = Object.entries(JSON.parse(signed) as Record<string, string>);
  return wanted.every(([part, digest]) => whole[part] === digest);
}

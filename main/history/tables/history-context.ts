import type Database from 'better-sqlite3';
import type { Acting, Signer } from '../audit/session.ts';

/** What the functions of the history share. */
export interface HistoryContext {
  readonly db: Database.Database;
  /** The statement for a text, compiled once: what turns it raw or plucked turns it for all who give this text. */
  readonly prepared: <P extends unknown[], R = unknown>(sql: string) => Database.Statement<P, R>;
  /** Runs `body` in one transaction that takes the write lock at its start. */
  readonly atomically: <R>(body: () => R) => R;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Who is written into the audit log: whoever is signed in now, else the user of the system. And from where. */
  readonly actor: string;
  readonly acting: Acting;
  /** Who is signed in; null where nobody is. */
  readonly signer: Signer | null;
  readonly actAs: (signer: Signer | null) => void;
  /** Called within each transaction when its body is done, and after each that was committed. */
  readonly onTransaction: (hooks: TransactionHooks) => void;
}

interface TransactionHooks {
  readonly beforeCommit: () => void;
  readonly afterCommit: () => void;
}

export function historyContext(
  db: Database.Database,
  actor: string,
  acting: Acting,
  now: () => number,
  signedIn: Signer | null = null,
): HistoryContext {
  let signer = signedIn;
  const hooks: TransactionHooks[] = [];
  function atomically<R>(body: () => R): R {
    if (db.inTransaction) return body();
    // Immediate: a transaction that reads first and writes later could fail halfway for being late.
    const result = db
      .transaction(() => {
        const answer = body();
        for (const { beforeCommit } of hooks) beforeCommit();
        return answer;
      })
      .immediate();
    for (const { afterCommit } of hooks) afterCommit();
    return result;
  }
  const statements = new Map<string, Database.Statement<unknown[], unknown>>();
  return {
    db,
    now,
    get actor() {
      return signer?.name ?? actor;
    },
    acting,
    get signer() {
      return signer;
    },
    actAs: (given) => void (signer = given),
    prepared<P extends unknown[], R>(sql: string): Database.Statement<P, R> {
      let statement = statements.get(sql);
      if (!statement) statements.set(sql, (statement = db.prepare<unknown[], unknown>(sql)));
      return statement as unknown as Database.Statement<P, R>;
    },
    atomically,
    onTransaction: (given) => void hooks.push(given),
  };
}

/** A JSON column. Null stays null. */
export function json(value: unknown): string | null {
  return value == null ? null : JSON.stringify(value);
}

/** The value of a JSON column. */
export function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}

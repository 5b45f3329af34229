import type Database from 'better-sqlite3';

/** What the functions of the history share. */
export interface HistoryContext {
  readonly db: Database.Database;
  /** The statement for a text, compiled once. */
  readonly prepared: <P extends unknown[], R = unknown>(sql: string) => Database.Statement<P, R>;
  /** Runs `body` in one transaction that takes the write lock at its start. */
  readonly atomically: <R>(body: () => R) => R;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Who is written into the audit trail. */
  readonly actor: string;
}

export function historyContext(
  db: Database.Database,
  actor: string,
  now: () => number,
): HistoryContext {
  const statements = new Map<string, Database.Statement<unknown[], unknown>>();
  return {
    db,
    now,
    actor,
    prepared<P extends unknown[], R>(sql: string): Database.Statement<P, R> {
      let statement = statements.get(sql);
      if (!statement) statements.set(sql, (statement = db.prepare<unknown[], unknown>(sql)));
      return statement as unknown as Database.Statement<P, R>;
    },
    // Immediate: a transaction that reads first and writes later could fail halfway for being late.
    atomically: (body) => (db.inTransaction ? body() : db.transaction(body).immediate()),
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

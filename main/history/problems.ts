import Database from 'better-sqlite3';
import { counted } from '../../core/counted.ts';
import { Problem } from '../../core/contract/problem.ts';

/** The problem to show for anything that a statement on the history threw. */
export function historyProblem(error: unknown, path: string): unknown {
  if (error instanceof Problem || !(error instanceof Database.SqliteError)) return error;
  const { code, message } = error;
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return damaged(path, error);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new Problem(
      {
        kind: 'busy',
        code: 'history.busy',
        message: `The history ${path} is locked by another program.`,
        hint: 'Close what has it open, such as a second start of this program, a viewer of databases or a backup, and try again. Nothing was changed.',
      },
      error,
    );
  }
  if (code === 'SQLITE_CONSTRAINT_TRIGGER') {
    return new Problem(
      {
        kind: 'internal',
        code: 'history.protected',
        message: `The history does not allow this change: ${message}.`,
        hint: 'Start a new run. With force it becomes a new revision that supersedes the old one.',
      },
      error,
    );
  }
  // A file that was moved away while it was open can still be told of as one that cannot be written.
  if (code.startsWith('SQLITE_READONLY') && code !== 'SQLITE_READONLY_DBMOVED')
    return readOnly(path, error);
  if (/^SQLITE_(FULL|READONLY|CANTOPEN|PERM|AUTH|IOERR)/.test(code)) {
    if (code !== 'SQLITE_FULL') return unwritable(path, error);
    return new Problem(
      {
        kind: 'internal',
        code: 'history.disk-full',
        message: `The drive is full: the history ${path} could not be written.`,
        hint: 'Free up space on it, then continue the run; nothing was lost.',
        details: { path },
      },
      error,
    );
  }
  return error;
}

/** The way back from a history that cannot be used. */
const WAY_BACK =
  'Restore the last backup with npm run reconcile -- backup restore --place PLACE. Without one, make it anew from the files of the runs: npm run reconcile -- history rebuild (sign-offs, decisions and settings are not in these files).';

/** There was a history, and it is gone. */
export function lost(path: string, what: string, runs: number): Problem {
  const beside =
    runs === 0
      ? 'its latest changes lie'
      : `${counted(runs, 'run')} ${runs === 1 ? 'lies' : 'lie'}`;
  return new Problem({
    kind: 'internal',
    code: 'history.lost',
    message: `The history ${path} ${what}, but ${beside} beside it. Nothing was changed.`,
    hint: WAY_BACK,
    details: { path, runs },
  });
}

/** The file ends before its end. */
export function truncated(
  path: string,
  { bytes, of }: { readonly bytes: number; readonly of: number },
): Problem {
  return new Problem({
    kind: 'internal',
    code: 'history.truncated',
    message: `The history ${path} is cut short: it has ${bytes} of ${of} bytes.`,
    hint: `It was left as it is. ${WAY_BACK}`,
    details: { path, bytes, of },
  });
}

function readOnly(path: string, cause: Error): Problem {
  return new Problem(
    {
      kind: 'internal',
      code: 'history.read-only',
      message: `The history ${path} is read-only.`,
      hint: 'Allow writing to the file, its folder and their drive, or choose another data folder with --data-dir. Nothing is lost.',
      details: { path },
    },
    cause,
  );
}

export function damaged(path: string, cause: unknown): Problem {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Problem(
    {
      kind: 'internal',
      code: 'history.damaged',
      message: `The history ${path} is damaged: ${reason}.`,
      hint: `It was left as it is. ${WAY_BACK}`,
      details: { path },
    },
    cause,
  );
}

export function unwritable(path: string, cause: Error): Problem {
  return new Problem(
    {
      kind: 'internal',
      code: 'history.unwritable',
      message: `The history ${path} cannot be written: ${cause.message}.`,
      hint: 'Check that its drive is connected and working and that you can write to the data folder, then continue the run; nothing was lost.',
      details: { path },
    },
    cause,
  );
}

export function newer(path: string, version: number, known: number): Problem {
  return new Problem({
    kind: 'internal',
    code: 'history.newer',
    message: `The history ${path} was written by a newer version of this program (format ${version}; this one reads up to ${known}). Nothing was changed.`,
    hint: 'Install the current version, or choose another data folder with --data-dir.',
    details: { path, version, known },
  });
}

export function foreign(path: string): Problem {
  return new Problem({
    kind: 'internal',
    code: 'history.foreign',
    message: `${path} belongs to another program. Nothing was changed.`,
    hint: 'Choose another data folder with --data-dir.',
    details: { path },
  });
}

/** The same functions, throwing the history's problems where they threw SQLite's errors. */
export function withHistoryProblems<T extends object>(functions: T, path: string): T {
  const wrap = (fn: unknown): unknown =>
    typeof fn !== 'function'
      ? fn
      : (...args: unknown[]): unknown => {
          try {
            return (fn as (...args: unknown[]) => unknown)(...args);
          } catch (error) {
            throw historyProblem(error, path);
          }
        };
  return Object.fromEntries(Object.entries(functions).map(([name, fn]) => [name, wrap(fn)])) as T;
}

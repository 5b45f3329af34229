import { basename } from 'node:path';
import { FINDINGS, type FindingCode } from '../../contract/findings.ts';
import { Problem } from '../../contract/problem.ts';

/** The findings that say why a source cannot be read. */
export type SourceCode = Extract<
  FindingCode,
  | 'source.missing'
  | 'source.directory'
  | 'source.no-permission'
  | 'source.empty'
  | 'source.not-a-workbook'
  | 'source.damaged'
  | 'source.encrypted'
  | 'source.too-large'
  | 'source.unsafe'
  | 'source.unsupported'
>;

/** A Problem of kind `source-unreadable`; the hint is the catalogue's unless a fitter one is given. */
export function sourceProblem(
  code: SourceCode,
  message: string,
  hint: string = FINDINGS[code].remedy,
  cause?: unknown,
): Problem {
  return new Problem({ kind: 'source-unreadable', code, message, hint }, cause);
}

/** The Problem for a file whose content contradicts its format. */
export function damaged(message: string, hint?: string, cause?: unknown): Problem {
  return sourceProblem('source.damaged', message, hint, cause);
}

/** The Problem for a sheet with a value beyond the last column that is read. */
export function tooWide(sheet: string, maxColumns: number): Problem {
  return new Problem({
    kind: 'validation-halted',
    code: 'sheet.too-wide',
    message: `The sheet ${sheet} has values beyond column ${maxColumns}.`,
    hint: FINDINGS['sheet.too-wide'].remedy,
    details: { sheet, maxColumns },
  });
}

/** An exception of the caller's own `onRow`: it must reach the caller as it was thrown. */
class CallerFailure extends Error {
  readonly thrown: unknown;
  constructor(thrown: unknown) {
    super('onRow threw');
    this.thrown = thrown;
  }
}

export function callerFailure(thrown: unknown): Error {
  return new CallerFailure(thrown);
}

/**
 * What to throw for anything that went wrong while a source was read: Problems as they are, the
 * caller's own exceptions as they were, system errors by their code, all else as `source.damaged`.
 */
export function readFailure(thrown: unknown, path: string): unknown {
  if (thrown instanceof CallerFailure) return thrown.thrown;
  if (thrown instanceof Problem) return thrown;
  return systemProblem(thrown, path) ?? damagedBy(thrown, path);
}

function damagedBy(thrown: unknown, path: string): Problem {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return damaged(
    `${basename(path)} cannot be read: ${reason.split('\n')[0]!.replace(/\.$/, '')}.`,
    undefined,
    thrown,
  );
}

/** The Problem for an error of the file system; undefined where the error is none of the known ones. */
export function systemProblem(thrown: unknown, path: string): Problem | undefined {
  const code = (thrown as { code?: unknown } | null)?.code;
  const name = basename(path) || path;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
    case 'ELOOP':
    case 'ERR_INVALID_ARG_VALUE':
      return sourceProblem('source.missing', `There is no file ${path}.`, undefined, thrown);
    case 'EISDIR':
      return sourceProblem(
        'source.directory',
        `${name} is a folder, not a file.`,
        undefined,
        thrown,
      );
    case 'EACCES':
    case 'EPERM':
      return sourceProblem(
        'source.no-permission',
        `You do not have permission to read ${name}.`,
        undefined,
        thrown,
      );
    case 'EBUSY':
      return sourceProblem(
        'source.no-permission',
        `Another program has ${name} open.`,
        'Close the file in the other program and try again.',
        thrown,
      );
    default:
      return undefined;
  }
}

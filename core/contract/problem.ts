import { meaningOf } from './problem-codes.ts';
import type { ProblemKind } from './problem-codes.ts';

export interface ProblemValue {
  readonly kind: ProblemKind;
  /** Stable and machine-readable, e.g. `source.encrypted`. */
  readonly code: string;
  /** One sentence for the analyst: what happened. */
  readonly message: string;
  /** One sentence for the analyst: how to mend it. */
  readonly hint: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * A problem that travels as an exception. A class, because only an Error keeps its stack for the
 * log; everywhere else it is read as the {@link ProblemValue} it carries.
 */
export class Problem extends Error implements ProblemValue {
  readonly kind: ProblemKind;
  readonly code: string;
  readonly hint: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;

  constructor(value: ProblemValue, cause?: unknown) {
    super(value.message, cause === undefined ? undefined : { cause });
    this.name = 'Problem';
    this.kind = value.kind;
    this.code = value.code;
    this.hint = value.hint;
    this.details = value.details ?? {};
  }
}

/** The source cannot be read at all (exit code 3). */
export function unreadable(
  code: string,
  message: string,
  hint: string,
  details?: ProblemValue['details'],
): Problem {
  return new Problem({
    kind: 'source-unreadable',
    code,
    message,
    hint,
    ...(details && { details }),
  });
}

/** A run, or a step of it, that was stopped by its signal (exit code 6). */
export function runCancelled(): Problem {
  return new Problem({
    kind: 'cancelled',
    code: 'run.cancelled',
    message: meaningOf('run.cancelled'),
    hint: 'Start it again; finished steps are kept.',
  });
}

/** The value to show or store for anything that was thrown. Stack traces stay in the log. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (NOT_LOADED.has((thrown as { code?: unknown } | null | undefined)?.code))
    return incomplete(message, thrown);
  return new Problem(
    {
      kind: 'internal',
      code: 'internal.unexpected',
      message: `An unexpected error occurred: ${message}`,
      hint: 'Nothing was published. Run again. If it happens again, send this message to support.',
    },
    thrown,
  );
}

/** What Node says of a module that is not there or that the system does not let it load, such as a native one. */
const NOT_LOADED = new Set<unknown>([
  'ERR_DLOPEN_FAILED',
  'MODULE_NOT_FOUND',
  'ERR_MODULE_NOT_FOUND',
]);

function incomplete(message: string, thrown: unknown): Problem {
  return new Problem(
    {
      kind: 'internal',
      code: 'program.incomplete',
      message: `A part of the program is missing or cannot be loaded: ${message.split('\n', 1)[0]}`,
      hint: 'A virus scanner may have removed it. Install the program again; if that does not help, ask your administrator to let its folder alone.',
    },
    thrown,
  );
}

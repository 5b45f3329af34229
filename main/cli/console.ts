import type { Problem } from '../../core/contract/problem.ts';
import type { ProblemKind } from '../../core/contract/problem-codes.ts';
import type { Screen } from './progress-bar.ts';

/** Exit codes by what went wrong; see --help. */
const EXIT_CODES: Readonly<Record<ProblemKind, number>> = {
  usage: 2,
  'source-unreadable': 3,
  'source-not-there-yet': 7,
  'delivery-failed': 8,
  'validation-halted': 4,
  'verification-failed': 5,
  cancelled: 6,
  busy: 1,
  internal: 1,
};

/** What a command is typed in. */
export interface Terminal {
  /** Standard output: what the command answers. */
  readonly out: Screen;
  /** Standard error: progress, notes and problems. */
  readonly err: Screen;
  /** Aborted when a person wants the command to end. */
  cancelled(): AbortSignal;
  /** Asks for what is not to be seen; null where nobody can be asked. */
  askSecret?(question: string): Promise<string | null>;
}

/** What the command line lends to a command. */
export interface Console {
  say(text: string): void;
  note(line: string): void;
  complain(problem: Problem): void;
  exitCode(problem: Pick<Problem, 'kind'>): number;
  /** Where progress is drawn. */
  readonly screen: Screen;
  /** Asks for what is not to be seen; null where nobody can be asked. */
  askSecret(question: string): Promise<string | null>;
  /** Aborted when a person wants the command to end. */
  signal(): AbortSignal;
}

/** A console that speaks in this terminal. */
export function consoleOf({ out, err, cancelled, askSecret }: Terminal): Console {
  return {
    say: (text) => void out.write(text),
    note: (line) => void err.write(`${line}\n`),
    complain: ({ message, hint }) => void err.write(`${message}\n${hint}\n`),
    exitCode: ({ kind }) => EXIT_CODES[kind],
    screen: err,
    askSecret: async (question) => (await askSecret?.(question)) ?? null,
    signal: cancelled,
  };
}

/** The same with no notes and no progress: `--quiet`. */
export function quietly(console: Console): Console {
  return { ...console, note: () => undefined, screen: { write: () => true } };
}

import type { ProblemValue } from '../../../core/contract/problem.ts';
import type { Phase } from '../attempt-log.ts';

/** A call on a file, on the history, or a word of progress: where a crash can fall between two others. */
export type CallKind = 'read' | 'write' | 'sync' | 'name' | 'history' | 'progress';

export interface Call {
  readonly kind: CallKind;
  /** The name of the file, without the process that writes it. */
  readonly file: string | null;
}

/**
 * At the n-th call (from 0) of a phase, or when the phase is over without so many, the attempt kills itself
 * by SIGKILL: at once, unasked.
 */
export interface Kill {
  readonly phase: Phase;
  readonly call: number;
  /** Only writes to the file of this name count; null: all calls. */
  readonly file: string | null;
  /** `torn`: after half of the bytes of a write; like `before` where the call is no write. */
  readonly when: 'before' | 'torn' | 'after';
}

/** From the n-th call of a phase on, calls of these kinds fail. */
export interface Fault {
  readonly phase: Phase;
  readonly call: number;
  readonly kinds: readonly CallKind[];
  readonly code: 'ENOSPC' | 'EIO' | 'EROFS';
}

/** Before the n-th call of a phase a command is carried out, such as one that removes the drive. */
export interface Loss {
  readonly phase: Phase;
  readonly call: number;
  readonly command: readonly string[];
}

/** What the attempt is told to do. */
export interface Order {
  readonly root: string;
  readonly source: string;
  /** The run to be continued; null starts the source as an analyst would, who gives it again. */
  readonly runId: string | null;
  readonly settings: object;
  readonly workers: number;
  readonly rowsPerPartition: number;
  readonly out: string | null;
  readonly log: string;
  readonly kill: Kill | null;
  readonly fault: Fault | null;
  readonly loss: Loss | null;
}

/** What the attempt says when it was not killed. */
export interface Ending {
  readonly runId: string | null;
  readonly status: string | null;
  readonly alreadyReconciled: boolean;
  readonly problem: ProblemValue | null;
  /** Calls by phase, of all kinds. */
  readonly calls: Readonly<Partial<Record<Phase, readonly Call[]>>>;
  /** Milliseconds from the order on. */
  readonly took: number;
}

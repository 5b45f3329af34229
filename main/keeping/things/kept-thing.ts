import type { Holdable } from '../../../core/keeping/holds.ts';
import type { KeptKind } from '../../../core/contract/keeping/kept-kinds.ts';
import type { History } from '../../history/history.ts';

/** Where things are kept, and what is remembered of them. */
export interface KeepingContext {
  /** The data folder, absolute. */
  readonly root: string;
  readonly history: History;
}

/** Something that is kept on the disk, and may go when its time is over. */
export interface KeptThing {
  readonly kind: KeptKind;
  /** A run's id, or a path within the data folder: unique within its kind. */
  readonly name: string;
  /** What it is, for a person. */
  readonly what: string;
  /** Its file or folder, absolute. */
  readonly path: string;
  /** From when its time counts: ms since 1970. */
  readonly since: number;
  /** The runs, sources and periods that it is of: a hold or a lock on any of them keeps it. */
  readonly of: readonly Holdable[];
  /** Why the program itself still needs it, as a sentence; null where it does not. */
  readonly needed: string | null;
}

/** A kind of things, and how they are found: a file of this folder's `kinds`. */
export interface KindOfThing {
  readonly kind: KeptKind;
  /** All that there are, in no order. */
  things(context: KeepingContext, facts: KeepingFacts): Promise<readonly KeptThing[]>;
}

/** What several kinds ask of the history, read once. */
export interface KeepingFacts {
  readonly runs: ReturnType<History['listRuns']>;
  readonly locked: ReturnType<History['lockedPeriods']>;
  /** The runs that the next file of their source is compared with. */
  readonly standing: ReadonlySet<string>;
}

/** Reads the facts as they are now. */
export function keepingFacts(history: History): KeepingFacts {
  const runs = history.listRuns({ archived: 'too', limit: Number.MAX_SAFE_INTEGER });
  const standing = history
    .listSources()
    .flatMap(({ id }) => history.previousCompleted(id)?.id ?? []);
  return { runs, locked: history.lockedPeriods(), standing: new Set(standing) };
}

import type { CloseView } from '../../contract/close/close-view.ts';
import type { ExceptionRecord } from '../../contract/run.ts';
import type { OutputFile } from '../../disk/publish.ts';

/** What people have said of an exception, as it stands when a file is made. */
export interface Decision {
  readonly status: string;
  readonly owner: string;
  /** Why it has that status: the latest note. */
  readonly reason: string;
  /** How many notes there are. */
  readonly notes: number;
}

/** A note on an exception. */
export interface Noted {
  readonly of: Pick<ExceptionRecord, 'code' | 'customer' | 'ids' | 'rows'>;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly author: string;
  readonly text: string;
}

/** A sign-off of the run. */
export interface Signed {
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

/**
 * What becomes known of a run after it has ended. The run's own files are made without: so the same input gives the
 * same bytes. A workbook that is written again has it (RULES.md section 6).
 */
export interface Afterwards {
  readonly runId: string;
  readonly revision: number;
  /** When this is known, `YYYY-MM-DD`. */
  readonly day: string;
  /** What the run has published. */
  readonly files: readonly OutputFile[];
  readonly prepared: Signed | null;
  readonly reviewed: Signed | null;
  /** Who has locked the period. */
  readonly locked: Signed | null;
  /** The close of its period, where it is the run that the period is closed with. */
  readonly close: CloseView | null;
  /** By the key of an exception; null where nothing is kept of it. */
  readonly decisionOf: (key: string) => Decision | null;
  /** Those on its exceptions, the oldest of each first. */
  readonly notes: readonly Noted[];
}

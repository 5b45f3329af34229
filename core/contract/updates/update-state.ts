import type { ProblemValue } from '../problem.ts';

/** A newer version than this one. */
export interface NewerVersion {
  readonly version: string;
  /** `YYYY-MM-DD`; null where its place does not say. */
  readonly releasedOn: string | null;
  /** Where a person finds it. */
  readonly page: string;
}

/** How far the program is with a newer version of itself. */
export type UpdateState =
  /** Nothing was asked since the start. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'looking' }
  /** `at`: when it was asked, ISO 8601. */
  | { readonly kind: 'newest'; readonly at: string }
  | { readonly kind: 'found'; readonly newer: NewerVersion }
  /** `share`: from 0 to 1. */
  | { readonly kind: 'downloading'; readonly newer: NewerVersion; readonly share: number }
  /** Downloaded and verified; `onQuit`: it is installed when the program is quit. */
  | { readonly kind: 'ready'; readonly newer: NewerVersion; readonly onQuit: boolean }
  /**
   * `newer`: what was being fetched or made ready; null where the question itself failed. `asked`: a person
   * waits for the answer.
   */
  | {
      readonly kind: 'failed';
      readonly problem: ProblemValue;
      readonly newer: NewerVersion | null;
      readonly asked: boolean;
    };

/** What the interface shows of updates. */
export interface UpdateView {
  readonly state: UpdateState;
  /** Where newer versions are looked for; null where they are not, and then why. */
  readonly place: string | null;
  readonly without: 'off' | 'no-repository' | 'unreadable' | null;
  /** What has decided that in the place of the settings: a variable or a file; null where the settings do. */
  readonly managedBy: string | null;
  /** Why a newer version is to be installed by hand, in one sentence; null where the program does it. */
  readonly byHand: string | null;
  /** Whether the program can look of its own accord: in the browser it only does when it is asked. */
  readonly looksItself: boolean;
  /** Runs that have stopped and that only this version can take further. */
  readonly stoppedRuns: number;
}

import type { ReactNode } from 'react';
import type { CloseEntry } from '../../../core/contract/close/close-log.ts';
import type { CloseView } from '../../../core/contract/close/close-view.ts';
import type { RequirementId } from '../../../core/contract/close/sign-off.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';

/** What a part of the close is given. */
export interface ClosePanelProps {
  readonly view: CloseView;
  /** Who acts; null until somebody is chosen. */
  readonly person: string | null;
  /** What is signed can no longer be entered; testing a sample, for one, still can. */
  readonly isLocked: boolean;
  /** Why the last change was not taken. It stands above the parts; a dialog, which lies over them, shows it too. */
  readonly problem: ProblemValue | null;
  /** Something is on its way to the program. */
  readonly busy: boolean;
  /** Adds to the log of the close. Answers whether it was taken; trouble is shown above the parts. */
  readonly enter: (entries: readonly CloseEntry[]) => Promise<boolean>;
  /** Makes a call that changes the close and answers how it stands then; else as `enter`. */
  readonly change: (call: () => Promise<CloseView>) => Promise<boolean>;
  /** Makes any other call, with its trouble shown in the same place; undefined where it failed. */
  readonly act: <T>(call: () => Promise<T>) => Promise<T | undefined>;
}

/** A part of the close: it declares itself in a file of its own, and stands in the list of `parts.ts`. */
export interface ClosePart {
  /** In its address. */
  readonly id: string;
  readonly title: string;
  /** What has to be so before the period can be prepared, and is seen to here. */
  readonly clears: readonly RequirementId[];
  readonly Panel: (props: ClosePanelProps) => ReactNode;
}

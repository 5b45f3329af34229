import { useState } from 'react';
import type { ProblemValue } from '../../../core/contract/problem.ts';

/** What the grid has to tell beside its rows. */
export interface GridTold {
  readonly problem: ProblemValue | null;
  /** The id that was looked for and is not in the view. */
  readonly absent: string | null;
  /** What is under way, in words. */
  readonly busy: string | null;
  readonly setProblem: (problem: ProblemValue | null) => void;
  readonly setAbsent: (id: string | null) => void;
  readonly setBusy: (words: string | null) => void;
}

export function useNotices(): GridTold {
  const [problem, setProblem] = useState<ProblemValue | null>(null);
  const [absent, setAbsent] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  return { problem, absent, busy, setProblem, setAbsent, setBusy };
}

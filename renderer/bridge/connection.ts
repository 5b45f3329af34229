import { useSyncExternalStore } from 'react';
import type { ProblemValue } from '../../core/contract/problem.ts';

/** Whether the program behind the page can be reached; the problem where it cannot. */
export interface Connection {
  readonly problem: () => ProblemValue | null;
  /** Told by whoever talks to the program. */
  readonly tell: (problem: ProblemValue | null) => void;
  /** Returns the way to stop listening. */
  readonly subscribe: (listener: () => void) => () => void;
}

function newConnection(): Connection {
  const listeners = new Set<() => void>();
  let current: ProblemValue | null = null;
  return {
    problem: () => current,
    tell(problem) {
      if (current?.code === problem?.code) return;
      current = problem;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The page's own. In a window of Electron it never breaks: window and program end together. */
export const connection = newConnection();

export function useConnectionProblem(): ProblemValue | null {
  return useSyncExternalStore(connection.subscribe, connection.problem);
}

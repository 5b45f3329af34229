import { useQueryClient } from '@tanstack/react-query';
import { asProblem } from '../../core/contract/problem.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import { api } from '../bridge/api.ts';

/** Remembers how the grid is looked at, beyond this screen; the screen knows it at once. */
export function useRemember(
  failed: (problem: ProblemValue) => void,
): (key: string, value: string) => void {
  const queries = useQueryClient();
  return (key, value) => {
    queries.setQueryData(['prefs.get', { key }], value);
    void api('prefs.set', { key, value }).catch((thrown: unknown) => failed(asProblem(thrown)));
  };
}

import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { CloseEntry } from '../../core/contract/close/close-log.ts';
import type { CloseView } from '../../core/contract/close/close-view.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import { Problem } from '../../core/contract/problem.ts';
import { api, useCall } from '../bridge/api.ts';
import type { ClosePanelProps } from './frame/close-part.ts';

/** The close of a period, and the ways to change it. */
export interface ShownClose extends Pick<ClosePanelProps, 'problem' | 'busy' | 'change' | 'act'> {
  /** Undefined until it is there. */
  readonly view: CloseView | undefined;
  /** As a part of the close enters, and who does it; null: the user of this computer. */
  readonly enter: (entries: readonly CloseEntry[], by: string | null) => Promise<boolean>;
  /** Why it cannot be shown. */
  readonly error: ProblemValue | null;
}

/** Shows the close of a period of a source. */
export function useClose(of: { readonly sourceId: number; readonly period: string }): ShownClose {
  const queries = useQueryClient();
  const { data: view, error } = useCall('close.view', of, { staleTime: Infinity });
  const [refused, setRefused] = useState<ProblemValue | null>(null);
  const [underWay, setUnderWay] = useState(0);
  const act: ClosePanelProps['act'] = async (call) => {
    setRefused(null);
    setUnderWay((count) => count + 1);
    try {
      return await call();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setRefused(thrown);
      return undefined;
    } finally {
      setUnderWay((count) => count - 1);
    }
  };
  const change = async (call: () => Promise<CloseView>): Promise<boolean> => {
    const changed = await act(call);
    if (changed === undefined) return false;
    queries.setQueryData(['close.view', of], changed);
    // What was entered may be of all periods of the source.
    void queries.invalidateQueries({
      predicate: ({ queryKey: [name, input] }) =>
        name === 'runs.get' ||
        name === 'runs.list' ||
        name === 'close.periods' ||
        name === 'close.later-rows' ||
        name === 'close.sample' ||
        (name === 'close.view' && (input as typeof of).period !== of.period),
    });
    return true;
  };
  const enter = (entries: readonly CloseEntry[], by: string | null): Promise<boolean> =>
    change(() => api('close.enter', { ...of, entries: [...entries], ...(by !== null && { by }) }));
  return { view, error, problem: refused, busy: underWay > 0, act, change, enter };
}

import { useState } from 'react';
import { WHOLE_LIST, rememberedView } from './work-list.ts';
import type { WorkListView } from './work-list.ts';

/** The view of a run's list, as it was left: one comes back from a customer to where one was. */
export function useRememberedView(runId: string): [WorkListView, (view: WorkListView) => void] {
  const name = `exceptions:${runId}`;
  const [view, setView] = useState(() => rememberedView(sessionStorage.getItem(name)));
  return [
    view,
    (next) => {
      setView(next);
      if (next === WHOLE_LIST) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, JSON.stringify(next));
    },
  ];
}

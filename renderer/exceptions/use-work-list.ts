import { keepPreviousData } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CallInput, CallOutput } from '../../core/contract/api/api.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import type { ExceptionRecord } from '../../core/contract/run.ts';
import { useCall } from '../bridge/api.ts';
import { NOTHING_SELECTED } from './selection.ts';
import type { Selection } from './selection.ts';
import { useRememberedView } from './use-remembered-view.ts';
import { queryOf } from './work-list.ts';
import type { WorkListView } from './work-list.ts';

export const PAGE = 100;

/** A page of the exceptions of a run, what is selected in it, and the row that the keyboard is on. */
export interface WorkList {
  readonly view: WorkListView;
  readonly query: CallInput<'exceptions.list'>['query'];
  /** Another view, from its first page, with nothing selected. */
  readonly show: (view: WorkListView) => void;
  /** Another order of the same: what is selected stays. */
  readonly order: (view: WorkListView) => void;
  /** Undefined until it was read once. */
  readonly page: CallOutput<'exceptions.list'> | undefined;
  readonly problem: ProblemValue | null;
  readonly count: number;
  readonly items: readonly ExceptionRecord[];
  readonly offset: number;
  readonly turnTo: (offset: number) => void;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  readonly current: ExceptionRecord | undefined;
  readonly goTo: (key: string, place: number) => void;
}

export function useWorkList(runId: string): WorkList {
  const [view, setView] = useRememberedView(runId);
  const [offset, setOffset] = useState(0);
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const [active, setActive] = useState<{ readonly key: string; readonly place: number } | null>(
    null,
  );
  const query = queryOf(view);
  const page = useCall(
    'exceptions.list',
    { runId, query, offset, limit: PAGE },
    { placeholderData: keepPreviousData },
  );
  useEffect(() => {
    // Fewer pages than before: the last one that there is.
    if (page.data && !page.isPlaceholderData && offset > 0 && offset >= page.data.count)
      setOffset(Math.max(0, Math.floor((page.data.count - 1) / PAGE) * PAGE));
  }, [page.data, page.isPlaceholderData, offset]);
  const items = page.data?.items ?? [];
  return {
    view,
    query,
    show(next) {
      setView(next);
      setOffset(0);
      setActive(null);
      setSelection(NOTHING_SELECTED);
    },
    order(next) {
      setView(next);
      setOffset(0);
    },
    page: page.data,
    problem: page.error,
    count: page.data?.count ?? 0,
    items,
    offset,
    turnTo(next) {
      setOffset(next);
      setActive(null);
    },
    selection,
    select: setSelection,
    // A row that a change took out of the list leaves its place to the one after it.
    current:
      active === null
        ? undefined
        : (items.find(({ key }) => key === active.key) ??
          items[Math.min(active.place, items.length - 1)]),
    goTo: (key, place) => setActive({ key, place }),
  };
}

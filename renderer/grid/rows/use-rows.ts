import type { IDatasource } from 'ag-grid-community';
import { useRef, useState } from 'react';
import type { GridRow } from '../../../core/contract/api/grid.ts';
import { asProblem } from '../../../core/contract/problem.ts';
import { api } from '../../bridge/api.ts';
import { keepFocus } from './focus.ts';
import type { GridRef } from './focus.ts';
import { pageSource } from './page-source.ts';
import type { GridTold } from './use-notices.ts';
import type { ShownView } from '../view/use-grid-view.ts';

interface RowsParts {
  readonly runId: string;
  readonly grid: GridRef;
  readonly shown: ShownView;
  readonly told: GridTold;
  readonly firstColumn: string;
  /** A row was selected. */
  readonly onChosen: (row: GridRow) => void;
}

/** The rows of the view as they arrive in pages, and the way to one of them by its id. */
export interface ViewRows {
  readonly source: IDatasource;
  /** Null until the first page is there. */
  readonly total: number | null;
  readonly jumpTo: (id: string) => Promise<void>;
}

export function useRows({ runId, grid, shown, told, firstColumn, onChosen }: RowsParts): ViewRows {
  const [total, setTotal] = useState<number | null>(null);
  /** The place in the view whose row is to be selected as soon as its page is there. */
  const awaited = useRef<number | null>(null);

  /** Selects the row at a place of the view, now or when its page arrives. */
  function choose(index: number): void {
    const node = grid.current?.getDisplayedRowAtIndex(index);
    if (!node?.data) {
      awaited.current = index;
      return;
    }
    awaited.current = null;
    node.setSelected(true, true);
    onChosen(node.data);
  }
  const [source] = useState(() =>
    pageSource({
      fetch: (view, offset, limit) => api('grid.page', { runId, view, offset, limit }),
      view: shown.asked,
      arrived(page, offset) {
        told.setProblem(null);
        setTotal(page.total);
        const wanted = awaited.current;
        const row = wanted === null ? undefined : page.rows[wanted - offset];
        if (row) choose(wanted!);
        keepFocus(grid, offset, page.rows.length);
      },
      failed: told.setProblem,
    }),
  );
  async function jumpTo(id: string): Promise<void> {
    told.setAbsent(null);
    told.setBusy('Searching for the id');
    try {
      const index = await api('grid.find', { runId, view: shown.view, id });
      if (index === null) return told.setAbsent(id);
      grid.current?.ensureIndexVisible(index, 'middle');
      grid.current?.setFocusedCell(index, firstColumn);
      choose(index);
    } catch (thrown) {
      told.setProblem(asProblem(thrown));
    } finally {
      told.setBusy(null);
    }
  }
  return { source, total, jumpTo };
}

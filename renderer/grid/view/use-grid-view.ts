import type { GridApi } from 'ag-grid-community';
import { useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { GridColumn, GridRow, GridView } from '../../../core/contract/api/grid.ts';
import { filtersOf, modelOf } from '../columns/filter-model.ts';
import type { FilterModel } from '../columns/filter-model.ts';
import { sortOf, viewOf, WHOLE_VIEW } from './opened-view.ts';
import type { ViewScope } from './opened-view.ts';
import type { ChipPart } from './view-chips.tsx';

interface GridViewParts {
  /** Read once, when the grid is made. */
  readonly opened: GridView;
  readonly columns: readonly GridColumn[];
  readonly grid: RefObject<GridApi<GridRow> | null>;
  /** Another scope is shown from now on. */
  readonly onShow: () => void;
}

/** The view that the grid shows, and every way to another one. */
export interface ShownView {
  readonly scope: ViewScope;
  readonly view: GridView;
  readonly show: (next: ViewScope) => void;
  /** All rows, in their own order. */
  readonly reset: () => void;
  readonly remove: (part: ChipPart) => void;
  /** The view at this moment, with the filters and the sorting that the grid asks by. */
  readonly asked: (
    model: FilterModel,
    sorting: readonly { readonly colId: string; readonly sort: string }[],
  ) => GridView;
  /** The grid is there: it gets the filters and the order that it was opened with. */
  readonly begin: (ready: GridApi<GridRow>) => void;
  readonly sorted: (at: GridApi<GridRow>) => void;
  readonly filtered: (at: GridApi<GridRow>) => void;
}

export function useGridView({ opened, columns, grid, onShow }: GridViewParts): ShownView {
  const [start] = useState(() => modelOf(opened.filters, columns));
  const [scope, setScope] = useState<ViewScope>(() => ({ ...opened, kept: start.kept }));
  const [filters, setFilters] = useState(() => filtersOf(start.model, columns));
  const [sort, setSort] = useState(opened.sort);
  const view = useMemo(() => viewOf(scope, filters, sort), [scope, filters, sort]);
  // What pages are asked for: the grid asks on its own, between two renderings too.
  const asking = useRef(scope);

  function show(next: ViewScope): void {
    asking.current = next;
    setScope(next);
    onShow();
    grid.current?.deselectAll();
    if (grid.current?.getDisplayedRowCount()) grid.current.ensureIndexVisible(0, 'top');
    grid.current?.purgeInfiniteCache();
  }
  function unsort(): void {
    grid.current?.applyColumnState({ defaultState: { sort: null } });
  }
  function reset(): void {
    grid.current?.setFilterModel(null);
    unsort();
    show({ ...WHOLE_VIEW, kept: [] });
  }
  function remove(part: ChipPart): void {
    if (part === 'sort') unsort();
    else if (typeof part === 'string') show({ ...scope, [part]: part === 'quick' ? 'all' : null });
    else if (part < scope.kept.length)
      show({ ...scope, kept: scope.kept.filter((_, at) => at !== part) });
    else {
      const { column } = view.filters[part]!;
      const model = Object.entries(grid.current?.getFilterModel() ?? {});
      grid.current?.setFilterModel(Object.fromEntries(model.filter(([name]) => name !== column)));
    }
  }
  return {
    scope,
    view,
    show,
    reset,
    remove,
    asked: (model, sorting) => viewOf(asking.current, filtersOf(model, columns), sortOf(sorting)),
    begin(ready) {
      if (opened.sort.length > 0)
        ready.applyColumnState({
          state: opened.sort.map(({ column, descending }, sortIndex) => ({
            colId: column,
            sort: descending ? 'desc' : 'asc',
            sortIndex,
          })),
        });
      if (Object.keys(start.model).length > 0) ready.setFilterModel(start.model);
    },
    sorted: (at) => setSort(sortingOf(at)),
    filtered: (at) => setFilters(filtersOf(at.getFilterModel(), columns)),
  };
}

function sortingOf(at: GridApi<GridRow>): GridView['sort'] {
  return sortOf(
    at
      .getColumnState()
      .filter(({ sort: how }) => how != null)
      .toSorted((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
      .map(({ colId, sort: how }) => ({ colId, sort: how })),
  );
}

import type {
  CellFocusedEvent,
  CellKeyDownEvent,
  FullWidthCellKeyDownEvent,
  GridApi,
  RowClickedEvent,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { keepPreviousData, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { GridFacts, GridRow, GridView } from '../../core/contract/api/grid.ts';
import type { TableFormat } from '../../core/contract/api/shell.ts';
import { asProblem } from '../../core/contract/problem.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import { api, useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { SplitHandle } from '../components/controls/split-handle.tsx';
import { EmptyState } from '../components/surfaces/surfaces.tsx';
import { useShortcut } from '../components/overlays/shortcuts.tsx';
import { useExport } from '../components/surfaces/use-export.ts';
import { useFormat, useSettings } from '../format/use-format.ts';
import { choiceKey, shownNames } from './columns/column-choice.ts';
import type { ColumnChoice } from './columns/column-choice.ts';
import { columnDefsOf, MARKS_COLUMN } from './columns/column-defs.ts';
import { ColumnDialog } from './columns/column-dialog.tsx';
import { filtersOf, modelOf } from './columns/filter-model.ts';
import { GRID_OPTIONS } from './grid-options.ts';
import { GridNotices } from './grid-notices.tsx';
import css from './grid.module.css';
import { MarksLegend } from './marks-legend.tsx';
import { isWhole, sortOf, viewOf, WHOLE_VIEW } from './view/opened-view.ts';
import type { ViewScope } from './view/opened-view.ts';
import { pageSource } from './page-source.ts';
import { TotalsLine } from './view/totals-line.tsx';
import { TrailPanel } from './trail-panel.tsx';
import type { TrailSubject } from './trail-panel.tsx';
import { useLater } from './use-later.ts';
import { useRowCopies } from './use-row-copies.ts';
import { ViewActions } from './view/view-actions.tsx';
import { ViewBar } from './view/view-bar.tsx';
import { ViewChips } from './view/view-chips.tsx';
import type { ChipPart } from './view/view-chips.tsx';

const REMEMBER_AFTER_MS = 500;
const FOLLOW_AFTER_MS = 150;
const TRAIL_WIDTH = { min: 300, max: 900 };

interface MatchedGridProps {
  readonly facts: GridFacts;
  /** Read once, when the grid is made. */
  readonly opened: GridView;
  readonly choice: ColumnChoice;
  readonly trailWidth: number;
  /** What the grid shows has changed. */
  readonly onView: (view: GridView) => void;
}

export function MatchedGrid(props: MatchedGridProps) {
  const { facts, opened, onView } = props;
  const { runId, columns } = facts;
  const format = useFormat();
  const { numberFormat } = useSettings();
  const queries = useQueryClient();
  const exporting = useExport();

  const grid = useRef<GridApi<GridRow> | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const idBox = useRef<HTMLInputElement>(null);

  const [start] = useState(() => modelOf(opened.filters, columns));
  const [scope, setScope] = useState<ViewScope>(() => ({ ...opened, kept: start.kept }));
  const [filters, setFilters] = useState(() => filtersOf(start.model, columns));
  const [sort, setSort] = useState(opened.sort);
  const [choice, setChoice] = useState(props.choice);
  const [choosing, setChoosing] = useState(false);
  const [subject, setSubject] = useState<TrailSubject | null>(null);
  const [trailWidth, setTrailWidth] = useState(props.trailWidth);
  const [total, setTotal] = useState<number | null>(null);
  const [selected, setSelected] = useState(0);
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<ProblemValue | null>(null);
  const [absent, setAbsent] = useState<string | null>(null);

  const view = useMemo(() => viewOf(scope, filters, sort), [scope, filters, sort]);
  // What pages are asked for: the grid asks on its own, between two renderings too.
  const asking = useRef(scope);
  /** The place in the view whose row is to be selected as soon as its page is there. */
  const awaited = useRef<number | null>(null);

  useLater(view, REMEMBER_AFTER_MS, onView);
  useLater(choice, REMEMBER_AFTER_MS, (next) => remember(choiceKey(columns), JSON.stringify(next)));
  useLater(trailWidth, REMEMBER_AFTER_MS, (next) => remember('grid.trail-width', String(next)));
  function remember(key: string, value: string): void {
    queries.setQueryData(['prefs.get', { key }], value);
    void api('prefs.set', { key, value }).catch((thrown: unknown) => setProblem(asProblem(thrown)));
  }

  const totals = useCall(
    'grid.totals',
    { runId, view },
    { placeholderData: keepPreviousData, staleTime: Infinity },
  );

  const place = useMemo(
    () => ({
      id: columns.findIndex(({ field }) => field === 'TRANS_ID'),
      customer: columns.findIndex(({ field }) => field === 'CUSTOMERID'),
    }),
    [columns],
  );
  const openTrail = useCallback(
    (row: GridRow) => {
      const text = (at: number): string => String(row.cells[at] ?? '');
      setSubject({ id: text(place.id), customer: text(place.customer) });
    },
    [place],
  );
  const [source] = useState(() =>
    pageSource({
      fetch: (asked, offset, limit) => api('grid.page', { runId, view: asked, offset, limit }),
      view: (model, sorting) => viewOf(asking.current, filtersOf(model, columns), sortOf(sorting)),
      arrived(page, offset) {
        setProblem(null);
        setTotal(page.total);
        const wanted = awaited.current;
        const row = wanted === null ? undefined : page.rows[wanted - offset];
        if (row) choose(wanted!);
        keepFocus(offset, page.rows.length);
      },
      failed: setProblem,
    }),
  );

  /** Selects the row at a place of the view and opens its trail, now or when its page arrives. */
  function choose(index: number): void {
    const node = grid.current?.getDisplayedRowAtIndex(index);
    if (!node?.data) {
      awaited.current = index;
      return;
    }
    awaited.current = null;
    node.setSelected(true, true);
    openTrail(node.data);
  }
  function show(next: ViewScope): void {
    asking.current = next;
    setScope(next);
    setAbsent(null);
    grid.current?.deselectAll();
    if (grid.current?.getDisplayedRowCount()) grid.current.ensureIndexVisible(0, 'top');
    grid.current?.purgeInfiniteCache();
  }
  function reset(): void {
    grid.current?.setFilterModel(null);
    grid.current?.applyColumnState({ defaultState: { sort: null } });
    show({ ...WHOLE_VIEW, kept: [] });
  }
  function remove(part: ChipPart): void {
    if (part === 'sort') grid.current?.applyColumnState({ defaultState: { sort: null } });
    else if (typeof part === 'string') show({ ...scope, [part]: part === 'quick' ? 'all' : null });
    else if (part < scope.kept.length)
      show({ ...scope, kept: scope.kept.filter((_, at) => at !== part) });
    else {
      const { column } = view.filters[part]!;
      const model = Object.entries(grid.current?.getFilterModel() ?? {});
      grid.current?.setFilterModel(Object.fromEntries(model.filter(([name]) => name !== column)));
    }
  }
  async function jumpTo(id: string): Promise<void> {
    setAbsent(null);
    setBusy('Looking for the id');
    try {
      const index = await api('grid.find', { runId, view, id });
      if (index === null) return setAbsent(id);
      grid.current?.ensureIndexVisible(index, 'middle');
      focusRow(index);
      choose(index);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(null);
    }
  }
  function focusRow(index: number): void {
    grid.current?.setFocusedCell(index, shownNames(choice)[0] ?? MARKS_COLUMN);
  }
  /**
   * The grid draws rows anew when their page arrives, and a cell far away only after the one that had
   * the focus is gone: the focus is then on nothing, and the keyboard would do nothing.
   */
  function keepFocus(from: number, count: number): void {
    requestAnimationFrame(() => {
      const focused = grid.current?.getFocusedCell();
      if (!focused || document.activeElement !== document.body) return;
      const { rowIndex, column } = focused;
      if (rowIndex >= from && rowIndex < from + count)
        grid.current?.setFocusedCell(rowIndex, column);
    });
  }
  /** To the first or the last row of the view, in the column that has the focus. */
  function goToEnd(end: 'first' | 'last', from: Element): void {
    const at = grid.current;
    if (!at || at.getDisplayedRowCount() === 0) return;
    const index = end === 'first' ? 0 : at.getDisplayedRowCount() - 1;
    const column = from.closest('[role="gridcell"][col-id]')?.getAttribute('col-id');
    at.ensureIndexVisible(index, end === 'first' ? 'top' : 'bottom');
    if (column == null) focusRow(index);
    else at.setFocusedCell(index, column);
    keepFocus(index, 1);
  }
  function focusGrid(): void {
    const focused = grid.current?.getFocusedCell();
    focusRow(focused?.rowIndex ?? grid.current?.getFirstDisplayedRowIndex() ?? 0);
  }
  function closeTrail(): void {
    setSubject(null);
    focusGrid();
  }

  const copies = useRowCopies({
    facts,
    view,
    names: shownNames(choice),
    grid,
    busy: setBusy,
    failed: setProblem,
  });
  function saveView(as: TableFormat): void {
    const name = `matched-rows-${runId}.${as}`;
    void exporting.save(name, (target) =>
      api('grid.export', { runId, view, columns: shownNames(choice), format: as, target }),
    );
  }

  function applyChoice(next: ColumnChoice): void {
    setChoice(next);
    grid.current?.applyColumnState({
      state: next.map(({ name, hidden, width }) => ({ colId: name, hide: hidden, width })),
      applyOrder: true,
    });
  }
  function readChoice(): void {
    const state = grid.current?.getColumnState() ?? [];
    setChoice(
      state
        .filter(({ colId }) => colId !== MARKS_COLUMN)
        .map(({ colId, hide, width }) => ({
          name: colId,
          hidden: hide === true,
          width: width ?? 120,
        })),
    );
  }

  useShortcut({ keys: 'alt+f', does: 'Find a row by its id', group: 'Matched rows' }, () =>
    idBox.current?.focus(),
  );
  useShortcut({ keys: 'alt+x', does: 'Only exceptions, or all rows', group: 'Matched rows' }, () =>
    show({ ...scope, quick: scope.quick === 'exceptions' ? 'all' : 'exceptions' }),
  );
  useShortcut({ keys: 'alt+g', does: 'Go to the grid', group: 'Matched rows' }, focusGrid);
  useShortcut({ keys: 'alt+l', does: 'Go to the lot trail', group: 'Matched rows' }, () =>
    heading.current?.focus(),
  );

  const follow = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(follow.current), []);
  const onCellFocused = ({ rowIndex, api: at }: CellFocusedEvent<GridRow>): void => {
    if (subject === null || rowIndex === null) return;
    clearTimeout(follow.current);
    follow.current = setTimeout(() => {
      const row = at.getDisplayedRowAtIndex(rowIndex)?.data;
      if (row) openTrail(row);
    }, FOLLOW_AFTER_MS);
  };
  const onRowClicked = ({ data, event }: RowClickedEvent<GridRow>): void => {
    const many = event instanceof MouseEvent && (event.shiftKey || event.ctrlKey || event.metaKey);
    if (data && !many) openTrail(data);
  };
  const onCellKeyDown = ({
    event,
    data,
    node,
  }: CellKeyDownEvent<GridRow> | FullWidthCellKeyDownEvent<GridRow>): void => {
    if (!(event instanceof globalThis.KeyboardEvent) || event.key !== 'Enter' || !data) return;
    node.setSelected(true, true);
    openTrail(data);
    // The panel may only now be on its way to the page.
    requestAnimationFrame(() => heading.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { target } = event;
    // A filter that is open has its own Escape and its own text to copy.
    if (!(target instanceof Element) || target.closest('.ag-popup, input')) return;
    if (event.key === 'Escape' && subject !== null) closeTrail();
    if ((event.ctrlKey || event.metaKey) && (event.key === 'Home' || event.key === 'End')) {
      // The browser's own answer scrolls and leaves the focus where it was, on a row out of sight.
      event.preventDefault();
      goToEnd(event.key === 'Home' ? 'first' : 'last', target);
    }
    const wantsCopy = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === 'c';
    if (wantsCopy) {
      event.preventDefault();
      copies.selected();
    }
  };

  // The columns start from what was chosen before; after that the grid has order and widths.
  const [first] = useState(props.choice);
  const columnDefs = useMemo(
    () => columnDefsOf(columns, first, format, numberFormat),
    [columns, first, format, numberFormat],
  );

  return (
    <section className={css.screen} aria-labelledby="matched-rows">
      <h2 id="matched-rows" className="visually-hidden">
        Matched rows
      </h2>
      <ViewBar
        runId={runId}
        scope={scope}
        periods={facts.periods}
        idBox={idBox}
        onScope={show}
        onFind={(id) => void jumpTo(id)}
      />
      <ViewChips view={view} columns={columns} onRemove={remove} onReset={reset}>
        <ViewActions
          exporting={exporting.busy}
          onColumns={() => setChoosing(true)}
          onCopySelected={copies.selected}
          onCopyView={() => void copies.view()}
          onExport={saveView}
        />
      </ViewChips>
      <div className={css.split}>
        <div className={css.gridSide} ref={frame} onKeyDown={onKeyDown}>
          <div className={css.grid}>
            <AgGridReact<GridRow>
              {...GRID_OPTIONS}
              datasource={source}
              columnDefs={columnDefs}
              onGridPreDestroyed={() => {
                grid.current = null;
              }}
              onGridReady={({ api: ready }) => {
                grid.current = ready;
                if (opened.sort.length > 0)
                  ready.applyColumnState({
                    state: opened.sort.map(({ column, descending }, sortIndex) => ({
                      colId: column,
                      sort: descending ? 'desc' : 'asc',
                      sortIndex,
                    })),
                  });
                if (Object.keys(start.model).length > 0) ready.setFilterModel(start.model);
              }}
              onSortChanged={({ api: at }) => {
                const sorted = at.getColumnState().filter(({ sort: how }) => how != null);
                setSort(
                  sortOf(
                    sorted
                      .toSorted((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
                      .map(({ colId, sort: how }) => ({ colId, sort: how })),
                  ),
                );
              }}
              onFilterChanged={({ api: at }) => setFilters(filtersOf(at.getFilterModel(), columns))}
              onSelectionChanged={({ api: at }) => setSelected(at.getSelectedNodes().length)}
              onColumnMoved={({ finished, source: by }) => finished && by !== 'api' && readChoice()}
              onColumnResized={({ finished, source: by }) =>
                finished && by !== 'api' && readChoice()
              }
              onCellFocused={onCellFocused}
              onRowClicked={onRowClicked}
              onCellKeyDown={onCellKeyDown}
            />
            {total === 0 && !problem && (
              <div className={css.nothing}>
                <EmptyState
                  title="No rows in this view."
                  action={!isWhole(view) && <Button onClick={reset}>Reset the view</Button>}
                >
                  Take a filter away, or reset the view.
                </EmptyState>
              </div>
            )}
            <GridNotices
              problem={problem}
              absent={absent}
              onAgain={() => show(scope)}
              onSearch={(id) => {
                reset();
                show({ ...WHOLE_VIEW, kept: [], search: id });
              }}
              onClose={() => {
                setProblem(null);
                setAbsent(null);
              }}
            />
          </div>
        </div>
        {subject && (
          <>
            <SplitHandle
              label="Width of the lot trail"
              value={trailWidth}
              {...TRAIL_WIDTH}
              onChange={setTrailWidth}
            />
            <TrailPanel
              runId={runId}
              subject={subject}
              width={trailWidth}
              headingRef={heading}
              onSelect={(id) => setSubject({ ...subject, id })}
              onClose={closeTrail}
            />
          </>
        )}
      </div>
      <TotalsLine
        totals={totals.data}
        stale={totals.isPlaceholderData || totals.isLoading}
        currencies={facts.currencies}
        selected={selected}
        busy={busy ?? (exporting.busy ? 'Writing the file' : null)}
      />
      <MarksLegend />
      <ColumnDialog
        open={choosing}
        onClose={() => setChoosing(false)}
        columns={columns}
        choice={choice}
        onChange={applyChoice}
      />
    </section>
  );
}

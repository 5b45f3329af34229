import {
  CellStyleModule,
  ColumnApiModule,
  CustomFilterModule,
  DateFilterModule,
  EventApiModule,
  InfiniteRowModelModule,
  ModuleRegistry,
  NumberFilterModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TextFilterModule,
  TooltipModule,
} from 'ag-grid-community';
import type {
  CellFocusedEvent,
  CellKeyDownEvent,
  FullWidthCellKeyDownEvent,
  GridApi,
  RowClickedEvent,
  RowClassRules,
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
import { Button } from '../components/controls.tsx';
import { SplitHandle } from '../components/split-handle.tsx';
import { EmptyState, Notice, ProblemNotice } from '../components/surfaces.tsx';
import { useShortcut } from '../components/shortcuts.tsx';
import { useToast } from '../components/toasts.tsx';
import { useExport } from '../components/use-export.ts';
import { useFormat, useSettings } from '../format/use-format.ts';
import { styleNonce } from '../theme/nonce.ts';
import { choiceKey, shownNames } from './column-choice.ts';
import type { ColumnChoice } from './column-choice.ts';
import { columnDefsOf, MARKS_COLUMN } from './column-defs.ts';
import { ColumnDialog } from './column-dialog.tsx';
import { rowTone } from './exception-marks.ts';
import { filtersOf, modelOf } from './filter-model.ts';
import { gridTheme } from './grid-theme.ts';
import css from './grid.module.css';
import { MarksLegend } from './marks-legend.tsx';
import { isWhole, sortOf, viewOf, WHOLE_VIEW } from './opened-view.ts';
import type { ViewScope } from './opened-view.ts';
import { pageSource } from './page-source.ts';
import { rowsAsText } from './rows-as-text.ts';
import { TotalsLine } from './totals-line.tsx';
import { TrailPanel } from './trail-panel.tsx';
import type { TrailSubject } from './trail-panel.tsx';
import { ViewActions } from './view-actions.tsx';
import { ViewBar } from './view-bar.tsx';
import { ViewChips } from './view-chips.tsx';
import type { ChipPart } from './view-chips.tsx';

// The community's modules one by one, and only those that are used.
ModuleRegistry.registerModules([
  CellStyleModule,
  ColumnApiModule,
  CustomFilterModule,
  DateFilterModule,
  EventApiModule,
  InfiniteRowModelModule,
  NumberFilterModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TextFilterModule,
  TooltipModule,
]);

const BLOCK = 150;
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
  const toast = useToast();
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
  function focusGrid(): void {
    const focused = grid.current?.getFocusedCell();
    focusRow(focused?.rowIndex ?? grid.current?.getFirstDisplayedRowIndex() ?? 0);
  }
  function closeTrail(): void {
    setSubject(null);
    focusGrid();
  }

  async function copyText(text: Promise<string>, told: (text: string) => string): Promise<void> {
    try {
      const ready = await text;
      await navigator.clipboard.writeText(ready);
      toast(told(ready));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  }
  function copySelected(): void {
    const rows = (grid.current?.getSelectedNodes() ?? [])
      .toSorted((a, b) => (a.rowIndex ?? 0) - (b.rowIndex ?? 0))
      .flatMap(({ data }) => data ?? []);
    if (rows.length === 0) return toast('Select rows first: click, Shift+click, or Space.');
    const text = rowsAsText(rows, columns, shownNames(choice));
    void copyText(Promise.resolve(text), () =>
      rows.length === 1 ? 'Copied: 1 row.' : `Copied: ${format.count(rows.length)} rows.`,
    );
  }
  async function copyView(): Promise<void> {
    setBusy('Copying the view');
    const answer = api('grid.tsv', { runId, view, columns: shownNames(choice) });
    await copyText(
      answer.then(({ text }) => text),
      () => 'Copied: the view.',
    );
    const { rows, total: all } = await answer.catch(() => ({ rows: 0, total: 0 }));
    if (rows < all)
      toast(
        `Copied were the first ${format.count(rows)} of ${format.count(all)} rows. Export the view to have all of them.`,
      );
    setBusy(null);
  }
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
    const typing = event.target instanceof HTMLInputElement;
    if (event.key === 'Escape' && subject !== null && !typing) closeTrail();
    const copies = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === 'c';
    if (copies && !typing) {
      event.preventDefault();
      copySelected();
    }
  };

  const columnDefs = useMemo(
    () => columnDefsOf(columns, props.choice, format, numberFormat),
    // The choice is where the columns start from; after that the grid has it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [columns, format, numberFormat],
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
          onCopySelected={copySelected}
          onCopyView={() => void copyView()}
          onExport={saveView}
        />
      </ViewChips>
      <div className={css.split}>
        <div className={css.gridSide} ref={frame} onKeyDown={onKeyDown}>
          <div className={css.grid}>
            <AgGridReact<GridRow>
              theme={gridTheme}
              styleNonce={NONCE}
              rowModelType="infinite"
              datasource={source}
              columnDefs={columnDefs}
              defaultColDef={DEFAULT_COLUMN}
              maintainColumnOrder
              getRowId={({ data }) => String(data.n)}
              rowClassRules={ROW_CLASSES}
              rowSelection={SELECTION}
              cacheBlockSize={BLOCK}
              maxConcurrentDatasourceRequests={2}
              blockLoadDebounceMillis={40}
              maxBlocksInCache={40}
              rowBuffer={8}
              suppressDragLeaveHidesColumns
              enableBrowserTooltips
              animateRows={false}
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
            <div className={css.over}>
              {problem && (
                <ProblemNotice
                  problem={problem}
                  actions={
                    <>
                      <Button onClick={() => show(scope)}>Try again</Button>
                      <Button onClick={() => setProblem(null)}>Close</Button>
                    </>
                  }
                />
              )}
              {absent !== null && (
                <Notice
                  tone="info"
                  title={`No row in this view has the TRANS_ID ${absent}.`}
                  actions={
                    <>
                      <Button
                        onClick={() => {
                          reset();
                          show({ ...WHOLE_VIEW, kept: [], search: absent });
                        }}
                      >
                        Search all rows and columns
                      </Button>
                      <Button onClick={() => setAbsent(null)}>Close</Button>
                    </>
                  }
                >
                  It may be left out by a filter, or be the id of an order, a customer or a
                  redemption.
                </Notice>
              )}
            </div>
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

const NONCE = styleNonce() ?? '';
const DEFAULT_COLUMN = { minWidth: 60, cellDataType: false, suppressHeaderMenuButton: true };
const SELECTION = {
  mode: 'multiRow',
  checkboxes: false,
  headerCheckbox: false,
  enableClickSelection: true,
} as const;
const ROW_CLASSES: RowClassRules<GridRow> = {
  [css.rowBad!]: ({ data }) => data !== undefined && rowTone(data.flags) === 'bad',
  [css.rowWarn!]: ({ data }) => data !== undefined && rowTone(data.flags) === 'warn',
  [css.rowInfo!]: ({ data }) => data !== undefined && rowTone(data.flags) === 'info',
};

/** Tells a value when it has stayed the same for a moment; not the one it began with. */
function useLater<T>(value: T, ms: number, tell: (value: T) => void): void {
  const told = useRef(value);
  const teller = useRef(tell);
  useEffect(() => {
    teller.current = tell;
  });
  useEffect(() => {
    if (told.current === value) return undefined;
    const timer = setTimeout(() => {
      told.current = value;
      teller.current(value);
    }, ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
}

import { keepPreviousData } from '@tanstack/react-query';
import type { GridApi } from 'ag-grid-community';
import { useRef, useState } from 'react';
import type { GridFacts, GridRow, GridView } from '../../core/contract/api/grid.ts';
import type { TableFormat } from '../../core/contract/calls/written-file.ts';
import { api, useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { SplitHandle } from '../components/controls/split-handle.tsx';
import { EmptyState } from '../components/surfaces/surfaces.tsx';
import { useExport } from '../components/surfaces/use-export.ts';
import { choiceKey } from './columns/column-choice.ts';
import type { ColumnChoice } from './columns/column-choice.ts';
import { MARKS_COLUMN } from './columns/column-defs.ts';
import { ColumnDialog } from './columns/column-dialog.tsx';
import { useColumnChoice } from './columns/use-column-choice.ts';
import { focusGrid } from './rows/focus.ts';
import { GridNotices } from './rows/grid-notices.tsx';
import css from './grid.module.css';
import { MarksLegend } from './marks-legend.tsx';
import { RowsGrid } from './rows/rows-grid.tsx';
import { TrailPanel } from './trail-panel.tsx';
import { useGridKeys } from './use-grid-keys.ts';
import { useLater } from './use-later.ts';
import { useNotices } from './rows/use-notices.ts';
import type { GridTold } from './rows/use-notices.ts';
import { useRemember } from './use-remember.ts';
import { useRowCopies } from './rows/use-row-copies.ts';
import { useRows } from './rows/use-rows.ts';
import { useTrail } from './use-trail.ts';
import type { OpenTrail } from './use-trail.ts';
import { isWhole, WHOLE_VIEW } from './view/opened-view.ts';
import { TotalsLine } from './view/totals-line.tsx';
import { useGridView } from './view/use-grid-view.ts';
import type { ShownView } from './view/use-grid-view.ts';
import { ViewActions } from './view/view-actions.tsx';
import { ViewBar } from './view/view-bar.tsx';
import { ViewChips } from './view/view-chips.tsx';

const REMEMBER_AFTER_MS = 500;
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

/** The matched rows with what is done with them: the view above, the lot trail beside, the totals below. */
export function MatchedGrid(props: MatchedGridProps) {
  const { facts, opened, onView } = props;
  const { runId, columns } = facts;
  const grid = useRef<GridApi<GridRow> | null>(null);
  const idBox = useRef<HTMLInputElement>(null);
  const [choosing, setChoosing] = useState(false);
  const [selected, setSelected] = useState(0);
  const [trailWidth, setTrailWidth] = useState(props.trailWidth);

  const told = useNotices();
  const chosen = useColumnChoice(columns, props.choice, grid);
  const firstColumn = chosen.names[0] ?? MARKS_COLUMN;
  const shown = useGridView({ opened, columns, grid, onShow: () => told.setAbsent(null) });
  const trail = useTrail(columns, () => focusGrid(grid, firstColumn));
  const rows = useRows({ runId, grid, shown, told, firstColumn, onChosen: trail.open });
  const { view } = shown;
  const copies = useRowCopies({
    facts,
    view,
    names: chosen.names,
    grid,
    busy: told.setBusy,
    failed: told.setProblem,
  });
  const exporting = useViewExport(runId, view, chosen.names);
  const keys = useGridKeys({ grid, shown, trail, idBox, firstColumn, onCopy: copies.selected });

  useKeptLook({ view, choice: chosen.choice, trailWidth, columns, told, onView });

  return (
    <section className={css.screen} aria-labelledby="matched-rows">
      <h2 id="matched-rows" className="visually-hidden">
        Matched rows
      </h2>
      <ViewBar
        runId={runId}
        scope={shown.scope}
        periods={facts.periods}
        idBox={idBox}
        onScope={shown.show}
        onFind={(id) => void rows.jumpTo(id)}
      />
      <ViewChips view={view} columns={columns} onRemove={shown.remove} onReset={shown.reset}>
        <ViewActions
          exporting={exporting.busy}
          onColumns={() => setChoosing(true)}
          onCopySelected={copies.selected}
          onCopyView={() => void copies.view()}
          onExport={exporting.save}
        />
      </ViewChips>
      <div className={css.split}>
        <div className={css.gridSide} onKeyDown={keys.onKeyDown}>
          <RowsGrid
            grid={grid}
            shown={shown}
            columns={chosen}
            datasource={rows.source}
            onSelected={setSelected}
            onCellFocused={trail.follow}
            onRowClicked={keys.onRowClicked}
            onCellKeyDown={keys.onCellKeyDown}
          >
            <OverRows shown={shown} told={told} total={rows.total} />
          </RowsGrid>
        </div>
        <TrailSide runId={runId} trail={trail} width={trailWidth} onWidth={setTrailWidth} />
      </div>
      <Totals
        facts={facts}
        view={view}
        selected={selected}
        busy={told.busy ?? (exporting.busy ? 'Writing the file' : null)}
      />
      <MarksLegend />
      <ColumnDialog
        open={choosing}
        onClose={() => setChoosing(false)}
        columns={columns}
        choice={chosen.choice}
        onChange={chosen.apply}
      />
    </section>
  );
}

/** Writes the view to a file, with the columns that are shown. */
function useViewExport(runId: string, view: GridView, names: readonly string[]) {
  const { busy, save } = useExport();
  return {
    busy,
    save: (format: TableFormat): void =>
      void save(`matched-rows-${runId}.${format}`, (target) =>
        api('grid.export', { runId, view, columns: [...names], format, target }),
      ),
  };
}

interface Look extends Pick<MatchedGridProps, 'choice' | 'trailWidth' | 'onView'> {
  readonly view: GridView;
  readonly columns: GridFacts['columns'];
  readonly told: GridTold;
}

/** Keeps how the grid is looked at, once it has stayed so for a moment. */
function useKeptLook({ view, choice, trailWidth, columns, told, onView }: Look): void {
  const remember = useRemember(told.setProblem);
  useLater(view, REMEMBER_AFTER_MS, onView);
  useLater(choice, REMEMBER_AFTER_MS, (next) => remember(choiceKey(columns), JSON.stringify(next)));
  useLater(trailWidth, REMEMBER_AFTER_MS, (next) => remember('grid.trail-width', String(next)));
}

/** That there are no rows, or why. */
function OverRows(props: {
  readonly shown: ShownView;
  readonly told: GridTold;
  readonly total: number | null;
}) {
  const { shown, told, total } = props;
  const { view, scope, show, reset } = shown;
  return (
    <>
      {total === 0 && !told.problem && (
        <div className={css.nothing}>
          <EmptyState
            title="No rows in this view."
            action={!isWhole(view) && <Button onClick={reset}>Reset the view</Button>}
          >
            Remove a filter, or reset the view.
          </EmptyState>
        </div>
      )}
      <GridNotices
        problem={told.problem}
        absent={told.absent}
        onAgain={() => show(scope)}
        onSearch={(id) => {
          reset();
          show({ ...WHOLE_VIEW, kept: [], search: id });
        }}
        onClose={() => {
          told.setProblem(null);
          told.setAbsent(null);
        }}
      />
    </>
  );
}

function TrailSide(props: {
  readonly runId: string;
  readonly trail: OpenTrail;
  readonly width: number;
  readonly onWidth: (width: number) => void;
}) {
  const { runId, trail, width, onWidth } = props;
  if (trail.subject === null) return null;
  return (
    <>
      <SplitHandle
        label="Width of the lot trail"
        value={width}
        {...TRAIL_WIDTH}
        onChange={onWidth}
      />
      <TrailPanel
        runId={runId}
        subject={trail.subject}
        width={width}
        headingRef={trail.heading}
        onSelect={trail.select}
        onClose={trail.close}
      />
    </>
  );
}

function Totals(props: {
  readonly facts: GridFacts;
  readonly view: GridView;
  readonly selected: number;
  readonly busy: string | null;
}) {
  const { facts, view, selected, busy } = props;
  const totals = useCall(
    'grid.totals',
    { runId: facts.runId, view },
    { placeholderData: keepPreviousData, staleTime: Infinity },
  );
  return (
    <TotalsLine
      totals={totals.data}
      stale={totals.isPlaceholderData || totals.isLoading}
      currencies={facts.currencies}
      selected={selected}
      busy={busy}
    />
  );
}

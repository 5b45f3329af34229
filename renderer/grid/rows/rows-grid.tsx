import { AgGridReact } from 'ag-grid-react';
import type { AgGridReactProps } from 'ag-grid-react';
import type { ReactNode } from 'react';
import type { GridRow } from '../../../core/contract/api/grid.ts';
import type { ChosenColumns } from '../columns/use-column-choice.ts';
import type { GridRef } from './focus.ts';
import { GRID_OPTIONS } from './grid-options.ts';
import css from './rows.module.css';
import type { ShownView } from '../view/use-grid-view.ts';

type GridEvents = Pick<
  AgGridReactProps<GridRow>,
  'datasource' | 'onCellFocused' | 'onRowClicked' | 'onCellKeyDown'
>;

interface RowsGridProps extends GridEvents {
  readonly grid: GridRef;
  readonly shown: ShownView;
  readonly columns: ChosenColumns;
  /** How many rows are selected. */
  readonly onSelected: (count: number) => void;
  /** What lies over the rows. */
  readonly children: ReactNode;
}

/** The rows themselves. What the grid says of its sorting, filters and columns goes to who keeps it. */
export function RowsGrid({ grid, shown, columns, onSelected, children, ...events }: RowsGridProps) {
  return (
    <div className={css.grid}>
      <AgGridReact<GridRow>
        {...GRID_OPTIONS}
        {...events}
        columnDefs={columns.defs}
        onGridPreDestroyed={() => {
          grid.current = null;
        }}
        onGridReady={({ api: ready }) => {
          grid.current = ready;
          shown.begin(ready);
        }}
        onSortChanged={({ api: at }) => shown.sorted(at)}
        onFilterChanged={({ api: at }) => shown.filtered(at)}
        onSelectionChanged={({ api: at }) => onSelected(at.getSelectedNodes().length)}
        onColumnMoved={({ finished, source: by }) => finished && by !== 'api' && columns.read()}
        onColumnResized={({ finished, source: by }) => finished && by !== 'api' && columns.read()}
      />
      {children}
    </div>
  );
}

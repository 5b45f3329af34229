import type { GridApi } from 'ag-grid-community';
import type { RefObject } from 'react';
import type { GridRow } from '../../../core/contract/api/grid.ts';

/** The grid once it is ready, until it is taken down. */
export type GridRef = RefObject<GridApi<GridRow> | null>;

/**
 * The grid draws rows anew when their page arrives, and a cell far away only after the one that had
 * the focus is gone: the focus is then on nothing, and the keyboard would do nothing.
 */
export function keepFocus(grid: GridRef, from: number, count: number): void {
  requestAnimationFrame(() => {
    const focused = grid.current?.getFocusedCell();
    if (!focused || document.activeElement !== document.body) return;
    const { rowIndex, column } = focused;
    if (rowIndex >= from && rowIndex < from + count) grid.current?.setFocusedCell(rowIndex, column);
  });
}

/** To the row that had the focus last, or the first one in sight. */
export function focusGrid(grid: GridRef, firstColumn: string): void {
  const focused = grid.current?.getFocusedCell();
  const index = focused?.rowIndex ?? grid.current?.getFirstDisplayedRowIndex() ?? 0;
  grid.current?.setFocusedCell(index, firstColumn);
}

/** To the first or the last row of the view, in the column of the cell that has the focus. */
export function goToEnd(
  grid: GridRef,
  end: 'first' | 'last',
  from: Element,
  firstColumn: string,
): void {
  const at = grid.current;
  if (!at || at.getDisplayedRowCount() === 0) return;
  const index = end === 'first' ? 0 : at.getDisplayedRowCount() - 1;
  const column = from.closest('[role="gridcell"][col-id]')?.getAttribute('col-id');
  at.ensureIndexVisible(index, end === 'first' ? 'top' : 'bottom');
  at.setFocusedCell(index, column ?? firstColumn);
  keepFocus(grid, index, 1);
}

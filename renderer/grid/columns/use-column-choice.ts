import type { ColDef, GridApi } from 'ag-grid-community';
import { useMemo, useState } from 'react';
import type { RefObject } from 'react';
import type { GridColumn, GridRow } from '../../../core/contract/api/grid.ts';
import { useFormat, useSettings } from '../../format/use-format.ts';
import { shownNames } from './column-choice.ts';
import type { ColumnChoice } from './column-choice.ts';
import { columnDefsOf, MARKS_COLUMN } from './column-defs.ts';

/** The columns as they are chosen, and as the grid has them. */
export interface ChosenColumns {
  readonly choice: ColumnChoice;
  /** Those that are shown, in their order. */
  readonly names: readonly string[];
  readonly defs: ColDef<GridRow>[];
  readonly apply: (next: ColumnChoice) => void;
  /** Takes over what was dragged in the grid itself. */
  readonly read: () => void;
}

/** `first` is read once: after that the grid has order and widths. */
export function useColumnChoice(
  columns: readonly GridColumn[],
  first: ColumnChoice,
  grid: RefObject<GridApi<GridRow> | null>,
): ChosenColumns {
  const format = useFormat();
  const { numberFormat } = useSettings();
  const [choice, setChoice] = useState(first);
  const [begun] = useState(first);
  const defs = useMemo(
    () => columnDefsOf(columns, begun, format, numberFormat),
    [columns, begun, format, numberFormat],
  );
  return {
    choice,
    names: shownNames(choice),
    defs,
    apply(next) {
      setChoice(next);
      grid.current?.applyColumnState({
        state: next.map(({ name, hidden, width }) => ({ colId: name, hide: hidden, width })),
        applyOrder: true,
      });
    },
    read() {
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
    },
  };
}

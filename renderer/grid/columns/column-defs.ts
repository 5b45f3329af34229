import type { ColDef } from 'ag-grid-community';
import type { GridColumn, GridRow } from '../../../core/contract/api/grid.ts';
import type { AppSettings } from '../../../core/contract/api/settings.ts';
import { centsOf } from '../../format/format.ts';
import type { Format } from '../../format/format.ts';
import { ChoiceFilter } from './choice-filter.tsx';
import { isPinned } from './column-choice.ts';
import type { ColumnChoice } from './column-choice.ts';
import { ColumnName } from './column-name.tsx';
import { FILTER_OPTIONS, filterKindOf } from './filter-model.ts';
import { MarksCell, MarksHeader, StatusCell } from '../../cells/grid-cells.tsx';
import css from './columns.module.css';

/** The narrow column with the exceptions: no column of a file begins with a tab. */
export const MARKS_COLUMN = '\texceptions';
const DAY = 86_400_000;

/** The columns of the grid, in the order they were chosen. Amounts are filtered in units, exact to the cent. */
export function columnDefsOf(
  columns: readonly GridColumn[],
  choice: ColumnChoice,
  format: Format,
  numberFormat: AppSettings['numberFormat'],
): ColDef<GridRow>[] {
  const places = new Map(columns.map((column, place) => [column.name, place]));
  const chosen = choice.map((chosen): ColDef<GridRow> => {
    const place = places.get(chosen.name)!;
    const column = columns[place]!;
    return {
      colId: column.name,
      headerName: column.name,
      headerTooltip: column.name,
      headerComponentParams: { innerHeaderComponent: ColumnName },
      wrapHeaderText: true,
      initialHide: chosen.hidden,
      initialWidth: chosen.width,
      ...(isPinned(column) && { initialPinned: 'left' as const }),
      valueGetter: ({ data }) => data?.cells[place] ?? null,
      ...presentation(column, format),
      ...filterOf(column, format, numberFormat),
    };
  });
  return [
    {
      colId: MARKS_COLUMN,
      headerName: 'Exceptions',
      headerComponent: MarksHeader,
      cellRenderer: MarksCell,
      cellClass: css.marksCell!,
      width: 66,
      minWidth: 66,
      pinned: 'left',
      lockPosition: 'left',
      resizable: false,
      sortable: false,
      filter: false,
      suppressMovable: true,
    },
    ...chosen,
  ];
}

function presentation(column: GridColumn, format: Format): ColDef<GridRow> {
  if (column.name === 'MATCH_STATUS') return { cellRenderer: StatusCell };
  switch (column.kind) {
    case 'money':
      return {
        headerClass: css.numberHeader!,
        cellClass: ({ value }) =>
          typeof value === 'number' && value < 0 ? `${css.number} negative` : css.number!,
        valueFormatter: ({ value }) => (value === null ? '' : format.amount(value as number)),
      };
    case 'count':
      return {
        headerClass: css.numberHeader!,
        cellClass: css.number!,
        valueFormatter: ({ value }) => (value === null ? '' : format.count(value as number)),
      };
    case 'time':
      return {
        cellClass: css.time!,
        valueFormatter: ({ value }) => timeText(value as number | null, column, format),
      };
    case 'id':
    case 'text':
      return { cellClass: css.text! };
  }
}

/** Lots expire on a day; what has a time of day shows it. */
function timeText(ms: number | null, { field }: GridColumn, format: Format): string {
  if (ms === null) return '';
  return field === 'EXPIREDAT' && ms % DAY === 0 ? format.day(ms) : format.dayTime(ms);
}

function filterOf(
  column: GridColumn,
  format: Format,
  numberFormat: AppSettings['numberFormat'],
): ColDef<GridRow> {
  const buttons = { buttons: ['apply', 'reset'], closeOnApply: true, maxNumConditions: 1 };
  switch (filterKindOf(column)) {
    case 'choice':
      return { filter: ChoiceFilter, filterParams: { values: column.values } };
    case 'date':
      return {
        filter: 'agDateColumnFilter',
        filterParams: { ...buttons, filterOptions: FILTER_OPTIONS.date, includeTime: false },
      };
    case 'text':
      return {
        filter: 'agTextColumnFilter',
        filterParams: {
          ...buttons,
          filterOptions: FILTER_OPTIONS.text,
          defaultOption: column.kind === 'id' ? 'equals' : 'contains',
        },
      };
    case 'number':
      return {
        filter: 'agNumberColumnFilter',
        filterParams: {
          ...buttons,
          filterOptions: FILTER_OPTIONS.number,
          inRangeInclusive: true,
          ...(column.kind === 'money' && {
            numberParser: (text: string | null) =>
              text === null ? null : centsOf(text, numberFormat),
            numberFormatter: (cents: number | null) =>
              cents === null ? null : format.amount(cents),
          }),
        },
      };
  }
}

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
import type { GridOptions } from 'ag-grid-community';
import { AFTER_CUT_OFF_STATUS } from '../../../core/contract/bridge.ts';
import type { GridRow } from '../../../core/contract/api/grid.ts';
import { gridTheme } from '../../theme/grid-theme.ts';
import { styleNonce } from '../../theme/nonce.ts';
import { rowTone } from '../../cells/exception-marks.ts';
import type { MarkTone } from '../../cells/exception-marks.ts';
import { DateInput } from '../columns/date-input.tsx';
import css from './rows.module.css';

// The community's modules (MIT) one by one, and only those that are used.
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

const has =
  (tone: MarkTone) =>
  ({ data }: { data: GridRow | undefined }): boolean =>
    data !== undefined && rowTone(data.flags) === tone;

/** The program's own columns come last: REDEEMID, MATCH_STATUS, MATCHED_AMOUNT, OPEN_AMOUNT. */
const isLater = ({ data }: { data: GridRow | undefined }): boolean =>
  data?.cells.at(-3) === AFTER_CUT_OFF_STATUS;

/** What the grid of matched rows always is: rows come in blocks, from the program, as they are looked at. */
export const GRID_OPTIONS: GridOptions<GridRow> = {
  theme: gridTheme,
  styleNonce: styleNonce() ?? '',
  components: { agDateInput: DateInput },
  rowModelType: 'infinite',
  cacheBlockSize: 150,
  maxConcurrentDatasourceRequests: 2,
  blockLoadDebounceMillis: 40,
  // 6,000 rows: going back a little asks for nothing, and memory stays small.
  maxBlocksInCache: 40,
  rowBuffer: 8,
  animateRows: false,
  suppressColumnMoveAnimation: true,
  // The screen says it itself, with what to do.
  suppressNoRowsOverlay: true,
  getRowId: ({ data }) => String(data.n),
  defaultColDef: { minWidth: 60, cellDataType: false, suppressHeaderMenuButton: true },
  maintainColumnOrder: true,
  suppressDragLeaveHidesColumns: true,
  enableBrowserTooltips: true,
  rowSelection: {
    mode: 'multiRow',
    checkboxes: false,
    headerCheckbox: false,
    enableClickSelection: true,
  },
  rowClassRules: {
    [css.rowLater!]: isLater,
    [css.rowBad!]: has('bad'),
    [css.rowWarn!]: has('warn'),
    [css.rowInfo!]: has('info'),
  },
};

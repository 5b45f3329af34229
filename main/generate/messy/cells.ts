import { decimalText } from '../../../core/ledger/money.ts';
import { timeText } from '../../../core/ledger/time.ts';
import { LEDGER_FIELDS } from '../../../core/ledger/ledger.ts';
import type { Cell, MessyColumn } from '../../../core/rules/rule/planted.ts';

/** The columns of TC_Data, in order. */
export const LEDGER_COLUMNS = LEDGER_FIELDS.filter((field) => field !== 'CURRENCY');
/** What a messy file has besides: a known optional column and an unknown one. */
export const MESSY_COLUMNS: readonly MessyColumn[] = [...LEDGER_FIELDS, 'NOTES'];

/** The cell as a text file writes it. Formulas and errors belong to workbooks and throw. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  if ('time' in cell) return timeText(cell.time);
  if ('cents' in cell) return decimalText(cell.cents);
  throw new TypeError('Only a workbook can hold a formula or an error.');
}

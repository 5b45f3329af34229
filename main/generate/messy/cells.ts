import { decimalText } from '../../../core/ledger/money.ts';
import { timeText } from '../../../core/ledger/time.ts';

/** The columns of TC_Data, in order. */
export const LEDGER_COLUMNS = [
  'TRANS_ID',
  'TCTYPE',
  'CREATEDAT',
  'EXPIREDAT',
  'CUSTOMERID',
  'ORDERID',
  'AMOUNT',
  'REASON',
] as const;
/** What a messy file has besides: a known optional column and an unknown one. */
export const MESSY_COLUMNS = [...LEDGER_COLUMNS, 'CURRENCY', 'NOTES'] as const;
export type MessyColumn = (typeof MESSY_COLUMNS)[number];

/** What a generated cell holds; null is a blank. */
export type Cell =
  | string
  | number
  | null
  /** Wall-clock epoch ms. */
  | { readonly time: number }
  | { readonly cents: number }
  /** A formula without a stored result; workbooks only. */
  | { readonly formula: string }
  /** An Excel error; workbooks only. */
  | { readonly error: '#REF!' };

export type Format = 'xlsx' | 'csv' | 'parquet';

/** The cell as a text file writes it. Formulas and errors belong to workbooks and throw. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  if ('time' in cell) return timeText(cell.time);
  if ('cents' in cell) return decimalText(cell.cents);
  throw new TypeError('Only a workbook can hold a formula or an error.');
}

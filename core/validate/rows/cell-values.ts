import type { DateOrder } from '../../formats/date-order.ts';
import { hasZone, mayBearZone } from '../../formats/date-text.ts';
import type { DecimalMark } from '../../formats/decimal-mark.ts';
import type { IdPool } from '../../ledger/ids.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import type { LedgerField } from '../../ledger/ledger.ts';
import { currencySignOf, DEFAULT_CURRENCY } from '../../ledger/money.ts';
import type { DateSystem } from '../../ledger/time.ts';
import { cellRules } from '../../rules/row-rules.ts';
import type { ReadCell } from '../../rules/rule/row-rule.ts';
import {
  cellText,
  centsOfCell,
  idFault,
  idOfCell,
  isUnusable,
  timeOfCell,
} from '../../source/reading/cells.ts';
import type { TextCoder } from '../../source/reading/growing-columns.ts';
import { mayBePlainCents } from '../../source/reading/plain-text.ts';
import { FORMULA_WITHOUT_VALUE, TEXT } from '../../source/reading/raw-rows.ts';
import type { RawRow } from '../../source/reading/raw-rows.ts';

/** How the columns are written that can be written in more than one way; null while it is not known. */
export interface ColumnFormats {
  CREATEDAT: DateOrder | null;
  EXPIREDAT: DateOrder | null;
  readonly AMOUNT: DecimalMark | null;
}

export type DateField = 'CREATEDAT' | 'EXPIREDAT';

/** A cell, for a finding. */
export interface RowText {
  readonly row: number;
  readonly text: string;
}

/** Stands for a cell that the row rules have to look at: blank where it must not be, or at fault. */
export const UNUSUAL = -Infinity;

const blankCell: ReadCell = { is: 'blank' };

/** The id in a cell, UNUSUAL where it is at fault; `blank` is the value of a blank one, UNUSUAL where an id is required. */
export function idValue(raw: RawRow, c: number, pool: IdPool, blank: number): number {
  if (isUnusable(raw, c)) return UNUSUAL;
  const value = idOfCell(raw, c, pool);
  if (value === undefined) return UNUSUAL;
  return value === value ? value : blank;
}

/**
 * A function that gives the time in a cell of a column of dates, and notes the first that bears a zone;
 * `blank` is the value of a blank one, UNUSUAL where a time is required.
 */
export function timeReader(
  field: DateField,
  system: DateSystem,
  formats: ColumnFormats,
  zones: Map<DateField, RowText>,
  blank: number,
): (raw: RawRow, c: number) => number {
  return (raw, c) => {
    if (isUnusable(raw, c)) return UNUSUAL;
    const value = timeOfCell(raw, c, system, formats[field]);
    if (value === undefined) return UNUSUAL;
    if (value !== value) return blank;
    if (raw.kind[c] === TEXT && mayBearZone(raw.text[c]!) && !zones.has(field))
      if (hasZone(raw.text[c]!)) zones.set(field, { row: raw.rowNumber, text: raw.text[c]! });
    return value;
  };
}

/** A function that gives the cents of an amount cell, and notes the currency signs that amounts bear. */
export function amountReader(
  signs: Set<string>,
  mark: DecimalMark | null,
): (raw: RawRow, c: number) => number {
  return (raw, c) => {
    if (isUnusable(raw, c)) return UNUSUAL;
    const reading = centsOfCell(raw, c, mark);
    if (reading === undefined || 'fault' in reading) return UNUSUAL;
    if (raw.kind[c] === TEXT && !mayBePlainCents(raw.text[c]!)) {
      const sign = currencySignOf(raw.text[c]!);
      if (sign !== null) signs.add(sign);
    }
    return reading.cents;
  };
}

/** A function that gives the code of a type cell, in capitals or not, with blanks around it or not. */
export function typeReader(): (raw: RawRow, c: number) => number {
  const known = new Map<string, number>();
  return (raw, c) => {
    if (isUnusable(raw, c)) return UNUSUAL;
    const text = cellText(raw, c);
    let type = known.get(text);
    if (type === undefined) {
      type = typeOfText(text);
      if (type < 0) return UNUSUAL;
      known.set(text, type);
    }
    return type;
  };
}

/** A function that gives the code of a currency cell; a blank one is the default currency. */
export function currencyReader(currencies: TextCoder): (raw: RawRow, c: number) => number {
  const code = judgedTexts(currencies, 'CURRENCY');
  return (raw, c) =>
    isUnusable(raw, c) ? UNUSUAL : code(currencyText(raw, c) || DEFAULT_CURRENCY);
}

/** A function that gives the code of a reason cell. */
export function reasonReader(reasons: TextCoder): (raw: RawRow, c: number) => number {
  const code = judgedTexts(reasons, 'REASON');
  return (raw, c) => code(cellText(raw, c).trimEnd());
}

/** Codes for texts of a field, each judged by its rules once: UNUSUAL for one that a rule finds. */
function judgedTexts(coder: TextCoder, field: LedgerField): (text: string) => number {
  const rules = cellRules(field);
  if (rules.length === 0) return (text) => coder.code(text);
  const odd: boolean[] = [];
  return (text) => {
    const code = coder.code(text);
    if (code < 0) return code;
    odd[code] ??= rules.some((rule) => rule.finds({ is: 'value', text }));
    return odd[code] ? UNUSUAL : code;
  };
}

function typeOfText(text: string): number {
  return (TYPE_NAMES as readonly string[]).indexOf(text.trim().toLowerCase());
}

function currencyText(raw: RawRow, c: number): string {
  return cellText(raw, c).trim().toUpperCase();
}

/** What a cell of a field holds, for the rules to judge; a field that the sheet does not have is blank. */
export function readCell(
  raw: RawRow,
  c: number,
  field: LedgerField,
  dateSystem: DateSystem,
  formats: ColumnFormats,
): ReadCell {
  if (c < 0) return blankCell;
  if (isUnusable(raw, c))
    return { is: raw.kind[c] === FORMULA_WITHOUT_VALUE ? 'no-result' : 'excel-error' };
  const text = field === 'CURRENCY' ? currencyText(raw, c) : cellText(raw, c).trimEnd();
  const value: ReadCell = text.trim() === '' ? blankCell : { is: 'value', text };
  switch (field) {
    case 'TCTYPE':
      return value === blankCell || typeOfText(text) >= 0 ? value : { is: 'unreadable', why: null };
    case 'TRANS_ID':
    case 'CUSTOMERID':
    case 'ORDERID': {
      const why = value === blankCell ? null : idFault(raw, c);
      return why === null ? value : { is: 'unreadable', why };
    }
    case 'CREATEDAT':
    case 'EXPIREDAT':
      return timeOfCell(raw, c, dateSystem, formats[field]) === undefined
        ? { is: 'unreadable', why: null }
        : value;
    case 'AMOUNT': {
      const reading = centsOfCell(raw, c, formats.AMOUNT);
      return reading && 'fault' in reading ? { is: 'unreadable', why: reading.fault } : value;
    }
    default:
      return value;
  }
}

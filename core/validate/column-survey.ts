import { amountEvidence, dateEvidence } from '../formats/column-evidence.ts';
import type { ColumnEvidence, Verdict } from '../formats/column-evidence.ts';
import type { DateOrder } from '../formats/date-order.ts';
import { timeOfDateText } from '../formats/date-text.ts';
import type { DecimalMark } from '../formats/decimal-mark.ts';
import type { DateSystem } from '../ledger/time.ts';
import { headersOf } from '../source/header-row.ts';
import { mapHeaders } from '../source/headers.ts';
import type { HeaderMap } from '../source/headers.ts';
import { timeOfCell } from '../source/reading/cells.ts';
import { BLANK, TEXT } from '../source/reading/raw-rows.ts';
import type { OpenSource, RawRow, ReadOptions } from '../source/reading/raw-rows.ts';
import { readUntil } from '../source/reading/read-until.ts';

/** The columns that can be written in more than one way. */
export const WRITTEN_FIELDS = ['CREATEDAT', 'EXPIREDAT', 'AMOUNT'] as const;
export type WrittenField = (typeof WRITTEN_FIELDS)[number];

/** By column, as far as the sheet has it. */
export interface ColumnVerdicts {
  readonly CREATEDAT: Verdict<DateOrder>;
  readonly EXPIREDAT: Verdict<DateOrder>;
  readonly AMOUNT: Verdict<DecimalMark>;
}

/** What the rows of a sheet say about how its columns are written. */
interface SheetSurvey {
  readonly map: HeaderMap;
  readonly verdicts: ColumnVerdicts;
  /** Rows below the header that were looked at. */
  readonly rows: number;
  /** Whether they are all. */
  readonly isWhole: boolean;
}

/** Which rows of which sheet are looked at. */
export interface Surveyed {
  readonly sheet: string;
  readonly mapping: Readonly<Record<string, string>>;
  /** The header stands in this row, or in the first that is not blank below it. */
  readonly headerRow: number;
  /** At most so many rows; left out: all. */
  readonly most?: number;
  /** Is shown each row as well. */
  readonly onRow?: (raw: RawRow, map: HeaderMap) => void;
}

/** Reads a sheet for nothing but how its columns are written. It keeps counts, no rows. Throws as the reader does. */
export async function surveySheet(
  source: OpenSource,
  { sheet, mapping, headerRow, most = Infinity, onRow }: Surveyed,
  options: ReadOptions,
): Promise<SheetSurvey> {
  let map: HeaderMap = mapHeaders([], mapping);
  let columns = columnSurvey(map, dateSystemOf(source));
  let begun = false;
  let rows = 0;
  const take = (raw: RawRow): boolean => {
    if (begun) {
      if (rows === most) return true;
      rows++;
      columns.row(raw);
      onRow?.(raw, map);
    } else if (raw.rowNumber >= headerRow) {
      map = mapHeaders(headersOf(raw), mapping);
      columns = columnSurvey(map, dateSystemOf(source));
      begun = true;
    }
    return false;
  };
  const isWhole = await readUntil(source, sheet, take, { ...options, headerRow });
  return { map, verdicts: columns.verdicts(), rows, isWhole };
}

/** The system in which a workbook counts days. */
export function dateSystemOf({ notes }: Pick<OpenSource, 'notes'>): DateSystem {
  return notes['dateSystem'] === '1904' ? 1904 : 1900;
}

function columnSurvey(
  { fields }: HeaderMap,
  dateSystem: DateSystem,
): { row(raw: RawRow): void; verdicts(): ColumnVerdicts } {
  const isFixed = (text: string): boolean => timeOfDateText(text, null) !== undefined;
  const dates = { CREATEDAT: dateEvidence(isFixed), EXPIREDAT: dateEvidence(isFixed) };
  const amounts = amountEvidence();
  const at = WRITTEN_FIELDS.map((field) => fields.indexOf(field));
  const take = <F>(evidence: ColumnEvidence<F>, raw: RawRow, c: number, value: boolean): void => {
    if (c < 0 || c >= raw.width || raw.kind[c] === BLANK) return;
    if (raw.kind[c] === TEXT) evidence.text(raw.rowNumber, raw.text[c]!);
    else if (value && Number.isFinite(timeOfCell(raw, c, dateSystem, null) ?? NaN))
      evidence.value();
  };
  return {
    row(raw) {
      take(dates.CREATEDAT, raw, at[0]!, true);
      take(dates.EXPIREDAT, raw, at[1]!, true);
      take(amounts, raw, at[2]!, false);
    },
    verdicts: () => ({
      CREATEDAT: dates.CREATEDAT.verdict(),
      EXPIREDAT: dates.EXPIREDAT.verdict(),
      AMOUNT: amounts.verdict(),
    }),
  };
}

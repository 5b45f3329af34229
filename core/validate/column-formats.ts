import type { FindingCode, FindingLog } from '../contract/findings.ts';
import type { AskedFormats } from '../contract/settings.ts';
import { amountEvidence, dateEvidence } from '../formats/column-evidence.ts';
import type { ColumnEvidence, Verdict } from '../formats/column-evidence.ts';
import { DATE_ORDER_WORDS } from '../formats/date-order.ts';
import type { DateOrder } from '../formats/date-order.ts';
import { timeOfDateText } from '../formats/date-text.ts';
import { centsOfAmount, DECIMAL_MARK_WORDS } from '../formats/decimal-mark.ts';
import type { DecimalMark } from '../formats/decimal-mark.ts';
import { decimalText } from '../ledger/money.ts';
import { timeText } from '../ledger/time.ts';
import type { DateSystem } from '../ledger/time.ts';
import type { HeaderMap } from '../source/headers.ts';
import { timeOfCell } from '../source/reading/cells.ts';
import { BLANK, TEXT } from '../source/reading/raw-rows.ts';
import type { RawRow } from '../source/reading/raw-rows.ts';
import type { ColumnFormats, DateField } from './rows/cell-values.ts';

const DATE_FIELDS = ['CREATEDAT', 'EXPIREDAT'] as const;

/** The formats that a person has said; null where each column says it itself. */
export function askedFormats({ dates, decimals }: AskedFormats): ColumnFormats {
  const order = dates ?? null;
  return { CREATEDAT: order, EXPIREDAT: order, AMOUNT: decimals ?? null };
}

/** What the columns of a sheet say about how they are written, from all of their cells. */
export interface ColumnSurvey {
  row(raw: RawRow): void;
  verdicts(): ColumnVerdicts;
}

/** By column, as far as the sheet has it. */
export interface ColumnVerdicts {
  readonly CREATEDAT: Verdict<DateOrder>;
  readonly EXPIREDAT: Verdict<DateOrder>;
  readonly AMOUNT: Verdict<DecimalMark>;
}

/** A survey of the columns that can be written in more than one way. It keeps counts, no rows. */
export function columnSurvey({ fields }: HeaderMap, dateSystem: DateSystem): ColumnSurvey {
  const isFixed = (text: string): boolean => timeOfDateText(text, null) !== undefined;
  const dates = { CREATEDAT: dateEvidence(isFixed), EXPIREDAT: dateEvidence(isFixed) };
  const amounts = amountEvidence();
  const at = [...DATE_FIELDS, 'AMOUNT' as const].map((field) => fields.indexOf(field));
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

/** How the findings on a kind of column speak of its formats. */
interface FormatWords<Format extends string> {
  readonly ambiguous: FindingCode;
  /** The one that is taken where nothing decides, so that the rest can be looked at. */
  readonly plain: Format;
  /** The formats between which a cell may leave the choice. */
  readonly readings: readonly Format[];
  /** `day first`, `with a decimal comma`. */
  readonly read: (format: Format) => string;
  readonly reading: (format: Format) => string;
  /** What a cell is under a format. */
  readonly shown: (text: string, format: Format) => string;
}

const DATES: FormatWords<DateOrder> = {
  ambiguous: 'column.dates-ambiguous',
  plain: 'ymd',
  readings: ['dmy', 'mdy'],
  read: (order) => DATE_ORDER_WORDS[order],
  reading: (order) => (order === 'dmy' ? 'with the day first' : 'with the month first'),
  shown: shownDate,
};

const AMOUNTS: FormatWords<DecimalMark> = {
  ambiguous: 'column.decimals-ambiguous',
  plain: 'point',
  readings: ['comma', 'point'],
  read: (mark) => `with ${DECIMAL_MARK_WORDS[mark]}`,
  reading: (mark) => `with ${DECIMAL_MARK_WORDS[mark]}`,
  shown: shownAmount,
};

/**
 * The formats that columns are read by: what a person has said, else what the columns say. A finding says
 * how a column is read that is not written as usual; a critical one, that nothing decides.
 */
export function decidedFormats(
  asked: ColumnFormats,
  verdicts: ColumnVerdicts,
  { headers, fields }: HeaderMap,
  sheet: string,
  findings: FindingLog,
): ColumnFormats {
  const decided = <Format extends string>(
    field: DateField | 'AMOUNT',
    said: Format | null,
    verdict: Verdict<Format>,
    words: FormatWords<Format>,
  ): Format => {
    if (said !== null) return said;
    if (verdict.is === 'plain') return words.plain;
    const column = headers[fields.indexOf(field)] ?? field;
    const { witness } = verdict;
    const at = { sheet, column, row: witness.row, value: witness.text };
    if (verdict.is === 'chosen') {
      const { format } = verdict;
      const what = `${column} is read ${words.read(format)}: ${witness.text} is ${words.shown(witness.text, format)}`;
      findings.add('column.format', { ...at, what });
      return format;
    }
    findings.add(words.ambiguous, { ...at, what: whyUndecided(column, verdict, words) });
    return words.plain;
  };
  return {
    CREATEDAT: decided('CREATEDAT', asked.CREATEDAT, verdicts.CREATEDAT, DATES),
    EXPIREDAT: decided('EXPIREDAT', asked.EXPIREDAT, verdicts.EXPIREDAT, DATES),
    AMOUNT: decided('AMOUNT', asked.AMOUNT, verdicts.AMOUNT, AMOUNTS),
  };
}

/** Why a column cannot be read, with what its cells would be. */
function whyUndecided<Format extends string>(
  column: string,
  verdict: Extract<Verdict<Format>, { is: 'ambiguous' | 'contradictory' }>,
  { readings, reading, shown }: FormatWords<Format>,
): string {
  const { witness } = verdict;
  if (verdict.is === 'contradictory')
    return `${column} contradicts itself: ${witness.text} in row ${witness.row} and ${verdict.against.text} in row ${verdict.against.row} are not written in the same way`;
  const ways = readings.map((format) => `${shown(witness.text, format)} ${reading(format)}`);
  return `${column} can be read in two ways: ${witness.text} in row ${witness.row} is ${ways.join(', or ')}, and no other row decides`;
}

function shownDate(text: string, order: DateOrder): string {
  const time = timeOfDateText(text, order);
  return time === undefined ? 'no date' : timeText(time).replace(/ 00:00:00$/, '');
}

function shownAmount(text: string, mark: DecimalMark): string {
  const reading = centsOfAmount(text, mark);
  return 'cents' in reading ? decimalText(reading.cents) : 'no amount in cents';
}

import type { FindingCode, FindingLog } from '../contract/findings.ts';
import type { AskedFormats } from '../contract/settings.ts';
import type { Verdict } from '../formats/column-evidence.ts';
import { DATE_ORDERS, DATE_ORDER_WORDS } from '../formats/date-order.ts';
import type { DateOrder } from '../formats/date-order.ts';
import { timeOfDateText } from '../formats/date-text.ts';
import { centsOfAmount, DECIMAL_MARKS, DECIMAL_MARK_WORDS } from '../formats/decimal-mark.ts';
import type { DecimalMark } from '../formats/decimal-mark.ts';
import { decimalText } from '../ledger/money.ts';
import { timeText } from '../ledger/time.ts';
import type { HeaderMap } from '../source/headers.ts';
import type { ColumnVerdicts } from './column-survey.ts';
import type { ColumnFormats, DateField } from './rows/cell-values.ts';

/** The formats that a person has said; null where each column says it itself. */
export function askedFormats({ dates, decimals }: AskedFormats): ColumnFormats {
  const order = dates ?? null;
  return { CREATEDAT: order, EXPIREDAT: order, AMOUNT: decimals ?? null };
}

/** How a kind of column is spoken of by its formats. */
export interface FormatWords<Format extends string> {
  readonly ambiguous: FindingCode;
  /** The one that is taken where nothing decides, so that the rest can be looked at. */
  readonly plain: Format;
  /** All formats. */
  readonly all: readonly Format[];
  /** The formats between which a cell may leave the choice. */
  readonly readings: readonly Format[];
  /** `day first`, `with a decimal comma`. */
  readonly read: (format: Format) => string;
  readonly reading: (format: Format) => string;
  /** What a text is under a format, in wall-clock ms or cents; null where it cannot be read so. */
  readonly valueOf: (text: string, format: Format) => number | null;
  /** The same in words. */
  readonly shown: (value: number | null) => string;
}

export const DATES: FormatWords<DateOrder> = {
  ambiguous: 'column.dates-ambiguous',
  plain: 'ymd',
  all: DATE_ORDERS,
  readings: ['dmy', 'mdy'],
  read: (order) => DATE_ORDER_WORDS[order],
  reading: (order) => (order === 'dmy' ? 'with the day first' : 'with the month first'),
  valueOf: (text, order) => timeOfDateText(text, order) ?? null,
  shown: (time) => (time === null ? 'no date' : timeText(time).replace(/ 00:00:00$/, '')),
};

export const AMOUNTS: FormatWords<DecimalMark> = {
  ambiguous: 'column.decimals-ambiguous',
  plain: 'point',
  all: DECIMAL_MARKS,
  readings: ['comma', 'point'],
  read: (mark) => `with ${DECIMAL_MARK_WORDS[mark]}`,
  reading: (mark) => `with ${DECIMAL_MARK_WORDS[mark]}`,
  valueOf(text, mark) {
    const reading = centsOfAmount(text, mark);
    return 'cents' in reading ? reading.cents : null;
  },
  shown: (cents) => (cents === null ? 'no amount in cents' : decimalText(cents)),
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
    const format = formatOf(verdict, words);
    if (verdict.is === 'plain') return format;
    const column = headers[fields.indexOf(field)] ?? field;
    const { witness } = verdict;
    const at = { sheet, column, row: witness.row, value: witness.text };
    if (verdict.is === 'chosen') {
      const what = `${column} is read ${words.read(format)}: ${witness.text} is ${words.shown(words.valueOf(witness.text, format))}`;
      findings.add('column.format', { ...at, what });
      return format;
    }
    findings.add(words.ambiguous, { ...at, what: whyUndecided(column, verdict, words) });
    return format;
  };
  return {
    CREATEDAT: decided('CREATEDAT', asked.CREATEDAT, verdicts.CREATEDAT, DATES),
    EXPIREDAT: decided('EXPIREDAT', asked.EXPIREDAT, verdicts.EXPIREDAT, DATES),
    AMOUNT: decided('AMOUNT', asked.AMOUNT, verdicts.AMOUNT, AMOUNTS),
  };
}

/** What a column is read by, from all of its cells. */
export function formatOf<Format extends string>(
  verdict: Verdict<Format>,
  { plain }: FormatWords<Format>,
): Format {
  return verdict.is === 'chosen' ? verdict.format : plain;
}

/** Why a column cannot be read, with what its cells would be. */
export function whyUndecided<Format extends string>(
  column: string,
  verdict: Extract<Verdict<Format>, { is: 'ambiguous' | 'contradictory' }>,
  { readings, reading, valueOf, shown }: FormatWords<Format>,
): string {
  const { witness } = verdict;
  if (verdict.is === 'contradictory')
    return `${column} is inconsistent: ${witness.text} in row ${witness.row} and ${verdict.against.text} in row ${verdict.against.row} use different formats`;
  const ways = readings.map(
    (format) => `${shown(valueOf(witness.text, format))} ${reading(format)}`,
  );
  return `${column} can be read in two ways: ${witness.text} in row ${witness.row} is ${ways.join(', or ')}, and no other row settles it`;
}

import type { FindingLog } from '../contract/findings.ts';
import type { AskedFormats } from '../contract/settings.ts';
import { amountEvidence, dateEvidence } from '../formats/column-evidence.ts';
import type { ColumnEvidence, Verdict, Witness } from '../formats/column-evidence.ts';
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
  const nameOf = (field: DateField | 'AMOUNT'): string => headers[fields.indexOf(field)] ?? field;
  const orderOf = (field: DateField): DateOrder => {
    if (asked[field] !== null) return asked[field];
    const verdict = verdicts[field];
    const column = nameOf(field);
    if (verdict.is === 'chosen') {
      const { witness, format } = verdict;
      findings.add('column.format', {
        sheet,
        column,
        row: witness.row,
        value: witness.text,
        what: `${column} is read ${DATE_ORDER_WORDS[format]}: ${witness.text} is ${shownDate(witness.text, format)}`,
      });
      return format;
    }
    if (verdict.is !== 'plain')
      findings.add('column.dates-ambiguous', {
        sheet,
        column,
        row: verdict.witness.row,
        value: verdict.witness.text,
        what: whyUndecided(column, verdict, ({ text }) => [
          `${shownDate(text, 'dmy')} with the day first`,
          `${shownDate(text, 'mdy')} with the month first`,
        ]),
      });
    return 'ymd';
  };
  const markOf = (): DecimalMark => {
    if (asked.AMOUNT !== null) return asked.AMOUNT;
    const verdict = verdicts.AMOUNT;
    const column = nameOf('AMOUNT');
    if (verdict.is === 'chosen') {
      const { witness, format } = verdict;
      findings.add('column.format', {
        sheet,
        column,
        row: witness.row,
        value: witness.text,
        what: `${column} is read with ${DECIMAL_MARK_WORDS[format]}: ${witness.text} is ${shownAmount(witness.text, format)}`,
      });
      return format;
    }
    if (verdict.is !== 'plain')
      findings.add('column.decimals-ambiguous', {
        sheet,
        column,
        row: verdict.witness.row,
        value: verdict.witness.text,
        what: whyUndecided(column, verdict, ({ text }) => [
          `${shownAmount(text, 'comma')} with a decimal comma`,
          `${shownAmount(text, 'point')} with a decimal point`,
        ]),
      });
    return 'point';
  };
  return { CREATEDAT: orderOf('CREATEDAT'), EXPIREDAT: orderOf('EXPIREDAT'), AMOUNT: markOf() };
}

/** Why a column cannot be read, with what its cells would be. */
function whyUndecided<F>(
  column: string,
  verdict: Extract<Verdict<F>, { is: 'ambiguous' | 'contradictory' }>,
  readings: (witness: Witness) => readonly string[],
): string {
  const { witness } = verdict;
  if (verdict.is === 'contradictory')
    return `${column} contradicts itself: ${witness.text} in row ${witness.row} and ${verdict.against.text} in row ${verdict.against.row} are not written in the same way`;
  return `${column} can be read in two ways: ${witness.text} in row ${witness.row} is ${readings(witness).join(', or ')}, and no other row decides`;
}

function shownDate(text: string, order: DateOrder): string {
  const time = timeOfDateText(text, order);
  return time === undefined ? 'no date' : timeText(time).replace(/ 00:00:00$/, '');
}

function shownAmount(text: string, mark: DecimalMark): string {
  const reading = centsOfAmount(text, mark);
  return 'cents' in reading ? decimalText(reading.cents) : 'no amount in cents';
}

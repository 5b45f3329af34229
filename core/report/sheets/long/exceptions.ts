import { EXCEPTIONS, exceptionTitle } from '../../../contract/exceptions.ts';
import type { Exception } from '../../../contract/exceptions.ts';
import { isHeld, sheetTexts } from '../../partition/text-ids.ts';
import type { SheetTexts } from '../../partition/text-ids.ts';
import { CONCERNED } from '../../outputs/exceptions.ts';
import { EXCEPTION_STATUS_WORDS } from '../../../contract/run.ts';
import { tableOf } from '../../columns/column.ts';
import type { IdForm, Table } from '../../columns/column.ts';
import { eachDate, eachId, eachMoney, eachNumber, eachText } from '../../columns/of-items.ts';
import type { ItemColumns } from '../../columns/of-items.ts';
import { money } from '../../drawn/cells.ts';
import type { Total } from '../../drawn/list-rows.ts';
import { colourRows, drawTotalsBelow } from '../../drawn/long-dress.ts';
import { rangesNamed } from '../../drawn/long-ranges.ts';
import { sumOf } from '../../drawn/ranges.ts';
import type { Ranges } from '../../drawn/ranges.ts';
import { ROWS_A_TOTAL } from '../../drawn/list-rows.ts';
import { exceptionsFrom } from '../../figures/exception-list.ts';
import type { ReportInput } from '../../figures/report-input.ts';
import type { Report } from '../../outputs/output.ts';
import { EXCEPTION_FILLS } from '../../xlsx/fills.ts';
import { tableSheet } from './sheet.ts';

const SHOWS = 'Everything to look at, with what people have decided';
const TITLE = 'Exceptions';

/** Rows set aside may name no currency, or one that is none. */
export const NO_CURRENCY = '(none)';

/** Exceptions: the work list, by the colour of its kinds, with what people have decided by then. */
export const exceptions = tableSheet({
  title: TITLE,
  shows: SHOWS,
  rows: ({ exceptions: list }) => list.length,
  foot: (report) => currenciesOf(report).length * ROWS_A_TOTAL,
  columns: columnsOf,
  tables,
  dress: (report) => (sheet, place) => {
    colourRows(
      sheet,
      place,
      'Kind',
      Object.fromEntries(
        Object.entries(EXCEPTION_FILLS).map(([code, argb]) => [exceptionTitle(code), argb]),
      ),
    );
    drawTotalsBelow(sheet, place, totalsOf(report));
  },
});

/** Exceptions that become rows together. */
const A_PIECE = 20_000;

function* tables(report: ReportInput): Generator<Table> {
  const columns = columnsOf(report);
  const { length } = report.exceptions;
  for (let from = 0; from === 0 || from < length; from += A_PIECE) {
    const piece = exceptionsFrom(report.exceptions, from, from + A_PIECE);
    yield tableOf(columns, piece, piece.length);
  }
}

/** One value a cell: an exception concerns one row of the ledger, or the two of a pair. */
function columnsOf(report: ReportInput): ItemColumns<Exception> {
  const { source, afterwards } = report;
  const texts = sheetTexts(source);
  // What nobody has decided on is open, as soon as there is somebody to decide.
  const open = afterwards ? EXCEPTION_STATUS_WORDS.open : '';
  const decided = ({ key }: Exception) => afterwards?.decisionOf(key);
  return [
    eachText('Kind', ({ code }) => EXCEPTIONS[code], 24, 'wraps'),
    ...(source.ledger.currency
      ? [eachText('Currency', ({ currency }: Exception) => currency || NO_CURRENCY, 10)]
      : []),
    eachMoney('Amount at stake', ({ cents }) => cents, 15),
    ...concernedColumns(texts),
    eachDate('Date', 'day', ({ createdAt }) => createdAt),
    eachNumber('Row in file', CONCERNED.row, 10),
    eachNumber('Pair’s row', CONCERNED.pairedRow, 10),
    eachText('Explanation', (one) => explained(one, texts), 34, 'wraps'),
    eachText('Status', (one) => decided(one)?.status ?? open, 12),
    eachText('Owner', (one) => decided(one)?.owner ?? '', 13, 'wraps'),
    eachText('Reason', (one) => decided(one)?.reason ?? '', 26, 'wraps'),
    eachNumber('Notes', (one) => decided(one)?.notes || null, 9),
  ];
}

/**
 * Whose exception it is, and of which movements. The type of these columns is that of their family on all sheets; an id
 * that is of another one (of a row that was set aside, or is gone) is a blank there, and told beside.
 */
export function concernedColumns(
  texts: SheetTexts,
): ItemColumns<Pick<Exception, 'customer' | 'ids' | 'rows'>> {
  const form = (sheetText: boolean): IdForm => ({ asText: sheetText, sheetText });
  const told = (id: string, isText: boolean): string => (isText || isHeld(id) ? id : '');
  return [
    eachId('Customer', ({ customer }) => told(customer, texts.customer), form(texts.customer), 14),
    eachId('Transaction', (one) => told(CONCERNED.id(one), texts.id), form(texts.id), 14),
    eachId('Paired with', (one) => told(CONCERNED.pairedId(one), texts.id), form(texts.id), 14),
  ];
}

/** The words of an exception, with the ids that are none of their columns' type. */
function explained(one: Exception, texts: SheetTexts): string {
  const id = CONCERNED.id(one);
  return [
    one.message,
    ...(texts.customer || isHeld(one.customer) ? [] : [`CUSTOMERID is “${one.customer}”`]),
    ...(texts.id || isHeld(id) ? [] : [`TRANS_ID is “${id}”`]),
  ].join('; ');
}

function totalsOf(report: Report): Total[] {
  const { amount, currency } = exceptionRanges(report);
  return currenciesOf(report).map((code) => ({
    label: `Total ${currency ? code : ''}`.trim(),
    sums: {
      'Amount at stake': {
        formula: sumOf(amount, currency ? [{ of: currency, is: code }] : []),
        figure: money(
          report.exceptions.counts
            .filter((one) => !currency || (one.currency || NO_CURRENCY) === code)
            .reduce((sum, { cents }) => sum + cents, 0),
        ),
      },
    },
  }));
}

/** Those that exceptions have an amount in, which are never added up; one where there are none. */
function currenciesOf({ exceptions: { counts } }: ReportInput): readonly string[] {
  const codes = new Set(counts.map(({ currency }) => currency || NO_CURRENCY));
  return codes.size === 0 ? [NO_CURRENCY] : [...codes].sort();
}

/** Where the columns stand that formulas of other sheets count and add up. */
export function exceptionRanges(report: Report): {
  readonly kind: Ranges;
  readonly currency: Ranges | null;
  readonly amount: Ranges;
} {
  const named = rangesNamed(exceptions.places(report));
  return {
    kind: named('Kind')!,
    currency: named('Currency'),
    amount: named('Amount at stake')!,
  };
}

import { sheetTexts } from '../partition/text-ids.ts';
import { tableOf } from '../columns/column.ts';
import type { Table } from '../columns/column.ts';
import { eachId, eachMoney, eachDate, eachText } from '../columns/of-items.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import type { RestatedAccountMonth } from '../../later-file/restatement.ts';
import type { ReportInput } from '../figures/report-input.ts';
import { restatedTotals } from '../figures/restated-totals.ts';
import { money } from '../drawn/cells.ts';
import { ROWS_A_TOTAL } from '../drawn/list-rows.ts';
import type { Total } from '../drawn/list-rows.ts';
import { drawTotalsBelow } from '../drawn/long-dress.ts';
import { rangesNamed } from '../drawn/long-ranges.ts';
import { sumOf } from '../drawn/ranges.ts';
import type { Report } from '../outputs/output.ts';
import { restatedMonths } from './restated-months.ts';
import { tableSheet } from './long/sheet.ts';

/** Restated customers: what the restated months are made of. */
export const restatedCustomers = tableSheet({
  title: 'Restated customers',
  shows: 'What restated months are made of, customer by customer',
  when: restatedMonths.when,
  rows: (report) => accountsOf(report).length,
  columns: columnsOf,
  tables,
  foot: (report) => restatedTotals(report, 'months').length * ROWS_A_TOTAL,
  dress: (report) => (sheet, place) => drawTotalsBelow(sheet, place, totalsOf(report)),
});

/** What customers differ by is what their months do, which are listed apart. */
function totalsOf(report: Report): Total[] {
  const named = rangesNamed(restatedCustomers.places(report));
  const currencies = named('Currency');
  return restatedTotals(report, 'months').map(
    ({ currency, label, earned, spent, expired, net }) => {
      const sum = (name: string, cents: number) => ({
        [name]: {
          formula: sumOf(named(name)!, currencies ? [{ of: currencies, is: currency }] : []),
          figure: money(cents),
        },
      });
      return {
        label,
        sums: {
          ...sum('Earned', earned),
          ...sum('Spent', -spent),
          ...sum('Expired', -expired),
          ...sum('Net', net),
        },
      };
    },
  );
}

function accountsOf({ laterFile }: ReportInput): readonly RestatedAccountMonth[] {
  return laterFile?.restatement.accounts ?? [];
}

/** Rows that are made at once. */
const A_PIECE = 20_000;

function* tables(report: ReportInput): Generator<Table> {
  const columns = columnsOf(report);
  const accounts = accountsOf(report);
  for (let from = 0; from === 0 || from < accounts.length; from += A_PIECE) {
    const piece = accounts.slice(from, from + A_PIECE);
    yield tableOf(columns, piece, piece.length);
  }
}

function columnsOf({ source }: ReportInput): ItemColumns<RestatedAccountMonth> {
  const sheetText = sheetTexts(source).customer;
  return [
    eachId('Customer', ({ customer }) => customer, { asText: sheetText, sheetText }),
    ...(source.ledger.currency
      ? [eachText('Currency', ({ currency }: RestatedAccountMonth) => currency, 10)]
      : []),
    eachDate('Month', 'month', ({ month }) => Date.parse(`${month}-01`)),
    eachMoney('Earned', ({ earned }) => earned),
    eachMoney('Spent', ({ spent }) => -spent),
    eachMoney('Expired', ({ expired }) => -expired),
    eachMoney('Net', ({ net }) => net),
    eachMoney('Closing', ({ closing }) => closing),
  ];
}

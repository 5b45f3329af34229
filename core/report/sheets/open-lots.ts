import { count, money, text } from '../drawn/cells.ts';
import { BLANK_ROW, drawnList, headingRows, titleRows } from '../drawn/drawn-list.ts';
import type { DrawnList, ListPlace } from '../drawn/drawn-list.ts';
import type { Total } from '../drawn/list-rows.ts';
import { sumOf } from '../drawn/ranges.ts';
import { currencyTotals } from '../figures/currency-totals.ts';
import type { AgeBucket } from '../figures/aging.ts';
import type { Report } from '../outputs/output.ts';
import { currencyColumn, shortSheet } from './short-sheet.ts';

const SHOWS = 'Full days from the day a lot was earned to the end of the as-of date';
const TITLE = 'Open lots by age';

/** Open lots by age, and by the time until they expire; both add up to the same. */
export const openLots = shortSheet({
  title: TITLE,
  shows: SHOWS,
  draw: (report) => {
    const { byAge, byExpiry } = report.figures;
    const above = [...titleRows(TITLE, SHOWS), BLANK_ROW];
    const ages = drawnList(listOf(report, 'Age', byAge), above.length + 1);
    const between = headingRows('Open lots by expiry');
    const expiries = drawnList(
      listOf(report, 'Expiry', byExpiry),
      above.length + ages.length + between.length + 1,
    );
    return {
      rows: [...above, ...ages, ...between, ...expiries],
      frozen: 1,
      page: { titleRows: 1, orientation: 'portrait' },
    };
  },
});

function listOf(
  report: Report,
  header: string,
  buckets: readonly AgeBucket[],
): DrawnList<AgeBucket> {
  return {
    items: buckets,
    columns: [
      { name: header, is: 'text', cell: ({ bucket }) => text(capitalised(bucket)) },
      ...currencyColumn<AgeBucket>(report),
      { name: 'Lots', is: 'count', cell: ({ lots }) => count(lots) },
      { name: 'Amount', is: 'money', cell: ({ cents }) => money(cents) },
    ],
    totals: (place) => totalsOf(report, place, buckets),
  };
}

function totalsOf(report: Report, place: ListPlace, buckets: readonly AgeBucket[]): Total[] {
  return currencyTotals(report).map(({ currency, only, label, totals }) => {
    const where = only ? [] : [{ of: place.range('Currency'), is: currency }];
    const lots = buckets
      .filter((bucket) => only || bucket.currency === currency)
      .reduce((sum, bucket) => sum + bucket.lots, 0);
    return {
      label,
      sums: {
        Lots: { formula: sumOf(place.range('Lots'), where), figure: count(lots) },
        Amount: { formula: sumOf(place.range('Amount'), where), figure: money(totals.openLots) },
      },
    };
  });
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

import { rowsAfterCutOff, rowsAtCutOff } from '../../contract/bridge.ts';
import { exceptionTitle } from '../../contract/exceptions.ts';
import { policyTitle } from '../../contract/settings.ts';
import { computed, count, day, share, text } from '../drawn/cells.ts';
import type { Cell } from '../drawn/cells.ts';
import { BLANK_ROW, drawnList, headingRows, titleRows } from '../drawn/drawn-list.ts';
import type { DrawnRow, NamedCell } from '../drawn/drawn-sheet.ts';
import { countOf, sumOf } from '../drawn/ranges.ts';
import type { Condition } from '../drawn/ranges.ts';
import { customerCount } from '../figures/customer-count.ts';
import type { ExceptionCount } from '../figures/exception-list.ts';
import type { Report } from '../outputs/output.ts';
import { currencyTotals } from '../figures/currency-totals.ts';
import { exceptionRanges, NO_CURRENCY } from './long/exceptions.ts';
import { periodList } from './roll-forward.ts';
import { shortSheet } from './short-sheet.ts';
import { tiedFigures, tiedRows } from './tied-figures.ts';

const SHOWS =
  'The sums that matter most, each by formula over the sheet it comes from, beside what the program verified';
const TITLE = 'Summary';

/**
 * Summary: whether the run was verified, the sums that matter most, each by a formula over the sheet that it comes from,
 * beside what the program has computed, and what there is to look at.
 */
export const summary = shortSheet({
  title: TITLE,
  shows: SHOWS,
  draw: (report) => {
    const rows: DrawnRow[] = [...titleRows(TITLE, SHOWS), BLANK_ROW, ...source(report)];
    const names: NamedCell[] = [];
    for (const of of currencyTotals(report)) {
      rows.push(...headingRows(of.currency === '' ? 'Balance' : `Balance, ${of.currency}`));
      const tied = tiedRows(tiedFigures(report, of), rows.length + 1, of);
      rows.push(...tied.rows);
      names.push(...tied.names);
    }
    const period = periodList(report);
    if (period) {
      rows.push(...headingRows('The period'));
      rows.push(...drawnList(period, rows.length + 1));
    }
    rows.push(...movements(report));
    rows.push(...headingRows('Exceptions'));
    rows.push(...drawnList(exceptionList(report), rows.length + 1));
    return { rows, names, frozen: 1, page: { titleRows: 1, orientation: 'portrait' } };
  },
});

function line(label: string, cell: Cell): DrawnRow {
  return { look: 'plain', cells: [text(label), cell] };
}

function source({ source, place, settings, checks }: Report): DrawnRow[] {
  return [
    line('Source file', text(place.name)),
    line('As of', day(source.asOf)),
    line('Period', text(settings.period ?? 'The whole ledger')),
    line('Matching policy', text(policyTitle(settings.policy))),
    line('Result', text(checks.every(({ passed }) => passed) ? 'Verified' : 'NOT VERIFIED')),
  ];
}

function movements(report: Report): DrawnRow[] {
  const { source, covered } = report;
  const redemptions = rowsAtCutOff(source.bridge, 'spent') + rowsAtCutOff(source.bridge, 'expired');
  return [
    ...headingRows('Movements'),
    line('Rows in the file', count(source.sourceRows)),
    line('Accepted rows', count(source.control.rows)),
    line('Rows after the cut-off', count(rowsAfterCutOff(source.bridge))),
    line('Rows set aside', count(source.rejectedRows)),
    line('Rows without an error', share(source.qualityScore)),
    line('Customers', count(customerCount(report))),
    line('Lots earned', count(rowsAtCutOff(source.bridge, 'earned'))),
    line('Redemptions, spent and expired', count(redemptions)),
    line('of which fully covered by lots', count(covered)),
  ];
}

/** By kind and currency, counted and added up over the sheet Exceptions. */
function exceptionList(report: Report): Parameters<typeof drawnList<ExceptionCount>>[0] {
  const ranges = exceptionRanges(report);
  const where = ({ code, currency }: ExceptionCount): [Condition, ...Condition[]] => [
    { of: ranges.kind, is: exceptionTitle(code) },
    ...(ranges.currency ? [{ of: ranges.currency, is: currency || NO_CURRENCY }] : []),
  ];
  return {
    items: report.exceptions.counts,
    columns: [
      { name: 'Kind', is: 'text', cell: ({ code }) => text(exceptionTitle(code)) },
      {
        name: 'Amount at stake',
        is: 'money',
        cell: (one) =>
          computed(sumOf(ranges.amount, where(one)), { is: 'money', value: one.cents }),
      },
      {
        name: 'Number',
        is: 'count',
        cell: (one) => computed(countOf(where(one)), count(one.count)),
      },
      { name: 'Of unknown amount', is: 'count', cell: ({ unknown }) => count(unknown) },
      ...(ranges.currency
        ? [
            {
              name: 'Currency',
              is: 'text' as const,
              cell: ({ currency }: ExceptionCount) => text(currency || NO_CURRENCY),
            },
          ]
        : []),
    ],
  };
}

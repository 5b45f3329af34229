import { computed, count, money, month, text } from '../drawn/cells.ts';
import type { DrawnList, ListPlace } from '../drawn/drawn-list.ts';
import type { DrawnColumn, Total } from '../drawn/list-rows.ts';
import { sumOf } from '../drawn/ranges.ts';
import { currencyTotals } from '../figures/currency-totals.ts';
import type { ReportInput } from '../figures/report-input.ts';
import type { RolledPeriod } from '../figures/roll-forward.ts';
import { currencyColumn, listSheet } from './short-sheet.ts';

/** A period, and whether the row above it is the one before it, in the same currency. */
interface Line extends RolledPeriod {
  readonly goesOn: boolean;
}

/** Roll-forward: opening + earned − spent − expired = closing, month by month. */
export const rollForward = listSheet<Line>({
  title: 'Roll-forward',
  shows: 'Opening + earned − spent − expired = closing, month by month',
  items: ({ figures }) => linesOf(figures.months),
  columns: (report) => [
    ...currencyColumn<Line>(report),
    { name: 'Month', is: 'month', cell: ({ period }) => month(Date.parse(`${period}-01`)) },
    ...ROLLED,
  ],
  totals: totalsOf,
});

/** The same by the kind of period that was asked for, where that is another. */
export const rollForwardByPeriod = listSheet<Line>({
  title: 'Roll-forward by period',
  shows: 'Opening + earned − spent − expired = closing, period by period',
  when: ({ settings }) => settings.rollForward !== 'month',
  items: ({ figures }) => linesOf(figures.rolled ?? []),
  columns: (report) => [
    ...currencyColumn<Line>(report),
    { name: 'Period', is: 'text', cell: ({ period }) => text(period) },
    ...ROLLED,
  ],
  totals: totalsOf,
});

function linesOf(periods: readonly RolledPeriod[]): Line[] {
  return periods.map((period, i) => ({
    ...period,
    goesOn: i > 0 && periods[i - 1]!.currency === period.currency,
  }));
}

/** The period that was asked for, by currency: nothing where none was. */
export function periodList(report: ReportInput): DrawnList<Line> | null {
  const { period } = report.figures;
  return (
    period && {
      items: period.map((rolled) => ({ ...rolled, goesOn: false })),
      columns: [
        { name: 'Period', is: 'text', cell: (rolled) => text(rolled.period) },
        ...ROLLED,
        ...currencyColumn<Line>(report),
      ],
    }
  );
}

/** What is spent and expired stands as a negative, so that each row adds up. */
const ROLLED: readonly DrawnColumn<Line>[] = [
  {
    name: 'Opening',
    is: 'money',
    cell: ({ opening, goesOn }, { above }) =>
      goesOn ? computed(above('Closing'), money(opening)) : money(opening),
  },
  { name: 'Earned', is: 'money', cell: ({ earned }) => money(earned) },
  { name: 'Spent', is: 'money', cell: ({ spent }) => money(-spent) },
  { name: 'Expired', is: 'money', cell: ({ expired }) => money(-expired) },
  {
    name: 'Closing',
    is: 'money',
    cell: ({ closing }, { cell }) => computed(closingOf(cell), money(closing)),
  },
  { name: 'Movements', is: 'count', cell: ({ movements }) => count(movements) },
];

function closingOf(cell: (name: string) => string): string {
  return ['Opening', 'Earned', 'Spent', 'Expired'].map(cell).join('+');
}

function totalsOf(report: ReportInput, place: ListPlace, lines: readonly Line[]): Total[] {
  return currencyTotals(report).map(({ currency, only, label, totals }, nth) => {
    const where = only ? [] : [{ of: place.range('Currency'), is: currency }];
    const sum = (name: string, figure: ReturnType<typeof money>) => ({
      formula: sumOf(place.range(name), where),
      figure,
    });
    const movements = lines
      .filter((line) => only || line.currency === currency)
      .reduce((rows, line) => rows + line.movements, 0);
    const first = lines.findIndex((line) => only || line.currency === currency);
    return {
      label,
      sums: {
        ...(first >= 0 && {
          Opening: { formula: place.item('Opening', first), figure: money(0) },
        }),
        Earned: sum('Earned', money(totals.earned)),
        Spent: sum('Spent', money(-totals.spent)),
        Expired: sum('Expired', money(-totals.expired)),
        Closing: {
          formula: closingOf((name) => place.total(name, nth)),
          figure: money(totals.closing),
        },
        Movements: sum('Movements', count(movements)),
      },
    };
  });
}

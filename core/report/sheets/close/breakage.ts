import {
  BREAKAGE_METHODS,
  ESTIMATE_NOTE,
  estimateWarning,
  expectationWords,
} from '../../../contract/close/breakage.ts';
import type {
  BreakageView,
  CloseView,
  EstimatedVintage,
} from '../../../contract/close/close-view.ts';
import { computed, money, month, text } from '../../drawn/cells.ts';
import type { ListPlace } from '../../drawn/drawn-list.ts';
import type { DrawnRow } from '../../drawn/drawn-sheet.ts';
import type { DrawnColumn } from '../../drawn/list-rows.ts';
import { cellAt, sumOf } from '../../drawn/ranges.ts';
import { columnLetters } from '../../encode/sheet-rows.ts';
import {
  closeSheet,
  currenciesOf,
  optionalText,
  placedList,
  rowBelow,
  totalsByCurrency,
} from './close-sheet.ts';
import type { PlacedList } from './close-sheet.ts';

/** A month of issue of a class. */
interface Cohort extends EstimatedVintage {
  readonly class: string;
  readonly currency: string;
}

/** Breakage: by class what is expected never to be redeemed, what of it is income, and the months it is made from. */
export const breakage = closeSheet({
  title: 'Breakage',
  shows: 'What is expected never to be redeemed, and what of it is income',
  when: ({ breakage: classes }) => classes !== null && classes.length > 0,
  draw: (close, ownTitle) => {
    const warning = estimateWarning(close.policy);
    const title = [...ownTitle, note(ESTIMATE_NOTE), ...(warning === null ? [] : [note(warning)])];
    const classes = close.breakage!;
    const cohorts = cohortsOf(close);
    const list = { heading: 'By class', items: classes, totalCount: currenciesOf(classes).length };
    const below = placedList(
      {
        heading: 'By month of issue',
        items: cohorts,
        columns: cohortColumns(cohorts),
        totals: (place: ListPlace) => totalsByCurrency(cohorts, place, COHORT_SUMS),
      },
      rowBelow(list, title.length + 1),
    );
    const above = placedList(
      {
        ...list,
        columns: classColumns(classes, below),
        totals: (place: ListPlace) => totalsByCurrency(classes, place, CLASS_SUMS),
      },
      title.length + 1,
    );
    return {
      rows: [...title, ...above.draw(), ...below.draw()],
      frozen: 1,
      page: { titleRows: 1 },
    };
  },
});

function note(words: string): DrawnRow {
  return { look: 'note', cells: [text(words)] };
}

/** So many months of age are readable on a page. */
const AGES_A_PAGE = 18;

/** The triangle: what was spent of each month of issue, by months of age. */
export const breakageTriangle = closeSheet({
  title: 'Breakage triangle',
  shows:
    'What was spent of the lots of a month of issue in that month (0), in the one after it (1), and so on',
  when: ({ breakage: classes }) => classes !== null && classes.length > 0,
  draw: (close, title) => {
    const cohorts = cohortsOf(close);
    const ages = Math.max(1, ...cohorts.map(({ redeemed }) => redeemed.length));
    const names = Array.from({ length: ages }, (_, age) => String(age));
    const before = [
      { name: 'Class', is: 'text', cell: ({ class: of }) => text(of) },
      ...optionalText<Cohort>('Currency', cohorts, ({ currency }) => currency),
      { name: 'Issued', is: 'month', cell: ({ month: of }) => month(Date.parse(`${of}-01`)) },
      {
        name: 'Spent',
        is: 'money',
        cell: ({ redeemed }, { row }) => {
          const [first, last] = [0, ages - 1].map((age) => cellAt(before.length + age, row));
          return computed(`SUM(${first}:${last})`, money(sumOfCents(redeemed)));
        },
      },
    ] as readonly DrawnColumn<Cohort>[];
    const columns: readonly DrawnColumn<Cohort>[] = [
      ...before,
      ...names.map((name, age): DrawnColumn<Cohort> => ({
        name,
        is: 'money',
        cell: ({ redeemed }) => (age < redeemed.length ? money(redeemed[age]!) : null),
      })),
    ];
    const sums = {
      Spent: ({ redeemed }: Cohort) => sumOfCents(redeemed),
      ...Object.fromEntries(
        names.map((name, age) => [name, ({ redeemed }: Cohort) => redeemed[age] ?? 0]),
      ),
    };
    const list = placedList(
      {
        heading: 'Spent, by month of issue and months of age',
        items: cohorts,
        columns,
        totals: (place: ListPlace) => totalsByCurrency(cohorts, place, sums),
      },
      title.length + 1,
    );
    return {
      rows: [...title, ...list.draw()],
      frozen: 1,
      page: {
        titleRows: 1,
        ...(ages > AGES_A_PAGE && {
          wide: {
            pages: Math.ceil(ages / AGES_A_PAGE),
            titleColumns: `A:${columnLetters(before.length - 1)}`,
          },
        }),
      },
    };
  },
});

function className({ of }: BreakageView): string {
  return Object.values(of).filter(Boolean).join(' / ') || 'All lots';
}

function cohortsOf({ breakage: classes }: CloseView): readonly Cohort[] {
  return (classes ?? []).flatMap((one) =>
    one.cohorts.map((cohort) => ({ ...cohort, class: className(one), currency: one.currency })),
  );
}

function sumOfCents(cents: readonly number[]): number {
  return cents.reduce((sum, one) => sum + one, 0);
}

/** By the name of a column what a cohort has there. */
const COHORT_SUMS: Readonly<Record<string, (cohort: Cohort) => number>> = {
  Earned: ({ earned }) => earned,
  Spent: ({ redeemed }) => sumOfCents(redeemed),
  Expired: ({ expired }) => expired,
  Open: ({ open }) => open,
  Ultimate: ({ ultimate }) => ultimate,
  Breakage: ({ breakage: cents }) => cents,
  Recognised: ({ recognised }) => recognised,
};

const OF_COHORTS = {
  Earned: ({ earned }: BreakageView) => earned,
  Spent: ({ spent }: BreakageView) => spent,
  Expired: ({ expired }: BreakageView) => expired,
  Ultimate: ({ ultimate }: BreakageView) => ultimate,
  Breakage: ({ breakage: cents }: BreakageView) => cents,
  Recognised: ({ recognised }: BreakageView) => recognised,
};
const CLASS_SUMS: Readonly<Record<string, (one: BreakageView) => number>> = {
  ...OF_COHORTS,
  'Still to recognise': ({ toRecognise }) => toRecognise,
  'True-ups before': ({ trueUpsBefore }) => trueUpsBefore,
  'True-up': ({ trueUp }) => trueUp,
};

function classColumns(
  classes: readonly BreakageView[],
  cohorts: PlacedList,
): readonly DrawnColumn<BreakageView>[] {
  const currency = optionalText<BreakageView>('Currency', classes, (one) => one.currency);
  const formula = (name: string, one: BreakageView): string => {
    const { range } = cohorts.place;
    return sumOf(range(name), [
      { of: range('Class'), is: className(one) },
      ...(currency.length > 0 ? [{ of: range('Currency'), is: one.currency }] : []),
    ]);
  };
  const figure = (name: string, of: (one: BreakageView) => number): DrawnColumn<BreakageView> => ({
    name,
    is: 'money',
    cell: (one) => money(of(one)),
  });
  return [
    { name: 'Class', is: 'text', cell: (one) => text(className(one)) },
    ...currency,
    {
      name: 'Expectation',
      is: 'text',
      cell: ({ expectation }) => text(expectationWords(expectation)),
    },
    {
      name: 'Method',
      is: 'text',
      cell: ({ expectation }) =>
        expectation.is === 'escheatable' ? null : text(BREAKAGE_METHODS[expectation.method].title),
    },
    ...Object.entries(OF_COHORTS).map(([name, of]): DrawnColumn<BreakageView> => ({
      name,
      is: 'money',
      cell: (one) => computed(formula(name, one), money(of(one))),
    })),
    {
      name: 'Still to recognise',
      is: 'money',
      cell: ({ toRecognise }, { cell }) =>
        computed(`ROUND(${cell('Breakage')}-${cell('Recognised')},2)`, money(toRecognise)),
    },
    figure('True-ups before', ({ trueUpsBefore }) => trueUpsBefore),
    figure('True-up', ({ trueUp }) => trueUp),
    {
      name: 'Back-test error',
      is: 'money',
      cell: ({ backTest }) => backTest && money(backTest.error),
    },
  ];
}

function cohortColumns(cohorts: readonly Cohort[]): readonly DrawnColumn<Cohort>[] {
  const figure = (name: string): DrawnColumn<Cohort> => ({
    name,
    is: 'money',
    cell: (cohort) => money(COHORT_SUMS[name]!(cohort)),
  });
  return [
    { name: 'Class', is: 'text', cell: ({ class: of }) => text(of) },
    ...optionalText<Cohort>('Currency', cohorts, ({ currency }) => currency),
    { name: 'Issued', is: 'month', cell: ({ month: of }) => month(Date.parse(`${of}-01`)) },
    {
      name: 'Earned',
      is: 'money',
      cell: ({ earned }, { cell }) =>
        computed(['Spent', 'Expired', 'Open'].map(cell).join('+'), money(earned)),
    },
    ...['Spent', 'Expired', 'Open', 'Ultimate', 'Breakage', 'Recognised'].map(figure),
  ];
}

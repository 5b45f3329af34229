import type { CloseView, FluxView } from '../../../contract/close/close-view.ts';
import { FLUX_COMPARISONS, FLUX_MEASURES } from '../../../contract/close/flux.ts';
import type { FluxDifference } from '../../../contract/close/flux.ts';
import { computed, count, money, share, text } from '../../drawn/cells.ts';
import type { DrawnRow } from '../../drawn/drawn-sheet.ts';
import type { DrawnColumn } from '../../drawn/list-rows.ts';
import { countOf } from '../../drawn/ranges.ts';
import { closeSheet, optionalText, placedList } from './close-sheet.ts';
import type { PlacedList } from './close-sheet.ts';

/** An amount of the period beside one thing that it is compared with. */
interface Compared extends Pick<
  FluxView,
  'currency' | 'column' | 'value' | 'measure' | 'amount' | 'explanation' | 'wantsExplanation'
> {
  readonly difference: FluxDifference;
}

/** Flux: the period beside the one before, the same a year ago, and what was to be expected. */
export const flux = closeSheet({
  title: 'Flux',
  shows:
    'The period beside the one before, a year ago and what was to be expected, with explanations',
  when: ({ flux: lines }) => lines.length > 0,
  draw: (close, title) => {
    const compared = comparedOf(close);
    const headingRow = title.length + 1;
    const list = placedList(
      { heading: 'Differences', items: compared, columns: columnsOf(compared) },
      headingRow + 3,
    );
    return {
      rows: [...title, ...counts(compared, list), ...list.draw()],
      frozen: 1,
      page: { titleRows: 1 },
    };
  },
});

function comparedOf({ flux: lines }: CloseView): readonly Compared[] {
  return lines.flatMap((line) => line.differences.map((difference) => ({ ...line, difference })));
}

const [OVER, EXPLAINED, MISSING] = ['Over', 'Explained', 'MISSING'];

/** How many differences are over the thresholds, and how many want an explanation that nobody has given. */
function counts(compared: readonly Compared[], { place }: PlacedList): readonly DrawnRow[] {
  const line = (words: string, column: string, is: string, holds: (one: Compared) => boolean) => ({
    look: 'plain' as const,
    cells: [
      text(words),
      computed(countOf([{ of: place.range(column), is }]), count(compared.filter(holds).length)),
    ],
  });
  return [
    { look: 'plain', cells: [] },
    line('Over the thresholds', 'Thresholds', OVER!, ({ difference }) => difference.isOver),
    line('Without an explanation', 'Explained', MISSING!, (one) => standing(one) === MISSING),
  ];
}

function standing({ explanation, wantsExplanation, difference }: Compared): string {
  if (explanation !== null) return EXPLAINED!;
  return wantsExplanation && difference.isOver ? MISSING! : '';
}

function columnsOf(compared: readonly Compared[]): readonly DrawnColumn<Compared>[] {
  return [
    { name: 'By', is: 'text', cell: ({ column }) => text(column ?? 'Total') },
    {
      name: 'Value',
      is: 'text',
      cell: ({ column, value }) => (column === null ? null : text(value || '(none)')),
    },
    ...optionalText<Compared>('Currency', compared, ({ currency }) => currency),
    { name: 'Measure', is: 'text', cell: ({ measure }) => text(FLUX_MEASURES[measure]) },
    { name: 'Amount', is: 'money', cell: ({ amount }) => money(amount) },
    {
      name: 'Compared with',
      is: 'text',
      cell: ({ difference }) => text(FLUX_COMPARISONS[difference.with].title),
    },
    { name: 'Base', is: 'money', cell: ({ difference }) => money(difference.base) },
    {
      name: 'Difference',
      is: 'money',
      cell: ({ difference }, { cell }) =>
        computed(`ROUND(${cell('Amount')}-${cell('Base')},2)`, money(difference.cents)),
    },
    {
      name: 'Of the base',
      is: 'share',
      cell: ({ difference: { base, cents, basisPoints } }, { cell }) =>
        basisPoints === null
          ? null
          : computed(`${cell('Difference')}/ABS(${cell('Base')})`, share(cents / Math.abs(base))),
    },
    {
      name: 'Thresholds',
      is: 'text',
      cell: ({ difference }) => (difference.isOver ? text(OVER!) : null),
    },
    { name: 'Explained', is: 'text', cell: (one) => text(standing(one)) },
    { name: 'Explanation', is: 'text', cell: ({ explanation }) => text(explanation ?? '') },
  ];
}

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { GridColumn, GridView } from '../../../core/contract/api/grid.ts';
import { Button } from '../../components/controls/controls.tsx';
import { useFormat } from '../../format/use-format.ts';
import { filterWords, periodWords, QUICK_WORDS } from './filter-words.ts';
import css from './view.module.css';

/** What a chip takes away: a part of the scope, or one column filter. */
export type ChipPart = 'quick' | 'customer' | 'period' | 'search' | 'ids' | 'sort' | number;

interface ViewChipsProps {
  readonly view: GridView;
  readonly columns: readonly GridColumn[];
  readonly onRemove: (part: ChipPart) => void;
  readonly onReset: () => void;
  /** What can be done with the view, at the end of the line. */
  readonly children: ReactNode;
}

/** What the view leaves out, one chip each. */
export function ViewChips({ view, columns, onRemove, onReset, children }: ViewChipsProps) {
  const format = useFormat();
  const chips: [ChipPart, string][] = [];
  if (view.quick !== 'all') chips.push(['quick', QUICK_WORDS[view.quick]]);
  if (view.customer !== null) chips.push(['customer', `Customer ${view.customer}`]);
  if (view.period !== null) chips.push(['period', periodWords(view.period)]);
  if (view.search !== null) chips.push(['search', `Id ${view.search}`]);
  if (view.ids !== null) chips.push(['ids', `${format.count(view.ids.length)} selected rows`]);
  for (const [place, filter] of view.filters.entries())
    chips.push([place, filterWords(filter, columns, format)]);
  if (view.sort.length > 0)
    chips.push([
      'sort',
      `Sorted by ${view.sort.map(({ column, descending }) => `${column} ${descending ? '↓' : '↑'}`).join(', ')}`,
    ]);
  return (
    <div className={css.chips}>
      <ul aria-label="Active filters" className={css.chipList}>
        {chips.map(([part, words]) => (
          <li key={`${part} ${words}`} className={css.chip}>
            <span>{words}</span>
            <button type="button" aria-label={`Remove: ${words}`} onClick={() => onRemove(part)}>
              <X size={13} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {chips.length > 0 && (
        <Button look="plain" onClick={onReset}>
          Reset
        </Button>
      )}
      <div className={css.barEnd}>{children}</div>
    </div>
  );
}

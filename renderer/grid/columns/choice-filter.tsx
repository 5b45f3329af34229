import { useRef } from 'react';
import { useGridFilter } from 'ag-grid-react';
import type { CustomFilterProps } from 'ag-grid-react';
import type { GridRow } from '../../../core/contract/api/grid.ts';
import { Button } from '../../components/controls/controls.tsx';
import css from './columns.module.css';

export interface ChoiceModel {
  readonly values: readonly string[];
}
interface ChoiceFilterProps extends CustomFilterProps<GridRow, unknown, ChoiceModel> {
  readonly values: readonly string[];
}

/** The filter of a column that has few values: a tick for each of them. None ticked means all. */
export function ChoiceFilter({ values, model, onModelChange, column }: ChoiceFilterProps) {
  const first = useRef<HTMLInputElement>(null);
  useGridFilter({
    // The program filters; rows that are here have passed.
    doesFilterPass: () => true,
    afterGuiAttached: (opened) => {
      if (!opened?.suppressFocus) first.current?.focus();
    },
  });
  const chosen = new Set(model?.values);
  const toggle = (value: string): void => {
    const next = values.filter((one) => chosen.has(one) !== (one === value));
    onModelChange(next.length === 0 ? null : { values: next });
  };
  return (
    <div className={css.choices} role="group" aria-label={column.getColDef().headerName}>
      {values.map((value, place) => (
        <label key={value}>
          <input
            ref={place === 0 ? first : undefined}
            type="checkbox"
            checked={chosen.has(value)}
            onChange={() => toggle(value)}
          />
          {value === '' ? '(blank)' : value}
        </label>
      ))}
      <Button disabled={model === null} onClick={() => onModelChange(null)}>
        All
      </Button>
    </div>
  );
}

import { useGridFilter } from 'ag-grid-react';
import type { CustomFilterProps } from 'ag-grid-react';
import type { GridRow } from '../../core/contract/api/grid.ts';
import { Button } from '../components/controls.tsx';
import css from './grid.module.css';

export interface ChoiceModel {
  readonly values: readonly string[];
}
interface ChoiceFilterProps extends CustomFilterProps<GridRow, unknown, ChoiceModel> {
  readonly values: readonly string[];
}

/** The filter of a column that has few values: a tick for each of them. None ticked means all. */
export function ChoiceFilter({ values, model, onModelChange, column }: ChoiceFilterProps) {
  // The program filters; rows that are here have passed.
  useGridFilter({ doesFilterPass: () => true });
  const chosen = new Set(model?.values);
  const toggle = (value: string): void => {
    const next = values.filter((one) => chosen.has(one) !== (one === value));
    onModelChange(next.length === 0 ? null : { values: next });
  };
  return (
    <div className={css.choices} role="group" aria-label={column.getColDef().headerName}>
      {values.map((value) => (
        <label key={value}>
          <input type="checkbox" checked={chosen.has(value)} onChange={() => toggle(value)} />
          {value === '' ? '(blank)' : value}
        </label>
      ))}
      <Button disabled={model === null} onClick={() => onModelChange(null)}>
        All
      </Button>
    </div>
  );
}

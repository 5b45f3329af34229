import { ArrowDown, ArrowUp } from 'lucide-react';
import type { GridColumn } from '../../../core/contract/api/grid.ts';
import { Button, CheckField } from '../../components/controls/controls.tsx';
import { Dialog } from '../../components/overlays/dialog.tsx';
import { defaultChoice, moved, shownNames, toggled } from './column-choice.ts';
import type { ColumnChoice } from './column-choice.ts';
import css from './columns.module.css';

interface ColumnDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly columns: readonly GridColumn[];
  readonly choice: ColumnChoice;
  readonly onChange: (choice: ColumnChoice) => void;
}

/** Which columns are shown and in which order; exports and copies follow it. */
export function ColumnDialog({ open, onClose, columns, choice, onChange }: ColumnDialogProps) {
  return (
    <Dialog
      title="Columns"
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => onChange(defaultChoice(columns))}>Reset to default</Button>
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <p className="quiet">
        {shownNames(choice).length} of {choice.length} are shown. Exports and copies have the same
        columns in the same order.
      </p>
      <ul className={css.columnList}>
        {choice.map(({ name, hidden }, place) => (
          <li key={name}>
            <CheckField
              label={name}
              checked={!hidden}
              onChange={() => onChange(toggled(choice, name))}
            />
            <Button
              look="plain"
              iconOnly
              aria-label={`Move ${name} up`}
              disabled={place === 0}
              onClick={() => onChange(moved(choice, name, -1))}
            >
              <ArrowUp size={14} aria-hidden />
            </Button>
            <Button
              look="plain"
              iconOnly
              aria-label={`Move ${name} down`}
              disabled={place === choice.length - 1}
              onClick={() => onChange(moved(choice, name, 1))}
            >
              <ArrowDown size={14} aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

import { useState } from 'react';
import { TYPE_NAMES } from '../../../core/contract/close/chart.ts';
import type { ChartLineText, GroupColumn } from '../../../core/contract/close/chart.ts';
import { readLine } from '../../../core/contract/close/charts/line-text.ts';
import { Button, CheckField, TextField } from '../../components/controls/controls.tsx';
import { Dialog } from '../../components/overlays/dialog.tsx';
import parts from '../../components/surfaces/parts.module.css';
import type { WrongLine } from './chart-draft.ts';
import css from './chart.module.css';

interface LineDialogProps {
  readonly title: string;
  readonly line: ChartLineText;
  /** The grouping columns that customers have. */
  readonly columns: readonly GroupColumn[];
  readonly onClose: () => void;
  readonly onTake: (line: ChartLineText) => void;
}

/** The fields of a line of the chart, in a dialog of their own. What is wrong is said once it has been tried to take it. */
export function LineDialog({ title, line, columns, onClose, onTake }: LineDialogProps) {
  const [typed, setTyped] = useState(line);
  const [isTried, setIsTried] = useState(false);
  const read = readLine(typed);
  const wrong: WrongLine = isTried && !read.ok ? read.wrong : {};
  const set = (change: Partial<ChartLineText>): void => setTyped({ ...typed, ...change });
  const take = (): void => {
    setIsTried(true);
    if (read.ok) onTake(typed);
  };
  const field = (name: 'name' | 'debit' | 'credit' | 'memo' | 'reasons' | 'dimensions') => ({
    value: typed[name],
    wrong: wrong[name] ?? null,
    onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
  });
  return (
    <Dialog
      title={title}
      open
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" onClick={take}>
            Take this line
          </Button>
        </>
      }
    >
      <div className={parts.form}>
        <TextField label="Name" {...field('name')} />
        <Types types={typed.types} wrong={wrong.types} onChange={(types) => set({ types })} />
        <TextField
          label="Reasons"
          hint="* for any; several with semicolons between them; a pattern with * and ?; (none) for rows without one."
          {...field('reasons')}
        />
        {columns.length > 0 && (
          <div className={parts.fields}>
            {columns.map((column) => (
              <TextField
                key={column}
                label={column}
                placeholder="any"
                value={typed.groups[column]}
                onChange={({ target }) =>
                  set({ groups: { ...typed.groups, [column]: target.value } })
                }
              />
            ))}
          </div>
        )}
        <div className={parts.fields}>
          <TextField label="Debit account" {...field('debit')} />
          <TextField label="Credit account" {...field('credit')} />
        </div>
        <TextField
          label="Memo"
          hint="{PERIOD}, {REASON}, {COMPANY}, {COST_CENTER}, {REGION} and {CUSTOMER_GROUP} stand for those of the amount."
          {...field('memo')}
        />
        <TextField
          label="Dimensions"
          placeholder="LOCATION=North; CLASS={REASON}"
          hint="NAME=value, with semicolons between them. Blank for none."
          {...field('dimensions')}
        />
      </div>
    </Dialog>
  );
}

interface TypesProps {
  readonly types: string;
  readonly wrong: string | undefined;
  readonly onChange: (types: string) => void;
}

function Types({ types, wrong, onChange }: TypesProps) {
  const chosen = types.split(';').map((type) => type.trim());
  return (
    <fieldset className={css.types}>
      <legend>Types</legend>
      {TYPE_NAMES.map((type) => (
        <CheckField
          key={type}
          label={type}
          checked={chosen.includes(type)}
          onChange={({ target }) =>
            onChange(
              TYPE_NAMES.filter((one) =>
                one === type ? target.checked : chosen.includes(one),
              ).join('; '),
            )
          }
        />
      ))}
      {wrong && <span className={css.wrong}>{wrong}</span>}
    </fieldset>
  );
}

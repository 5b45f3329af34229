import { useState } from 'react';
import { ITEM_KINDS } from '../../../core/contract/close/tie-out.ts';
import type { ItemAt } from '../../../core/contract/close/tie-out.ts';
import { Button, ChoiceField, TextField } from '../../components/controls/controls.tsx';
import { choicesOf } from '../../components/controls/choices.ts';
import { DateField } from '../../components/date-field/date-field.tsx';
import { Dialog } from '../../components/overlays/dialog.tsx';
import parts from '../../components/surfaces/parts.module.css';
import { ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { useFormat, useSettings } from '../../format/use-format.ts';
import type { ClosePanelProps } from '../frame/close-part.ts';
import { formOfItem, itemOf, newItem } from './item-form.ts';
import type { ItemForm } from './item-form.ts';
import { placeWords } from './ledger-balances.ts';

interface ItemDialogProps extends ClosePanelProps {
  /** Null for a new one. */
  readonly item: ItemAt | null;
  readonly onEnd: () => void;
}

/** A reconciling item is listed, or changed. */
export function ItemDialog({ view, enter, busy, problem, item, onEnd }: ItemDialogProps) {
  const format = useFormat();
  const settings = useSettings();
  const lines = view.tieOut;
  const [form, setForm] = useState<ItemForm>(() =>
    item === null
      ? newItem(lines.find(({ isTied }) => !isTied) ?? lines[0]!, format)
      : formOfItem(item, format, settings),
  );
  const [isTried, setTried] = useState(false);
  const read = itemOf(form, settings);
  const wrong = isTried && !read.ok ? read.wrong : {};
  const put = (change: Partial<ItemForm>): void => setForm({ ...form, ...change });
  const save = async (): Promise<void> => {
    setTried(true);
    if (!read.ok) return;
    const kept = item ?? {
      id: crypto.randomUUID(),
      openedOn: view.asOf,
      clearedOn: null,
      exception: null,
      attachment: null,
    };
    const { id, openedOn, clearedOn, exception, attachment } = kept;
    const whole = { id, openedOn, clearedOn, exception, attachment, ...read.item };
    if (await enter([{ is: 'item', item: whole }])) onEnd();
  };
  return (
    <Dialog
      title={item === null ? 'Add a reconciling item' : 'Change the reconciling item'}
      open
      onClose={onEnd}
      actions={
        <>
          <Button onClick={onEnd}>Cancel</Button>
          <Button look="primary" disabled={busy} onClick={() => void save()}>
            {item === null ? 'Add the item' : 'Save'}
          </Button>
        </>
      }
    >
      <form
        className={parts.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {lines.length > 1 && (
          <ChoiceField
            label="Line"
            value={placeWords(form.place)}
            choices={lines.map((line) => ({ value: placeWords(line), words: placeWords(line) }))}
            onChange={(words) => {
              const { account, currency, company } = lines.find(
                (line) => placeWords(line) === words,
              )!;
              put({ place: { account, currency, company } });
            }}
          />
        )}
        <ChoiceField
          label="Kind"
          hint={ITEM_KINDS[form.kind].meaning}
          value={form.kind}
          choices={choicesOf(ITEM_KINDS)}
          onChange={(kind) => put({ kind })}
        />
        <TextField
          label="Amount"
          hint="The part of general ledger less sub-ledger that it explains; below zero where the general ledger has less."
          inputMode="decimal"
          value={form.amount}
          wrong={wrong.amount}
          onChange={({ target }) => put({ amount: target.value })}
        />
        <TextField
          label="Explanation"
          required
          maxLength={2000}
          value={form.explanation}
          wrong={wrong.explanation}
          onChange={({ target }) => put({ explanation: target.value })}
        />
        <TextField
          label="Reference"
          hint="A document, a ticket or an entry where it can be looked up."
          maxLength={200}
          value={form.reference}
          onChange={({ target }) => put({ reference: target.value })}
        />
        <DateField
          label="Expected clearing date"
          value={form.expectedBy}
          onChange={(expectedBy) => put({ expectedBy })}
        />
        {problem && <ProblemNotice problem={problem} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

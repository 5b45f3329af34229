import { ITEM_KINDS } from '../../core/contract/close/tie-out.ts';
import { choicesOf } from '../components/controls/choices.ts';
import { ChoiceField, TextField } from '../components/controls/controls.tsx';
import { DateField } from '../components/date-field/date-field.tsx';
import type { ItemForm, WrongItem } from './item-form.ts';

interface ItemFieldsProps {
  readonly form: ItemForm;
  readonly wrong: WrongItem;
  readonly onChange: (change: Partial<ItemForm>) => void;
}

/** What a person says of a reconciling item. */
export function ItemFields({ form, wrong, onChange }: ItemFieldsProps) {
  return (
    <>
      <ChoiceField
        label="Kind"
        hint={ITEM_KINDS[form.kind].meaning}
        value={form.kind}
        choices={choicesOf(ITEM_KINDS)}
        onChange={(kind) => onChange({ kind })}
      />
      <TextField
        label="Amount"
        hint="The part of general ledger less sub-ledger that it explains; below zero where the general ledger has less."
        inputMode="decimal"
        value={form.amount}
        wrong={wrong.amount}
        onChange={({ target }) => onChange({ amount: target.value })}
      />
      <TextField
        label="Explanation"
        required
        maxLength={2000}
        value={form.explanation}
        wrong={wrong.explanation}
        onChange={({ target }) => onChange({ explanation: target.value })}
      />
      <TextField
        label="Reference"
        hint="A document, a ticket or an entry where it can be looked up."
        maxLength={200}
        value={form.reference}
        onChange={({ target }) => onChange({ reference: target.value })}
      />
      <DateField
        label="Expected clearing date"
        value={form.expectedBy}
        onChange={(expectedBy) => onChange({ expectedBy })}
      />
    </>
  );
}

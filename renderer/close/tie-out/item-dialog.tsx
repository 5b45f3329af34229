import { useState } from 'react';
import type { ItemAt, TieOutLine } from '../../../core/contract/close/tie-out.ts';
import { Button, ChoiceField } from '../../components/controls/controls.tsx';
import { Dialog } from '../../components/overlays/dialog.tsx';
import parts from '../../components/surfaces/parts.module.css';
import { ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { ItemFields } from '../../reconciling-items/item-fields.tsx';
import { formOfItem, itemOf, newItem } from '../../reconciling-items/item-form.ts';
import type { ItemForm } from '../../reconciling-items/item-form.ts';
import { useFormat, useSettings } from '../../format/use-format.ts';
import { AttachedFile } from '../attachments/attached-file.tsx';
import type { ClosePanelProps } from '../frame/close-part.ts';
import { placeWords } from './ledger-balances.ts';

interface ItemDialogProps extends ClosePanelProps {
  /** Null for a new one. */
  readonly item: ItemAt | null;
  readonly onEnd: () => void;
}

/** A reconciling item is listed, or changed. */
export function ItemDialog({ view, enter, act, busy, problem, item, onEnd }: ItemDialogProps) {
  const format = useFormat();
  const settings = useSettings();
  const lines = view.tieOut;
  const newOf = ({ account, currency, company, unexplained }: TieOutLine): ItemForm =>
    newItem({ account, currency, company }, unexplained, format);
  const [form, setForm] = useState<ItemForm>(() =>
    item === null
      ? newOf(lines.find(({ isTied }) => !isTied) ?? lines[0]!)
      : formOfItem(item, format, settings),
  );
  const [attachment, setAttachment] = useState(item?.attachment ?? null);
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
    };
    const { id, openedOn, clearedOn, exception } = kept;
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
        <ItemFields form={form} wrong={wrong} onChange={put} />
        <AttachedFile
          label="Attach a file"
          file={attachment}
          onChange={setAttachment}
          {...{ act, busy }}
        />
        {problem && <ProblemNotice problem={problem} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

import { useState } from 'react';
import { Link } from 'wouter';
import type { ExceptionRecord, RunRecord } from '../../../core/contract/run.ts';
import { useAction, useCall } from '../../bridge/api.ts';
import { useActing } from '../../close/acting/use-acting.ts';
import { Button, ChoiceField } from '../../components/controls/controls.tsx';
import { Dialog } from '../../components/overlays/dialog.tsx';
import parts from '../../components/surfaces/parts.module.css';
import { Loading, ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { useFormat, useSettings } from '../../format/use-format.ts';
import { pathTo } from '../../frame/routes.ts';
import { ItemFields } from '../../reconciling-items/item-fields.tsx';
import { explainedBy, itemOf, newItem } from '../../reconciling-items/item-form.ts';

interface ItemOfExceptionDialogProps {
  readonly run: RunRecord;
  readonly period: string;
  readonly record: ExceptionRecord;
  readonly onEnd: () => void;
}

/** Makes an exception a reconciling item; each leads to the other from then on. */
export function ItemOfExceptionDialog({ run, period, record, onEnd }: ItemOfExceptionDialogProps) {
  const { sourceId, id: runId } = run;
  const format = useFormat();
  const settings = useSettings();
  const { data: view, error } = useCall('close.view', { sourceId, period });
  const make = useAction('close.item-of-exception', [
    'close.view',
    'close.linked-items',
    'exceptions.notes',
  ]);
  const { person } = useActing(view?.terms.people ?? []);
  const { key, currency, message } = record;
  const [form, setForm] = useState(() => ({
    ...newItem({ account: '', currency, company: '' }, explainedBy(record), format),
    explanation: message,
  }));
  const [isTried, setTried] = useState(false);
  const accounts = view?.terms.accounts.map(({ account }) => account) ?? [];
  const account = form.place.account || accounts[0];
  const read = itemOf(form, settings);
  const submit = (): void => {
    setTried(true);
    if (!read.ok || account === undefined) return;
    const { kind, cents: part, reference, explanation, expectedBy } = read.item;
    const item = { account, kind, cents: part, reference, explanation, expectedBy };
    const by = person !== null && { by: person };
    make.mutate({ sourceId, period, key, item, ...by }, { onSuccess: onEnd });
  };
  const problem = error ?? make.error;
  return (
    <Dialog
      title={`Reconciling item of ${period}`}
      open
      onClose={onEnd}
      actions={
        <>
          <Button onClick={onEnd}>Cancel</Button>
          <Button
            look="primary"
            disabled={make.isPending || account === undefined}
            onClick={submit}
          >
            Add the item
          </Button>
        </>
      }
    >
      <div className={parts.form}>
        {!view && !error && <Loading what="Opening the close" />}
        {view && accounts.length === 0 && (
          <p>
            The close of this source is not set up yet.{' '}
            <Link href={pathTo('close', { runId })}>Set it up</Link>
          </p>
        )}
        {account !== undefined && (
          <>
            {accounts.length > 1 && (
              <ChoiceField
                label="Account"
                value={account}
                choices={accounts.map((one) => ({ value: one, words: one }))}
                onChange={(chosen) =>
                  setForm({ ...form, place: { ...form.place, account: chosen } })
                }
              />
            )}
            <ItemFields
              form={form}
              wrong={isTried && !read.ok ? read.wrong : {}}
              onChange={(change) => setForm({ ...form, ...change })}
            />
            {person !== null && <p className="quiet">Entered as {person}.</p>}
          </>
        )}
        {problem && <ProblemNotice problem={problem} />}
      </div>
    </Dialog>
  );
}

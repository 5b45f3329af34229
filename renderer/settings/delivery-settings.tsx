import { useState } from 'react';
import type { SubmitEvent } from 'react';
import type { DeliveryView } from '../../core/contract/api/delivery.ts';
import { useAction, useCall } from '../bridge/api.ts';
import { choicesOf } from '../components/controls/choices.ts';
import { Button, CheckField, ChoiceField, TextField } from '../components/controls/controls.tsx';
import { CredentialsFields } from '../components/credentials/credentials-fields.tsx';
import { secretToTest } from '../components/credentials/credentials-form.ts';
import { Dialog } from '../components/overlays/dialog.tsx';
import { Loading, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useToast } from '../components/overlays/toasts.tsx';
import { useConnectionTest } from '../places/connection-test.ts';
import type { StoreForm } from '../places/place-form.ts';
import { EndpointField, ProfileField, RegionField, RequestChecks } from '../places/s3-fields.tsx';
import { TestResult } from '../places/test-result.tsx';
import { deliveryFormOf, readDeliveryForm, withEncryption } from './delivery-form.ts';
import type { DeliveryForm, DeliveryReading } from './delivery-form.ts';
import css from './settings.module.css';

const ENCRYPTIONS: Readonly<Record<DeliveryForm['encryption'], string>> = {
  bucket: 'As the bucket has it',
  aes256: 'AES-256, by a key of the storage',
  kms: 'AWS KMS',
  customer: 'Own key (SSE-C)',
};

/** Where the files of completed runs are delivered to. Saved as a whole, when it is said. */
export function DeliverySettings() {
  const { data: view, error } = useCall('delivery.get', {});
  return (
    <Panel title="Delivery">
      {error && <ProblemNotice problem={error} />}
      {view === undefined && !error && <Loading what="Reading the delivery" />}
      {view !== undefined && <Editor view={view} />}
    </Panel>
  );
}

function Editor({ view }: { view: DeliveryView | null }) {
  const toast = useToast();
  const [edited, setEdited] = useState<DeliveryForm | null>(null);
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const save = useAction('delivery.save', ['delivery.get']);
  const test = useConnectionTest('delivery.test');
  const kept = view?.secret ?? null;
  const form = edited ?? deliveryFormOf(view);
  const reading = readDeliveryForm(form, kept);
  const shownWrong = tried && reading.kind === 'wrong' ? reading : null;
  const change = (next: DeliveryForm): void => {
    setEdited(next);
    test.forget();
    save.reset();
  };
  const begin = (): void => {
    setTried(true);
    if (reading.kind !== 'right') return;
    const secret = secretToTest(reading.secret);
    test.begin({ delivery: reading.delivery, ...(secret && { secret }) });
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (reading.kind === 'wrong') return;
    const { delivery, secret } = reading;
    save.mutate(
      { delivery, ...(secret !== undefined && { secret }) },
      {
        onSuccess: () => {
          setEdited(null);
          setTried(false);
          toast('The delivery is saved.');
        },
      },
    );
  };
  const remove = (): void => {
    setAsking(false);
    test.forget();
    save.mutate(
      { delivery: null, secret: null },
      {
        onSuccess: () => {
          setEdited(null);
          setTried(false);
          toast('Runs are no longer delivered.');
        },
      },
    );
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <p className="quiet">
        The files of a completed run are uploaded to S3, each run to a folder of its own. A manifest
        is written last, so that whoever reads there sees the whole set or none of it.
      </p>
      <StoreFields form={form} wrong={shownWrong?.wrong ?? {}} onChange={change} />
      <CredentialsFields
        form={form.credentials}
        kept={kept}
        wrong={shownWrong?.wrongCredentials ?? {}}
        ownKeyElsewhere
        onChange={(credentials) => change({ ...form, credentials })}
      />
      <CheckField
        label="Deliver each run when it is completed"
        hint="Otherwise a run is delivered when you say so, in its report."
        checked={form.automatic}
        onChange={({ target }) => change({ ...form, automatic: target.checked })}
      />
      <TestResult test={test} />
      {save.error && <ProblemNotice problem={save.error} />}
      <div className={css.buttons}>
        <Button type="submit" look="primary" disabled={save.isPending}>
          Save the delivery
        </Button>
        <Button disabled={test.busy} onClick={begin}>
          Test
        </Button>
        {view !== null && (
          <Button look="danger" disabled={save.isPending} onClick={() => setAsking(true)}>
            Remove
          </Button>
        )}
        <span className="quiet" role="status">
          {shownWrong
            ? 'Something above is not right yet.'
            : edited !== null
              ? 'Not saved yet.'
              : view === null
                ? 'No delivery is set up.'
                : ''}
        </span>
      </div>
      <RemoveDialog open={asking} onClose={() => setAsking(false)} onRemove={remove} />
    </form>
  );
}

interface StoreFieldsProps {
  readonly form: DeliveryForm;
  readonly wrong: Extract<DeliveryReading, { kind: 'wrong' }>['wrong'];
  readonly onChange: (form: DeliveryForm) => void;
}

/** The place, how it is reached, and how it is encrypted there. */
function StoreFields({ form, wrong, onChange }: StoreFieldsProps) {
  const change = (changed: Partial<StoreForm>): void => onChange({ ...form, ...changed });
  return (
    <div className={css.fields}>
      <div className={css.whole}>
        <TextField
          label="Place"
          placeholder="s3://bucket/folder"
          spellCheck={false}
          autoComplete="off"
          value={form.place}
          wrong={wrong.place}
          onChange={({ target }) => onChange({ ...form, place: target.value })}
        />
      </div>
      <RegionField form={form} wrong={wrong.region} onChange={change} />
      <EndpointField form={form} wrong={wrong.endpoint} onChange={change} />
      {form.credentials.by === 'chain' && (
        <ProfileField form={form} wrong={wrong.profile} onChange={change} />
      )}
      <ChoiceField
        label="Encryption"
        value={form.encryption}
        choices={choicesOf(ENCRYPTIONS)}
        onChange={(encryption) => onChange(withEncryption(form, encryption))}
      />
      {form.encryption === 'kms' && (
        <TextField
          label="KMS key"
          placeholder="the key of the bucket"
          hint="Its id, alias or ARN. Blank: the one that the storage has for it."
          value={form.kmsKeyId}
          onChange={({ target }) => onChange({ ...form, kmsKeyId: target.value })}
        />
      )}
      <div className={css.checks}>
        <RequestChecks form={form} onChange={change} />
      </div>
    </div>
  );
}

function RemoveDialog(props: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}) {
  const { open, onClose, onRemove } = props;
  return (
    <Dialog
      title="Remove the delivery?"
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" onClick={onRemove}>
            Remove
          </Button>
        </>
      }
    >
      Runs are no longer delivered, and the credentials that are kept for it are forgotten. What was
      delivered stays where it is.
    </Dialog>
  );
}

import { useState } from 'react';
import type { SubmitEvent } from 'react';
import type { DeliveryView } from '../../core/contract/api/delivery.ts';
import { useCall } from '../bridge/api.ts';
import { choicesOf } from '../components/controls/choices.ts';
import { Button, CheckField, ChoiceField, TextField } from '../components/controls/controls.tsx';
import { CredentialsFields } from '../components/credentials/credentials-fields.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { Loading, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import type { StoreForm } from '../places/place-form.ts';
import { EndpointField, ProfileField, RegionField, RequestChecks } from '../places/s3-fields.tsx';
import { TestResult } from '../places/test-result.tsx';
import { withEncryption } from './delivery-form.ts';
import type { DeliveryForm, DeliveryReading } from './delivery-form.ts';
import css from './settings.module.css';
import { useEditedDelivery } from './use-edited-delivery.ts';

const ENCRYPTIONS: Readonly<Record<DeliveryForm['encryption'], string>> = {
  bucket: 'Default of the bucket',
  aes256: 'AES-256, with a key of the storage',
  kms: 'AWS KMS',
  customer: 'Your own key (SSE-C)',
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
  const [asking, setAsking] = useState(false);
  const edited = useEditedDelivery(view);
  const { form, wrong, change, test } = edited;
  const kept = view?.secret ?? null;
  const none = view === null ? 'No delivery is set up.' : '';
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    edited.save();
  };
  const onRemove = (): void => {
    setAsking(false);
    edited.remove();
  };
  return (
    <form className={css.form} onSubmit={onSubmit} noValidate>
      <p className="quiet">
        The files of each completed run are uploaded to S3, into a folder per run. A manifest is
        written last, so readers see the complete set or nothing.
      </p>
      <StoreFields form={form} wrong={wrong?.wrong ?? {}} onChange={change} />
      <CredentialsFields
        form={form.credentials}
        kept={kept}
        wrong={wrong?.wrongCredentials ?? {}}
        ownKeyElsewhere
        onChange={(credentials) => change({ ...form, credentials })}
      />
      <CheckField
        label="Deliver each run when it is completed"
        hint="Otherwise you deliver each run yourself, in its Report step."
        checked={form.automatic}
        onChange={({ target }) => change({ ...form, automatic: target.checked })}
      />
      <TestResult test={test} />
      {edited.problem && <ProblemNotice problem={edited.problem} />}
      <div className={css.buttons}>
        <Button type="submit" look="primary" disabled={edited.saving}>
          Save delivery
        </Button>
        <Button disabled={test.busy} onClick={edited.tryIt}>
          Test
        </Button>
        {view !== null && (
          <Button look="danger" disabled={edited.saving} onClick={() => setAsking(true)}>
            Remove
          </Button>
        )}
        <span className="quiet" role="status">
          {wrong
            ? 'Please correct the fields marked above.'
            : edited.unsaved
              ? 'Not saved yet.'
              : none}
        </span>
      </div>
      <RemoveDialog open={asking} onClose={() => setAsking(false)} onRemove={onRemove} />
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
          label="Location"
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
          placeholder="default key of the bucket"
          hint="Key id, alias or ARN. Blank: the default key of the bucket."
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
      Runs are no longer delivered, and the saved credentials are deleted. Files that were delivered
      stay where they are.
    </Dialog>
  );
}

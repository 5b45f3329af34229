import { CheckField, TextField } from '../components/controls/controls.tsx';
import type { S3Form, StoreForm } from './place-form.ts';
import css from './places.module.css';

interface StoreFieldProps {
  readonly form: StoreForm;
  readonly wrong?: string | null | undefined;
  /** What is changed in the form. */
  readonly onChange: (changed: Partial<StoreForm>) => void;
}

/** The same for all that is typed of a store. */
const TYPED = { spellCheck: false, autoComplete: 'off' } as const;

export function RegionField({ form, wrong, onChange }: StoreFieldProps) {
  return (
    <TextField
      label="Region"
      placeholder="from the profile"
      value={form.region}
      wrong={wrong}
      onChange={({ target }) => onChange({ region: target.value })}
      {...TYPED}
    />
  );
}

export function ProfileField({ form, wrong, onChange }: StoreFieldProps) {
  return (
    <TextField
      label="Profile"
      placeholder="default"
      value={form.profile}
      wrong={wrong}
      onChange={({ target }) => onChange({ profile: target.value })}
      {...TYPED}
    />
  );
}

export function EndpointField({ form, wrong, onChange }: StoreFieldProps) {
  return (
    <TextField
      label="Endpoint"
      placeholder="https://minio.example.com"
      hint="Only for storage other than AWS."
      value={form.endpoint}
      wrong={wrong}
      onChange={({ target }) => onChange({ endpoint: target.value })}
      {...TYPED}
    />
  );
}

/** How a store wants to be asked. */
export function RequestChecks({ form, onChange }: Omit<StoreFieldProps, 'wrong'>) {
  return (
    <>
      <CheckField
        label="Path-style addresses"
        hint="Often needed for MinIO and Ceph."
        checked={form.pathStyle}
        onChange={({ target }) => onChange({ pathStyle: target.checked })}
      />
      <CheckField
        label="Requester pays"
        hint="Your account pays for the transfer."
        checked={form.requesterPays}
        onChange={({ target }) => onChange({ requesterPays: target.checked })}
      />
    </>
  );
}

interface S3FieldsProps {
  readonly form: S3Form;
  /** Keys that are given go before a profile. */
  readonly profile: boolean;
  readonly wrongEndpoint?: string | null;
  readonly onChange: (form: S3Form) => void;
}

/** How an S3 place is reached, but for its credentials: the fields of a grid. */
export function S3Fields({ form, profile, wrongEndpoint, onChange }: S3FieldsProps) {
  const change = (changed: Partial<S3Form>): void => onChange({ ...form, ...changed });
  return (
    <>
      <RegionField form={form} onChange={change} />
      {profile && <ProfileField form={form} onChange={change} />}
      <EndpointField form={form} wrong={wrongEndpoint} onChange={change} />
      <TextField
        label="Version id"
        placeholder="the latest"
        hint="One version of the file, in a bucket with versioning."
        value={form.versionId}
        onChange={({ target }) => change({ versionId: target.value })}
        {...TYPED}
      />
      <div className={css.checks}>
        <RequestChecks form={form} onChange={change} />
      </div>
    </>
  );
}

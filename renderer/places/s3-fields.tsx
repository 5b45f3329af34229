import { CheckField, TextField } from '../components/controls/controls.tsx';
import type { S3Form } from './place-form.ts';
import css from './places.module.css';

interface S3FieldsProps {
  readonly form: S3Form;
  /** Keys that are given go before a profile. */
  readonly profile: boolean;
  readonly wrongEndpoint?: string | null;
  readonly onChange: (form: S3Form) => void;
}

/** How an S3 place is reached, but for its credentials: the fields of a grid. */
export function S3Fields({ form, profile, wrongEndpoint, onChange }: S3FieldsProps) {
  const text = (name: 'region' | 'profile' | 'endpoint' | 'versionId') => ({
    value: form[name],
    spellCheck: false,
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) =>
      onChange({ ...form, [name]: target.value }),
  });
  return (
    <>
      <TextField label="Region" placeholder="from the profile" {...text('region')} />
      {profile && <TextField label="Profile" placeholder="default" {...text('profile')} />}
      <TextField
        label="Endpoint"
        placeholder="https://minio.example.com"
        hint="Only for stores other than AWS."
        wrong={wrongEndpoint}
        {...text('endpoint')}
      />
      <TextField
        label="Version id"
        placeholder="the latest"
        hint="One version of the file, in a bucket that keeps them."
        {...text('versionId')}
      />
      <div className={css.checks}>
        <CheckField
          label="Path-style addresses"
          hint="MinIO and Ceph often want them."
          checked={form.pathStyle}
          onChange={({ target }) => onChange({ ...form, pathStyle: target.checked })}
        />
        <CheckField
          label="Requester pays"
          hint="Your account pays for the transfer."
          checked={form.requesterPays}
          onChange={({ target }) => onChange({ ...form, requesterPays: target.checked })}
        />
      </div>
    </>
  );
}

import { useId } from 'react';
import type { KeptSecret } from '../../../core/contract/api/places.ts';
import { useCall } from '../../bridge/api.ts';
import { CheckField, TextField } from '../controls/controls.tsx';
import { keptWords } from './credentials-form.ts';
import type { CredentialsField, CredentialsForm, WrongCredentials } from './credentials-form.ts';
import css from './credentials.module.css';

interface CredentialsFieldsProps {
  readonly form: CredentialsForm;
  /** What is kept already; null where nothing is. */
  readonly kept: KeptSecret | null;
  readonly wrong: WrongCredentials;
  /** Whether an own key is wanted is said by another control. */
  readonly ownKeyElsewhere?: boolean;
  readonly onChange: (form: CredentialsForm) => void;
}

const WAYS = [
  { by: 'chain', words: 'AWS default chain (profile, single sign-on, environment)' },
  { by: 'keys', words: 'Keys saved here' },
] as const;

/** How an S3 place is opened: by what this machine knows, or by keys that are given here. */
export function CredentialsFields({
  form,
  kept,
  wrong,
  ownKeyElsewhere = false,
  onChange,
}: CredentialsFieldsProps) {
  const group = useId();
  const field = (name: CredentialsField, label: string, hint?: string) => (
    <TextField
      type="password"
      autoComplete="off"
      spellCheck={false}
      label={label}
      hint={hint}
      value={form[name]}
      wrong={wrong[name]}
      onChange={({ target }) => onChange({ ...form, [name]: target.value })}
    />
  );
  const secretsWanted = form.by === 'keys' || form.ownKey;
  return (
    <fieldset className={css.credentials}>
      <legend>Credentials</legend>
      <div className={css.ways}>
        {WAYS.map(({ by, words }) => (
          <label key={by} className={css.way}>
            <input
              type="radio"
              name={group}
              checked={form.by === by}
              onChange={() => onChange({ ...form, by })}
            />
            {words}
          </label>
        ))}
      </div>
      {form.by === 'chain' && (
        <p className="quiet">
          They are looked up on this computer each time and never saved here: the environment, then
          the profile, single sign-on included.
        </p>
      )}
      {secretsWanted && <Kept kept={kept} />}
      {form.by === 'keys' && (
        <div className={css.fields}>
          {field('accessKeyId', 'Access key id')}
          {field('secretAccessKey', 'Secret access key')}
          {field('sessionToken', 'Session token', 'Only for temporary credentials.')}
        </div>
      )}
      {!ownKeyElsewhere && (
        <CheckField
          label="Your own encryption key (SSE-C)"
          hint="Only if the objects are encrypted with a key that the storage does not keep."
          checked={form.ownKey}
          onChange={({ target }) => onChange({ ...form, ownKey: target.checked })}
        />
      )}
      {form.ownKey && (
        <div className={css.fields}>
          {field(
            'customerKey',
            'Encryption key',
            '32 bytes in base64: 44 characters, the last one “=”.',
          )}
        </div>
      )}
      {secretsWanted && <WhereKept />}
    </fieldset>
  );
}

function Kept({ kept }: { kept: KeptSecret | null }) {
  const words = keptWords(kept);
  if (words === null) return null;
  return <p className={kept?.kept === 'gone' ? css.gone : undefined}>{words}</p>;
}

function WhereKept() {
  const { data: keychain, error } = useCall('sources.keychain', {}, { staleTime: Infinity });
  if (error) return <p className={css.gone}>{error.message}</p>;
  if (!keychain) return null;
  return (
    <p className="quiet">
      {keychain.available
        ? 'What you enter is encrypted by the keychain of this system and never shown again.'
        : keychain.why}
    </p>
  );
}

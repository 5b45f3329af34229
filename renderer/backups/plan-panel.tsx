import { useState } from 'react';
import type { SubmitEvent } from 'react';
import type { BackupStatus } from '../../core/contract/backup/backup-calls.ts';
import type { BackupPlan } from '../../core/contract/backup/backup.ts';
import { useAction } from '../bridge/api.ts';
import { Button, CheckField, ChoiceField, TextField } from '../components/controls/controls.tsx';
import { Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import css from './backups.module.css';

const NEW_PLAN: BackupPlan = {
  place: '',
  s3: {},
  encryption: { kind: 'bucket' },
  sealed: false,
  daily: true,
};
const ENCRYPTIONS = [
  { value: 'bucket', words: 'Default of the bucket' },
  { value: 'aes256', words: 'AES-256, with a key of the storage' },
  { value: 'kms', words: 'AWS KMS' },
] as const;

/** Where backups go, sealed or not, and whether each day. */
export function PlanPanel({ status }: { status: BackupStatus }) {
  const [plan, setPlan] = useState(status.plan ?? NEW_PLAN);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const save = useAction('backups.save', ['backups.get', 'backups.list']);
  const isS3 = /^s3:/i.test(plan.place);
  const needsPassphrase = plan.sealed && status.passphrase === null && passphrase === '';
  const differs = passphrase !== again;
  const { encryption } = plan;
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    save.mutate(
      { plan, ...(plan.sealed && passphrase !== '' && { passphrase }) },
      {
        onSuccess: () => {
          setPassphrase('');
          setAgain('');
        },
      },
    );
  };
  return (
    <Panel title="Where and when">
      <form className={css.form} onSubmit={onSubmit} noValidate>
        <TextField
          label="Place"
          hint="A folder, best on another drive, or s3://bucket/prefix with the credentials of your AWS profile."
          maxLength={1500}
          value={plan.place}
          onChange={({ target }) => setPlan({ ...plan, place: target.value })}
        />
        {isS3 && encryption.kind !== 'customer' && (
          <ChoiceField
            label="Encryption by the storage"
            value={encryption.kind}
            choices={ENCRYPTIONS}
            onChange={(kind) =>
              setPlan({ ...plan, encryption: kind === 'kms' ? { kind, keyId: null } : { kind } })
            }
          />
        )}
        <CheckField
          label="One each day while the program runs"
          checked={plan.daily}
          onChange={({ target }) => setPlan({ ...plan, daily: target.checked })}
        />
        <CheckField
          label="Seal them with a passphrase"
          hint="If the passphrase is lost, nobody can open these backups any more: not you, and not us."
          checked={plan.sealed}
          onChange={({ target }) => setPlan({ ...plan, sealed: target.checked })}
        />
        {plan.sealed && (
          <>
            <TextField
              label={
                status.passphrase === null
                  ? 'Passphrase'
                  : 'Passphrase, if it is to be entered anew'
              }
              type="password"
              autoComplete="new-password"
              maxLength={1024}
              wrong={
                status.passphrase === 'gone'
                  ? 'It was kept until the program ended. Enter it again.'
                  : null
              }
              value={passphrase}
              onChange={({ target }) => setPassphrase(target.value)}
            />
            <TextField
              label="The same passphrase again"
              type="password"
              autoComplete="new-password"
              maxLength={1024}
              wrong={again !== '' && differs ? 'It is not the same.' : null}
              value={again}
              onChange={({ target }) => setAgain(target.value)}
            />
          </>
        )}
        {save.error && <ProblemNotice problem={save.error} />}
        <div className={css.buttons}>
          <Button
            type="submit"
            look="primary"
            disabled={save.isPending || plan.place.trim() === '' || needsPassphrase || differs}
          >
            Save
          </Button>
          {status.plan !== null && (
            <Button disabled={save.isPending} onClick={() => save.mutate({ plan: null })}>
              Make no more backups
            </Button>
          )}
        </div>
      </form>
    </Panel>
  );
}

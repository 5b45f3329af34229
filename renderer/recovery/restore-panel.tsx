import { useState } from 'react';
import { useAction } from '../bridge/api.ts';
import { Button, SelectField, TextField } from '../components/controls/controls.tsx';
import { Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import css from './recovery.module.css';

/** Finds the backups in a place that is named, tells what one would change, and restores it. */
export function RestorePanel() {
  const [place, setPlace] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [chosen, setChosen] = useState('');
  const list = useAction('recovery.list');
  const rehearse = useAction('recovery.rehearse');
  const restore = useAction('recovery.restore', ['recovery.get']);
  const format = useFormat();
  const named = { place, passphrase: passphrase === '' ? null : passphrase };
  const backups = list.data?.backups ?? [];
  const id = chosen || (backups[0]?.facts.id ?? '');
  const busy = list.isPending || rehearse.isPending || restore.isPending;
  const problem = restore.error ?? rehearse.error ?? list.error;
  const choose = (next: string): void => {
    setChosen(next);
    rehearse.reset();
  };
  return (
    <Panel title="Restore a backup">
      <div className={css.form}>
        <TextField
          label="Where the backups are"
          hint="A folder, such as one of another drive, or s3://bucket/prefix."
          maxLength={1500}
          value={place}
          onChange={({ target }) => setPlace(target.value)}
        />
        <TextField
          label="Passphrase"
          hint="Only if they are sealed."
          type="password"
          autoComplete="off"
          maxLength={1024}
          value={passphrase}
          onChange={({ target }) => setPassphrase(target.value)}
        />
        <div>
          <Button
            look={backups.length === 0 ? 'primary' : 'normal'}
            disabled={busy || place.trim() === ''}
            onClick={() => {
              choose('');
              list.mutate(named);
            }}
          >
            {list.isPending ? 'Looking …' : 'Find backups'}
          </Button>
        </div>
        {list.data && backups.length === 0 && <p>There is no backup in {list.data.place}.</p>}
        {list.data?.unreadable.map((words) => (
          <p key={words}>{words}</p>
        ))}
        {backups.length > 0 && (
          <SelectField label="Backup" value={id} onChange={({ target }) => choose(target.value)}>
            {backups.map(({ facts }) => (
              <option key={facts.id} value={facts.id}>
                {format.moment(facts.at)}, {format.counted(facts.runs, 'run')}
              </option>
            ))}
          </SelectField>
        )}
        {rehearse.data && (
          <ul className={css.changes}>
            {rehearse.data.changes.length === 0 && <li>Nothing changes.</li>}
            {rehearse.data.changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        )}
        {problem && <ProblemNotice problem={problem} />}
        {backups.length > 0 && (
          <div>
            {rehearse.data === undefined ? (
              <Button
                look="primary"
                disabled={busy}
                onClick={() => rehearse.mutate({ ...named, id })}
              >
                {rehearse.isPending ? 'Comparing …' : 'Show what would change'}
              </Button>
            ) : (
              <Button
                look="primary"
                disabled={busy}
                onClick={() => restore.mutate({ ...named, id })}
              >
                {restore.isPending ? 'Restoring …' : 'Restore this backup'}
              </Button>
            )}
          </div>
        )}
      </div>
    </Panel>
  );
}

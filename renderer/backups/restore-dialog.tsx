import { useEffect, useEffectEvent } from 'react';
import type { BackupFacts } from '../../core/contract/backup/backup.ts';
import { useAction } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { Loading, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import css from './backups.module.css';

/** Tells what restoring a backup would change, before it is done. */
export function RestoreDialog({ facts, onClose }: { facts: BackupFacts; onClose: () => void }) {
  const format = useFormat();
  const rehearse = useAction('backups.rehearse');
  const restore = useAction('backups.restore');
  const begin = useEffectEvent(() => rehearse.mutate({ id: facts.id, jobId: crypto.randomUUID() }));
  useEffect(() => begin(), []);
  const report = rehearse.data;
  const problem = restore.error ?? rehearse.error;
  return (
    <Dialog
      open
      title={`Restore the backup of ${format.moment(facts.at)}`}
      onClose={onClose}
      actions={
        <>
          <Button disabled={restore.isPending} onClick={onClose}>
            {restore.data ? 'Close' : 'Cancel'}
          </Button>
          {!restore.data && (
            <Button
              look="primary"
              disabled={report === undefined || restore.isPending}
              // All that is on any screen may be another now.
              onClick={() =>
                restore.mutate({ id: facts.id }, { onSuccess: () => location.reload() })
              }
            >
              {restore.isPending ? 'Restoring …' : 'Restore'}
            </Button>
          )}
        </>
      }
    >
      <div className={css.form}>
        {problem && <ProblemNotice problem={problem} />}
        {!report && !problem && <Loading what="Comparing it with what is there now" />}
        {report && (
          <>
            <p>{report.changes.length === 0 ? 'Nothing would change.' : 'What would change:'}</p>
            <ul className={css.changes}>
              {report.changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
            <p className="quiet">
              It is verified first. What is there now is kept aside in the data folder. Saved
              credentials have to be entered again where they are needed.
            </p>
          </>
        )}
      </div>
    </Dialog>
  );
}

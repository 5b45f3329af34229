import { DatabaseBackup } from 'lucide-react';
import type { BackupStatus } from '../../core/contract/backup/backup-calls.ts';
import { useCall } from '../bridge/api.ts';
import { useNow } from '../format/use-now.ts';
import { Loading, Notice, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { bindScreen } from '../frame/bound-screen.ts';
import { Screen } from '../frame/screen.tsx';
import { BackupList } from './backup-list.tsx';
import { MakeNow } from './make-now.tsx';
import { PlanPanel } from './plan-panel.tsx';
import css from './backups.module.css';

export const screen = bindScreen('backups', () => <BackupsScreen />, DatabaseBackup);

/** Backups of the data folder: how old the last good one is, where they go, and what there is. */
function BackupsScreen() {
  const { data: status, error } = useCall('backups.get', {});
  return (
    <Screen actions={status?.plan && <MakeNow />}>
      {error && <ProblemNotice problem={error} />}
      {!status && !error && <Loading what="Reading how backups are set up" />}
      {status && (
        <>
          <LastGood status={status} />
          {status.plan && <BackupList />}
          <PlanPanel key={JSON.stringify(status.plan)} status={status} />
          <Panel title="What a backup holds">
            <ul className={css.changes}>
              {status.parts.map((part) => (
                <li key={part}>{part}</li>
              ))}
            </ul>
            <p className="quiet">
              Saved credentials and passphrases are in no backup: after a restore, enter them again.
              Copies of remote files and exported files are left out as well.
            </p>
          </Panel>
        </>
      )}
    </Screen>
  );
}

const DAY_MS = 86_400_000;

function LastGood({ status: { plan, last } }: { status: BackupStatus }) {
  const format = useFormat();
  const now = useNow();
  if (plan === null)
    return (
      <Notice tone="warn" title="Backups are not set up.">
        Choose a place for them below, best on another drive than the data folder.
      </Notice>
    );
  if (last === null)
    return (
      <Notice tone="warn" title="There is no backup yet.">
        {plan.daily
          ? 'The first one is made within the hour, or when you choose Make a backup now.'
          : 'Choose Make a backup now to make the first one.'}
      </Notice>
    );
  const days = Math.floor((now - last.at) / DAY_MS);
  const age = days === 0 ? 'less than a day old' : `${format.counted(days, 'day')} old`;
  return (
    <Notice tone={days > 1 ? 'warn' : 'good'} title={`The last good backup is ${age}.`}>
      Made and verified on {format.moment(last.at)} in {last.place}, with{' '}
      {format.counted(last.runs, 'run')}.
    </Notice>
  );
}

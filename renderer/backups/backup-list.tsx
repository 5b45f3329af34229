import { useState } from 'react';
import { KEPT_AS } from '../../core/contract/backup/backup.ts';
import type { BackupFacts, ListedBackup } from '../../core/contract/backup/backup.ts';
import { useAction, useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { figures, Heads, unseen } from '../components/surfaces/heads.tsx';
import {
  EmptyState,
  Loading,
  Notice,
  Panel,
  ProblemNotice,
  Table,
} from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import css from './backups.module.css';
import { RestoreDialog } from './restore-dialog.tsx';

/** What lies in the place: each with why it is kept, to be verified or restored. */
export function BackupList() {
  const { data: list, error } = useCall('backups.list', {});
  const [restoring, setRestoring] = useState<BackupFacts | null>(null);
  const verify = useAction('backups.verify');
  return (
    <>
      {list?.unreadable.map((words) => (
        <Notice key={words} tone="bad" title={words} />
      ))}
      {verify.error && <ProblemNotice problem={verify.error} />}
      {verify.data && (
        <Notice
          tone={verify.data.faults.length === 0 ? 'good' : 'bad'}
          title={
            verify.data.faults.length === 0
              ? `The backup ${verify.data.id} is sound: all of it was read back.`
              : `The backup ${verify.data.id} is not sound.`
          }
        >
          {verify.data.faults.slice(0, 5).join(' ')}
        </Notice>
      )}
      <Panel flush title="Backups">
        {error?.code === 'backup.no-backups' || list?.backups.length === 0 ? (
          <EmptyState title="There is no backup in the place yet." />
        ) : (
          error && <ProblemNotice problem={error} />
        )}
        {!list && !error && <Loading what="Looking for backups" />}
        {list && list.backups.length > 0 && (
          <Table caption="Backups in their place, the newest first">
            <Heads
              of={[
                'Made',
                'Kept as',
                figures('Runs'),
                figures('Size, MiB'),
                figures('New, MiB'),
                unseen('Actions'),
              ]}
            />
            <tbody>
              {list.backups.map((one) => (
                <Row
                  key={one.facts.id}
                  backup={one}
                  isVerifying={verify.isPending}
                  onVerify={() => verify.mutate({ id: one.facts.id, jobId: crypto.randomUUID() })}
                  onRestore={() => setRestoring(one.facts)}
                />
              ))}
            </tbody>
          </Table>
        )}
        {restoring && <RestoreDialog facts={restoring} onClose={() => setRestoring(null)} />}
      </Panel>
    </>
  );
}

interface RowProps {
  readonly backup: ListedBackup;
  readonly isVerifying: boolean;
  readonly onVerify: () => void;
  readonly onRestore: () => void;
}

function Row({ backup: { facts, keptAs }, isVerifying, onVerify, onRestore }: RowProps) {
  const format = useFormat();
  const mib = (bytes: number): string => format.count(Math.ceil(bytes / 2 ** 20));
  return (
    <tr>
      <td className={css.nowrap} title={facts.id}>
        {format.moment(facts.at)}
      </td>
      <td>{keptAs === null ? 'Past its time' : KEPT_AS[keptAs]}</td>
      <td className="number">{format.count(facts.runs)}</td>
      <td className="number">{mib(facts.bytes)}</td>
      <td className="number">{mib(facts.newBytes)}</td>
      <td>
        <span className={css.buttons}>
          <Button disabled={isVerifying} onClick={onVerify}>
            {isVerifying ? 'Verifying …' : 'Verify'}
          </Button>
          <Button onClick={onRestore}>Restore …</Button>
        </span>
      </td>
    </tr>
  );
}

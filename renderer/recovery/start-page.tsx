import { useState } from 'react';
import type { Recovery } from '../../core/contract/backup/backup-calls.ts';
import { useFormat } from '../format/use-format.ts';
import { useAction } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Notice, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { RestorePanel } from './restore-panel.tsx';
import css from './recovery.module.css';

/** Stands in the place of the program where its history cannot be opened: why, and the way back. */
export function StartPage({ recovery }: { recovery: Recovery }) {
  const retry = useAction('recovery.retry', ['recovery.get']);
  const { message, hint, isLost, dataFolder } = recovery;
  return (
    <main className={css.page} id="main">
      <h1>The history cannot be opened</h1>
      <div className={css.parts}>
        <Notice
          tone="bad"
          title={message}
          actions={
            <Button disabled={retry.isPending} onClick={() => retry.mutate({})}>
              Try again
            </Button>
          }
        >
          {isLost
            ? 'Restore the last backup; where there is none, make the history anew from the files of the runs.'
            : hint}
        </Notice>
        {retry.error && <ProblemNotice problem={retry.error} />}
        {isLost && <RestorePanel />}
        {isLost && <RebuildPanel recovery={recovery} />}
        <p className="quiet">Data folder: {dataFolder}</p>
      </div>
    </main>
  );
}

function RebuildPanel({ recovery: { runs } }: { recovery: Recovery }) {
  const format = useFormat();
  const [told, setTold] = useState<string | null>(null);
  const rebuild = useAction('recovery.rebuild');
  const retry = useAction('recovery.retry', ['recovery.get']);
  return (
    <Panel title="Make the history anew from the files of runs">
      <div className={css.form}>
        {told === null ? (
          <p>
            {runs === 0
              ? 'No run lies in the data folder, so there is nothing to make it from.'
              : `${format.counted(runs, 'run')} ${runs === 1 ? 'lies' : 'lie'} in the data folder. Figures, findings and exceptions come back; sign-offs, decisions, the close, settings and the audit log do not. A damaged history is kept under another name.`}
          </p>
        ) : (
          <p className={css.told}>{told}</p>
        )}
        {rebuild.error && <ProblemNotice problem={rebuild.error} />}
        <div>
          {told === null ? (
            <Button
              disabled={rebuild.isPending || runs === 0}
              onClick={() => rebuild.mutate({}, { onSuccess: setTold })}
            >
              {rebuild.isPending ? 'Working …' : 'Rebuild from runs'}
            </Button>
          ) : (
            <Button look="primary" onClick={() => retry.mutate({})}>
              Go on
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
}

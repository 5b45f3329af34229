import { Archive, ArchiveRestore } from 'lucide-react';
import { useState } from 'react';
import type { RunRecord } from '../../core/contract/run.ts';
import { useAction, useCall } from '../bridge/api.ts';
import { Button, TextField } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { useToast } from '../components/overlays/toasts.tsx';
import { ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import css from './archive.module.css';
import { standingWords } from './standing-words.ts';

interface ArchiveButtonProps {
  /** All archived, or none of them. */
  readonly runs: readonly RunRecord[];
  readonly onDone?: () => void;
}

/** Archives runs, or restores archived ones: after a dialog that says what follows and asks for the reason. */
export function ArchiveButton({ runs, onDone }: ArchiveButtonProps) {
  const [asking, setAsking] = useState(false);
  const back = runs.length > 0 && runs.every(({ archived }) => archived !== null);
  const Icon = back ? ArchiveRestore : Archive;
  return (
    <>
      <Button disabled={runs.length === 0} onClick={() => setAsking(true)}>
        <Icon size={16} aria-hidden /> {back ? 'Restore …' : 'Archive …'}
      </Button>
      {asking && (
        <ArchiveDialog
          runs={runs}
          back={back}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            onDone?.();
          }}
        />
      )}
    </>
  );
}

interface ArchiveDialogProps {
  readonly runs: readonly RunRecord[];
  readonly back: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function ArchiveDialog({ runs, back, onClose, onDone }: ArchiveDialogProps) {
  const format = useFormat();
  const toast = useToast();
  const [reason, setReason] = useState('');
  const runIds = runs.map(({ id }) => id);
  // Asked for anew each time: what stands may have changed since.
  const effect = useCall('runs.archiveEffect', { runIds, archive: !back }, { staleTime: 0 });
  const change = useAction(back ? 'runs.unarchive' : 'runs.archive', ['runs.audit']);
  const many =
    runs.length === 1
      ? `the run of ${format.moment(runs[0]!.startedAt)}`
      : format.counted(runs.length, 'run');
  const may = effect.data !== undefined && reason.trim() !== '' && !change.isPending;
  const submit = (): void =>
    change.mutate(
      { runIds, reason: reason.trim() },
      {
        onSuccess: () => {
          toast(back ? `Restored ${many}.` : `Archived ${many}.`);
          onDone();
        },
      },
    );
  return (
    <Dialog
      title={back ? `Restore ${many}?` : `Archive ${many}?`}
      open
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={!may} onClick={submit}>
            {back ? 'Restore' : 'Archive'}
          </Button>
        </>
      }
    >
      <div className={css.body}>
        <p>
          {back
            ? 'Restored runs are shown again in the history, the dashboard and the search.'
            : 'Archived runs are left out of the history, the dashboard and the search. Nothing is deleted: files and audit trail are kept, and a run can be restored.'}
        </p>
        {effect.data &&
          standingWords(effect.data, format).map((words) => (
            <p key={words}>
              <strong>{words}</strong>
            </p>
          ))}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (may) submit();
          }}
        >
          <TextField
            label="Reason (required)"
            required
            maxLength={2000}
            value={reason}
            disabled={effect.error !== null}
            onChange={({ target }) => setReason(target.value)}
          />
        </form>
        {(effect.error ?? change.error) && (
          <ProblemNotice problem={(effect.error ?? change.error)!} />
        )}
      </div>
    </Dialog>
  );
}

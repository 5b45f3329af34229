import { useState } from 'react';
import type { AuditBreak } from '../../core/contract/audit/verdict.ts';
import { useAction, useCall } from '../bridge/api.ts';
import { useSignedIn } from '../bridge/signed-in.ts';
import { Button, TextField } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { ProblemNotice } from '../components/surfaces/surfaces.tsx';
import css from './log.module.css';

interface ExplainDialogProps {
  readonly breaks: readonly AuditBreak[];
  readonly onClose: () => void;
}

/** Asks who explains the breaks that are open, and why they are there. */
export function ExplainDialog({ breaks, onClose }: ExplainDialogProps) {
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const explain = useAction('audit.explain', ['audit.status', 'audit.list', 'audit.facets']);
  const [by, setBy] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const signedIn = useSignedIn();
  const name = signedIn?.name ?? by ?? info?.actor ?? '';
  const save = (): void =>
    explain.mutate(
      { breaks: breaks.map(({ id }) => id), by: name, reason },
      { onSuccess: onClose },
    );
  return (
    <Dialog
      open
      title={breaks.length === 1 ? 'Explain the break' : `Explain ${breaks.length} breaks`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={explain.isPending || name.trim() === '' || reason.trim() === ''}
            onClick={save}
          >
            Explain
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p className={css.facts}>
          The breaks stay in the verdict. Name and reason become an entry of the log; a further
          change is a new break.
        </p>
        <TextField
          label="Your name"
          maxLength={200}
          readOnly={Boolean(signedIn)}
          value={name}
          onChange={({ target }) => setBy(target.value)}
        />
        <TextField
          label="Reason"
          maxLength={2000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        {explain.error && <ProblemNotice problem={explain.error} />}
      </div>
    </Dialog>
  );
}

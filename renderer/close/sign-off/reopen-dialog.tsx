import { useState } from 'react';
import { api } from '../../bridge/api.ts';
import { Button, TextField } from '../../components/controls/controls.tsx';
import { Dialog } from '../../components/overlays/dialog.tsx';
import { ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import parts from '../../components/surfaces/parts.module.css';
import type { ClosePanelProps } from '../frame/close-part.ts';

/** Opens a period again, with a reason; its signatures no longer count. */
export function ReopenDialog({
  view: { sourceId, period },
  person,
  busy,
  problem,
  change,
  onEnd,
}: ClosePanelProps & { readonly onEnd: () => void }) {
  const [reason, setReason] = useState('');
  const may = !busy && person !== null && reason.trim() !== '';
  const reopen = async (): Promise<void> => {
    if (!may) return;
    const action = { is: 'reopen' as const, reason: reason.trim() };
    if (await change(() => api('close.step', { sourceId, period, by: person, action }))) onEnd();
  };
  return (
    <Dialog
      title={`Reopen ${period}?`}
      open
      onClose={onEnd}
      actions={
        <>
          <Button onClick={onEnd}>Cancel</Button>
          <Button look="primary" disabled={!may} onClick={() => void reopen()}>
            Reopen as {person}
          </Button>
        </>
      }
    >
      <form
        className={parts.form}
        onSubmit={(event) => {
          event.preventDefault();
          void reopen();
        }}
      >
        <p>The signatures no longer count, and the period has to be prepared and reviewed again.</p>
        <TextField
          label="Reason (required)"
          required
          maxLength={2000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        {problem && <ProblemNotice problem={problem} />}
      </form>
    </Dialog>
  );
}

import { useState } from 'react';
import type { Problem } from '../../core/contract/problem.ts';
import { Button, TextField } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import parts from '../components/surfaces/parts.module.css';
import { ProblemNotice } from '../components/surfaces/surfaces.tsx';

interface ReasonDialogProps {
  readonly title: string;
  /** What follows from it. */
  readonly words: string;
  /** What the button says. */
  readonly does: string;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
}

/** Asks for a reason. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, words, does, busy, problem, onClose, onReason } = props;
  const [reason, setReason] = useState('');
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={busy || reason.trim() === ''}
            onClick={() => onReason(reason)}
          >
            {does}
          </Button>
        </>
      }
    >
      <div className={parts.form}>
        <p>{words}</p>
        <TextField
          label="Reason"
          maxLength={2000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        {problem && <ProblemNotice problem={problem} />}
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import type { SampleView, Workpaper } from '../../../core/contract/close/sample.ts';
import { Button, TextField } from '../../components/controls/controls.tsx';
import { Dialog } from '../../components/overlays/dialog.tsx';
import parts from '../../components/surfaces/parts.module.css';
import { ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { AttachedFile } from '../attachments/attached-file.tsx';
import type { ClosePanelProps } from '../frame/close-part.ts';
import { LotTrail } from './lot-trail.tsx';
import type { ListedItem } from './sample-form.ts';

interface PaperDialogProps extends ClosePanelProps {
  readonly item: ListedItem;
  /** What was noted of it before. */
  readonly paper: SampleView['papers'][string] | undefined;
  readonly onEnd: () => void;
}

/** An item with its lot trail, and what somebody notes who has tested it. */
export function PaperDialog(props: PaperDialogProps) {
  const { item, paper: before, enter, act, busy, problem, onEnd } = props;
  const { movement, currency } = item;
  const format = useFormat();
  const [paper, setPaper] = useState<Workpaper>(() => ({
    tickMark: before?.tickMark ?? '',
    evidence: before?.evidence ?? '',
    file: before?.file ?? null,
    conclusion: before?.conclusion ?? '',
  }));
  const put = (change: Partial<Workpaper>): void => setPaper((now) => ({ ...now, ...change }));
  const save = async (): Promise<void> => {
    if (await enter([{ is: 'workpaper', item: movement.id, paper }])) onEnd();
  };
  return (
    <Dialog
      title={`Item ${movement.id}`}
      open
      wide
      onClose={onEnd}
      actions={
        <>
          <Button onClick={onEnd}>Cancel</Button>
          <Button look="primary" disabled={busy} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <form
        className={parts.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p>
          {movement.type} of {format.amount(movement.cents)}
          {currency && ` ${currency}`}, {format.day(movement.createdAt)}, customer{' '}
          {movement.customer}
          {movement.sheetRow > 0 && `, row ${format.count(movement.sheetRow)} of the source`}
        </p>
        <LotTrail item={item} />
        <div className={parts.fields}>
          <TextField
            label="Tick-mark"
            value={paper.tickMark}
            maxLength={40}
            onChange={({ target }) => put({ tickMark: target.value })}
          />
          <TextField
            label="Evidence"
            value={paper.evidence}
            maxLength={2000}
            placeholder="What was looked at"
            onChange={({ target }) => put({ evidence: target.value })}
          />
        </div>
        <TextField
          label="Conclusion"
          value={paper.conclusion}
          maxLength={2000}
          onChange={({ target }) => put({ conclusion: target.value })}
        />
        <AttachedFile
          label="Attach the evidence"
          file={paper.file}
          onChange={(file) => put({ file })}
          {...{ act, busy }}
        />
        {problem && <ProblemNotice problem={problem} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

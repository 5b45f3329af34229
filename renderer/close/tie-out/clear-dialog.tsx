import { useState } from 'react';
import type { ItemAt } from '../../../core/contract/close/tie-out.ts';
import { Button } from '../../components/controls/controls.tsx';
import { DateField } from '../../components/date-field/date-field.tsx';
import { Dialog } from '../../components/overlays/dialog.tsx';
import parts from '../../components/surfaces/parts.module.css';
import { ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { dayText, typedDay } from '../../format/typed-day.ts';
import { useFormat, useSettings } from '../../format/use-format.ts';
import type { ClosePanelProps } from '../frame/close-part.ts';

interface ClearDialogProps extends ClosePanelProps {
  readonly item: ItemAt;
  readonly onEnd: () => void;
}

/** Says on which day an item cleared: from that day on it explains nothing any more. */
export function ClearDialog({ view, enter, busy, problem, item, onEnd }: ClearDialogProps) {
  const format = useFormat();
  const { dateFormat } = useSettings();
  const [text, setText] = useState(() => dayText(view.asOf, dateFormat));
  const day = typedDay(text, dateFormat);
  const clearedOn = day.ok ? day.value : null;
  const isEarly = clearedOn !== null && clearedOn < item.openedOn;
  const clear = async (): Promise<void> => {
    if (clearedOn === null || isEarly) return;
    const { ageDays, isCarriedForward, isOverdue, ...kept } = item;
    void [ageDays, isCarriedForward, isOverdue];
    if (await enter([{ is: 'item', item: { ...kept, clearedOn } }])) onEnd();
  };
  return (
    <Dialog
      title="Clear the reconciling item"
      open
      onClose={onEnd}
      actions={
        <>
          <Button onClick={onEnd}>Cancel</Button>
          <Button
            look="primary"
            disabled={busy || clearedOn === null || isEarly}
            onClick={() => void clear()}
          >
            Clear
          </Button>
        </>
      }
    >
      <div className={parts.form}>
        <p>
          {item.explanation}: {format.amount(item.cents)}
        </p>
        <DateField
          label="Clearing date"
          hint={
            isEarly
              ? `It was listed on ${format.dayNamed(item.openedOn)}.`
              : 'From the end of this day on it explains nothing any more. Periods before keep it.'
          }
          value={text}
          onChange={setText}
        />
        {problem && <ProblemNotice problem={problem} />}
      </div>
    </Dialog>
  );
}

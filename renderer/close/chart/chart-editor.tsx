import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ChartLineText, GroupColumn } from '../../../core/contract/close/chart.ts';
import { EMPTY_LINE } from '../../../core/contract/close/charts/line-text.ts';
import { Button, TextField } from '../../components/controls/controls.tsx';
import { DateField } from '../../components/date-field/date-field.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import { typedDay } from '../../format/typed-day.ts';
import { useSettings } from '../../format/use-format.ts';
import parts from '../../components/surfaces/parts.module.css';
import type { ClosePanelProps } from '../frame/close-part.ts';
import { changedLine, chartOf, withLine } from './chart-draft.ts';
import type { ChartDraft } from './chart-draft.ts';
import css from './chart.module.css';
import { DraftLines } from './draft-lines.tsx';
import { DraftTrial } from './draft-trial.tsx';
import { LineDialog } from './line-dialog.tsx';

interface ChartEditorProps extends ClosePanelProps {
  readonly draft: ChartDraft;
  readonly onChange: (draft: ChartDraft) => void;
  readonly onClose: () => void;
  /** A line that somebody wants to add for an amount; null for none. */
  readonly toMap: ChartLineText | null;
  readonly onMapped: () => void;
}

/** A draft of the next version of the chart: its lines, what they would do, and the way to save it. */
export function ChartEditor(props: ChartEditorProps) {
  const { view, draft, toMap, onMapped, onChange, onClose, enter, busy, isLocked } = props;
  const { dateFormat } = useSettings();
  const version = Math.max(0, ...view.charts.map((chart) => chart.version)) + 1;
  const [edited, setEdited] = useState<TypedLine | null>(null);
  const from = typedDay(draft.from, dateFormat);
  const day = from.ok ? from.value : null;
  // While no day is typed it is tried as one for the period.
  const made = chartOf(draft, version, day ?? view.begins);
  const note = draft.note.trim();
  const isReady = made.ok && note !== '' && day !== null;
  const save = async (): Promise<void> => {
    if (made.ok && (await enter([{ is: 'chart', chart: { ...made.chart, note } }]))) onClose();
  };
  return (
    <Panel
      title={`Chart of accounts: draft of version ${version}`}
      flush
      actions={
        <>
          <Button onClick={onClose}>Discard the draft</Button>
          <Button
            look="primary"
            disabled={!isReady || busy || isLocked}
            onClick={() => void save()}
          >
            Save as version {version}
          </Button>
        </>
      }
    >
      <div className={`${parts.inPanel} ${css.about}`}>
        <div className={parts.fields}>
          <DateField
            label="In force from"
            value={draft.from}
            hint="A period is booked by the version in force on its last day."
            onChange={(text) => onChange({ ...draft, from: text })}
          />
          <TextField
            label="Why there is this version"
            value={draft.note}
            maxLength={2000}
            onChange={({ target }) => onChange({ ...draft, note: target.value })}
          />
        </div>
        <p className="quiet">Of the lines that fit an amount, the first one counts.</p>
      </div>
      <DraftLines
        draft={draft}
        wrong={made.ok ? new Map() : made.wrong}
        onChange={onChange}
        onEdit={setEdited}
      />
      <div className={parts.inPanel}>
        <Button onClick={() => setEdited(NEW)}>
          <Plus size={16} aria-hidden /> Add a line
        </Button>
        {made.ok && <DraftTrial view={view} chart={made.chart} />}
      </div>
      <EditedLine
        edited={edited ?? (toMap === null ? null : { key: null, text: toMap })}
        columns={view.groupColumns}
        onClose={() => {
          setEdited(null);
          onMapped();
        }}
        onTake={({ key, text }) =>
          onChange(key === null ? withLine(draft, text) : changedLine(draft, key, text))
        }
      />
    </Panel>
  );
}

/** A line that is being typed: one of the draft, by its key, or a new one. */
interface TypedLine {
  readonly key: number | null;
  readonly text: ChartLineText;
}
const NEW: TypedLine = { key: null, text: EMPTY_LINE };

interface EditedLineProps {
  readonly edited: TypedLine | null;
  readonly columns: readonly GroupColumn[];
  readonly onClose: () => void;
  readonly onTake: (line: TypedLine) => void;
}

function EditedLine({ edited, columns, onClose, onTake }: EditedLineProps) {
  if (edited === null) return null;
  const { key, text } = edited;
  return (
    <LineDialog
      title={key === null ? 'New line of the chart' : text.name || 'Line of the chart'}
      line={text}
      columns={columns}
      onClose={onClose}
      onTake={(taken) => {
        onTake({ key, text: taken });
        onClose();
      }}
    />
  );
}

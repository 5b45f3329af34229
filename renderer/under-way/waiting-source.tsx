import { useState } from 'react';
import type { JobProgress } from '../../core/contract/api/runs.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import { useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { JobLine } from '../components/surfaces/job-line.tsx';
import { Panel } from '../components/surfaces/surfaces.tsx';
import { waitsFor, waitText } from '../places/waiting-words.ts';
import parts from '../components/surfaces/parts.module.css';
import css from './under-way.module.css';

interface NotThereYetProps {
  readonly place: string;
  readonly problem: ProblemValue;
  readonly onLook: () => void;
  readonly onWait: (minutes: number) => void;
}

/** A source whose file has not arrived: looked for again, or waited for. */
export function NotThereYet({ place, problem, onLook, onWait }: NotThereYetProps) {
  const { data: sources } = useCall('sources.list', {});
  const { choices, first } = waitsFor(
    sources?.find((source) => source.place === place)?.waitMinutes ?? 0,
  );
  const [chosen, setChosen] = useState<number | null>(null);
  const minutes = chosen ?? first;
  return (
    <Panel title="The file has not arrived yet">
      <div className={parts.bar}>
        <div className={parts.barText}>
          <p role="status">{problem.message}</p>
          <p className="quiet">{problem.hint}</p>
        </div>
        <Button onClick={onLook}>Check again</Button>
        <span className={css.waitFor}>
          <select
            className={parts.select}
            aria-label="How long to wait"
            value={minutes}
            onChange={({ target }) => setChosen(Number(target.value))}
          >
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {waitText(choice)}
              </option>
            ))}
          </select>
          <Button look="primary" onClick={() => onWait(minutes)}>
            Wait for the file
          </Button>
        </span>
      </div>
    </Panel>
  );
}

/** A source that is waited for: how it stands, and the way to stop. */
export function WaitingForSource({
  progress,
  onStop,
}: {
  progress: JobProgress;
  onStop: () => void;
}) {
  return (
    <Panel title="The file has not arrived yet">
      <div className={parts.bar}>
        <div className={parts.barText}>
          <JobLine progress={progress} />
          <p className="quiet">
            The run starts automatically when the file arrives. Keep this screen open: checking
            pauses while you are on another screen.
          </p>
        </div>
        <Button onClick={onStop}>Stop waiting</Button>
      </div>
    </Panel>
  );
}

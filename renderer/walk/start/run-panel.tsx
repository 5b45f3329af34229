import { useLocation } from 'wouter';
import type { ColumnReadings } from '../../../core/contract/api/sources.ts';
import { Button } from '../../components/controls/controls.tsx';
import { JobLine } from '../../components/surfaces/job-line.tsx';
import parts from '../../components/surfaces/parts.module.css';
import { Panel, ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { useOpenPlace } from '../../frame/open-places.tsx';
import type { Chosen } from '../../frame/open-places.tsx';
import { routes } from '../../frame/routes.ts';
import { isNotThereYet } from '../../places/waiting-words.ts';
import { MisreadColumns } from '../reading/column-formats.tsx';
import { RunSettingsFields } from './run-settings-fields.tsx';
import type { Beginning } from './use-beginning.ts';

interface RunPanelProps {
  readonly place: Chosen;
  readonly beginning: Beginning;
  /** Whether the run can be begun as things are. */
  readonly ready: boolean;
  /** What has to be done before, where something has. */
  readonly hindrance: string | null;
  /** How the columns of the file are read; null where that is not known. */
  readonly formats: ColumnReadings | null;
  readonly onKeep: () => void;
}

/** The settings of the run to be, and its start. */
export function RunPanel(props: RunPanelProps) {
  const { place, beginning, ready, hindrance, formats, onKeep } = props;
  const { source, form, edit, reading, saveProblem } = beginning;
  const { busy, problem } = beginning.starting;
  const { choose } = useOpenPlace();
  const [, go] = useLocation();
  return (
    <Panel
      title="Run"
      actions={
        <>
          {place.period !== undefined && (
            <Button onClick={() => choose(withoutPeriod(place))}>Change period</Button>
          )}
          {source ? (
            <Button onClick={() => go(routes.source(source.id))}>Edit {source.name}</Button>
          ) : (
            <Button onClick={onKeep}>Save as a source</Button>
          )}
        </>
      }
    >
      {formats && (
        <MisreadColumns
          formats={formats}
          said={form}
          onSaid={(said) => edit({ ...form, ...said })}
        />
      )}
      {busy ? (
        <UnderWay beginning={beginning} />
      ) : (
        <ToBegin beginning={beginning} ready={ready} hindrance={hindrance} />
      )}
      {problem && !isNotThereYet(problem, place.place) && <ProblemNotice problem={problem} />}
      {saveProblem && <ProblemNotice problem={saveProblem} />}
      <RunSettingsFields
        form={form}
        wrong={reading.kind === 'wrong' ? reading.wrong : {}}
        fixedPeriod={place.period !== undefined}
        formats={formats}
        onChange={edit}
      />
    </Panel>
  );
}

function UnderWay({ beginning }: Pick<RunPanelProps, 'beginning'>) {
  const { job, cancel } = beginning.starting;
  return (
    <div className={parts.bar}>
      <div className={parts.barText}>
        <JobLine progress={job?.progress ?? null} starting="Starting the run" />
      </div>
      <Button onClick={cancel}>{job?.progress?.waiting ? 'Stop waiting' : 'Cancel'}</Button>
    </div>
  );
}

function ToBegin({
  beginning: { begin },
  ready,
  hindrance,
}: Pick<RunPanelProps, 'beginning' | 'ready' | 'hindrance'>) {
  return (
    <div className={parts.bar}>
      <p className={parts.barText}>
        {hindrance ?? (
          <>
            <strong>Run all</strong> goes to the report; <strong>Step by step</strong> waits for you
            after each step, and lets you compare the policies before matching.
          </>
        )}
      </p>
      <Button look="primary" disabled={!ready} onClick={() => begin(false)}>
        Run all
      </Button>
      <Button disabled={!ready} onClick={() => begin(true)}>
        Step by step
      </Button>
    </div>
  );
}

/** The same place, its period not yet chosen. */
function withoutPeriod({ place, s3 }: Chosen): Chosen {
  return { place, ...(s3 && { s3 }) };
}

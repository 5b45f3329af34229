import { useCallback, useEffect, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { FINDINGS } from '../../core/contract/findings.ts';
import type { Place } from '../../core/contract/api/places.ts';
import type { SourcePreview } from '../../core/contract/api/sources.ts';
import { useAction, useCall } from '../bridge/api.ts';
import { Button } from '../components/controls.tsx';
import { JobLine } from '../components/job-line.tsx';
import { useShortcut } from '../components/shortcuts.tsx';
import { Notice, Panel, ProblemNotice, ProgressLine } from '../components/surfaces.tsx';
import { useToast } from '../components/toasts.tsx';
import { useSettings } from '../format/use-format.ts';
import { useOpenPlace } from '../shell/open-places.tsx';
import { routes } from '../shell/routes.ts';
import { HeaderMapping } from './header-mapping.tsx';
import { useInspection } from './inspection.ts';
import { forgetWait, keepWait, minutesLeft } from './kept-waits.ts';
import { sameMapping } from './mapping.ts';
import type { Mapping } from './mapping.ts';
import { PlaceChoice } from './place-choice.tsx';
import { RunSettingsFields } from './run-settings-fields.tsx';
import { readRunForm, runFormOf } from './run-form.ts';
import type { RunForm } from './run-form.ts';
import { SourceFacts } from './source-facts.tsx';
import { SheetTabs } from './sheet-tabs.tsx';
import { NotThereYet, WaitingForSource } from './waiting-source.tsx';
import { isNotThereYet } from './waiting-words.ts';
import css from './walk.module.css';
import { useStartRun } from './work-under-way.ts';

/** The Download step before its run: what the source looks like, how it is read, and the start. */
export function ChosenSource({ place }: { place: Place }) {
  const [mapping, setMapping] = useState<Mapping | null>(null);
  // An object, so that the same wait again is another look.
  const [wait, setWait] = useState(() => ({ minutes: minutesLeft(place, Date.now()) }));
  const request = useMemo(
    () => ({ place, mapping, waitMinutes: wait.minutes }),
    [place, mapping, wait],
  );
  const { preview, problem, busy, progress, cancel } = useInspection(request);
  const { choose } = useOpenPlace();
  const arrived = preview !== null;
  useEffect(() => {
    if (arrived) forgetWait(place);
  }, [arrived, place]);
  const lookOnce = (): void => {
    forgetWait(place);
    setWait({ minutes: 0 });
  };
  const waitFor = (minutes: number): void => {
    keepWait(place, minutes, Date.now());
    setWait({ minutes });
  };
  const waiting = busy && preview === null && progress?.waiting != null;
  const absent = problem !== null && isNotThereYet(problem, place.place);
  return (
    <>
      {waiting && <WaitingForSource progress={progress} onStop={lookOnce} />}
      {busy && preview === null && !waiting && (
        <Panel title="Looking at the source">
          <div className={css.bar}>
            <div className={css.barText}>
              <ProgressLine progress={progress} starting={`Opening ${place.place}`} />
            </div>
            <Button onClick={cancel}>Cancel</Button>
          </div>
        </Panel>
      )}
      {absent && (
        <NotThereYet place={place.place} problem={problem} onLook={lookOnce} onWait={waitFor} />
      )}
      {problem && !absent && (
        <>
          <ProblemNotice
            problem={problem}
            actions={<Button onClick={() => choose({ ...place })}>Try again</Button>}
          />
          <PlaceChoice />
        </>
      )}
      {preview && (
        <Previewed place={place} preview={preview} looking={busy} onMapping={setMapping} />
      )}
    </>
  );
}

interface PreviewedProps {
  readonly place: Place;
  readonly preview: SourcePreview;
  /** It is being looked at anew, with another mapping. */
  readonly looking: boolean;
  readonly onMapping: (mapping: Mapping) => void;
}

function Previewed({ place, preview, looking, onMapping }: PreviewedProps) {
  const settings = useSettings();
  const [edited, setEdited] = useState<RunForm | null>(null);
  // The mapping that the source has: the one of the first look, until another is saved.
  const [saved, setSaved] = useState(preview.mapping);
  const { choose } = useOpenPlace();
  const toast = useToast();
  const save = useAction('sources.saveMapping');
  const onThere = useCallback(() => choose(null), [choose]);
  const { start, busy, job, problem, cancel } = useStartRun(onThere);
  const form = edited ?? runFormOf(settings);
  const reading = readRunForm(form, settings.numberFormat);
  const unsaved = !sameMapping(saved, preview.mapping);
  const remember = async (): Promise<void> => {
    await save.mutateAsync({ place: place.place, mapping: { ...preview.mapping } });
    setSaved(preview.mapping);
  };
  const begin = (stepByStep: boolean, waitMinutes = 0): void => {
    if (reading.kind === 'wrong') return;
    const go = (): void =>
      start(
        {
          ...place,
          settings: { ...reading.settings, mapping: { ...preview.mapping } },
          until: stepByStep ? 'validate' : null,
          waitMinutes,
        },
        stepByStep ? 'validate' : null,
      );
    if (unsaved) void remember().then(go, () => undefined);
    else go();
  };
  const noLedger = !preview.sheets.some(({ role }) => role === 'ledger');
  const unusable = noLedger || preview.missing.length > 0 || preview.duplicated.length > 0;
  // Decided once: the table must not move away while it is being worked on.
  const [columnsFirst] = useState(unusable);
  const ready = !unusable && reading.kind === 'right' && !looking && !save.isPending && !busy;
  useShortcut({ keys: 'mod+enter', does: 'Run all', group: 'Download' }, () => begin(false), ready);
  const columns = preview.columns.length > 0 && (
    <HeaderMapping
      preview={preview}
      looking={looking}
      unsaved={unsaved}
      onMapping={onMapping}
      onRemember={() =>
        void remember().then(
          () => toast('The mapping is remembered for this source.'),
          () => undefined,
        )
      }
    />
  );
  return (
    <>
      {preview.lastRun !== null && <ReconciledBefore runId={preview.lastRun} />}
      {unusable && (
        <Notice
          tone="bad"
          title={
            noLedger
              ? 'The run would halt: the sheet TC_Data is missing.'
              : 'The run would halt: columns are missing or appear twice.'
          }
        >
          {noLedger && FINDINGS['sheet.missing'][2]}
          {!noLedger && preview.missing.length > 0 && (
            <p>
              No header gives <strong>{preview.missing.join(', ')}</strong>. Choose below which
              header holds {preview.missing.length === 1 ? 'it' : 'each of them'}.
            </p>
          )}
          {preview.duplicated.map(({ field, headers }) => (
            <p key={field}>
              <strong>{field}</strong> is given by {headers.join(' and ')}. Choose below which one
              it is, and carry the other along.
            </p>
          ))}
        </Notice>
      )}
      {columnsFirst && columns}
      {problem && isNotThereYet(problem, place.place) && (
        <NotThereYet
          place={place.place}
          problem={problem}
          onLook={() => begin(false)}
          onWait={(minutes) => begin(false, minutes)}
        />
      )}
      <Panel title="Run">
        {busy ? (
          <div className={css.bar}>
            <div className={css.barText}>
              <JobLine progress={job?.progress ?? null} starting="Starting the run" />
            </div>
            <Button onClick={cancel}>{job?.progress?.waiting ? 'Stop waiting' : 'Cancel'}</Button>
          </div>
        ) : (
          <div className={css.bar}>
            <p className={css.barText}>
              {noLedger ? (
                'Mend the workbook and open it again before you run.'
              ) : unusable ? (
                'Map the columns before you run.'
              ) : (
                <>
                  <strong>Run all</strong> goes to the report; <strong>Step by step</strong> waits
                  for you after each step, and lets you compare the policies before matching.
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
        )}
        {problem && !isNotThereYet(problem, place.place) && <ProblemNotice problem={problem} />}
        {save.error && <ProblemNotice problem={save.error} />}
        <RunSettingsFields
          form={form}
          wrong={reading.kind === 'wrong' ? reading.wrong : {}}
          onChange={setEdited}
        />
      </Panel>
      <SourceFacts
        name={preview.name}
        place={preview.place}
        bytes={preview.bytes}
        sha256={preview.sha256}
        modifiedAt={preview.modifiedAt}
        format={preview.format}
        notes={preview.notes}
      />
      <Panel title="First rows" flush>
        <SheetTabs sheets={preview.sheets} />
      </Panel>
      {!columnsFirst && columns}
    </>
  );
}

function ReconciledBefore({ runId }: { runId: string }) {
  const { data: view } = useCall('runs.get', { runId });
  return (
    <Notice
      tone="info"
      title="This file was reconciled before."
      actions={<Link href={routes.run(runId)}>Open that run</Link>}
    >
      {view
        ? `With the policy ${view.run.policy}${view.run.period ? `, ${view.run.period}` : ', the whole ledger'}. Other settings make another run.`
        : 'Other settings make another run.'}
    </Notice>
  );
}

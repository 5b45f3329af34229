import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { FINDINGS } from '../../../core/contract/findings.ts';
import type { SavedSource, SourcePreview } from '../../../core/contract/api/sources.ts';
import { useAction, useCall } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { JobLine } from '../../components/surfaces/job-line.tsx';
import { useShortcut } from '../../components/overlays/shortcuts.tsx';
import { Notice, Panel, ProblemNotice, ProgressLine } from '../../components/surfaces/surfaces.tsx';
import { useToast } from '../../components/overlays/toasts.tsx';
import { useSettings } from '../../format/use-format.ts';
import { namesPeriod } from '../../places/pattern.ts';
import { shownPlace } from '../../places/place-form.ts';
import { useOpenPlace } from '../../frame/open-places.tsx';
import type { Chosen } from '../../frame/open-places.tsx';
import { routes } from '../../frame/routes.ts';
import { useSavedAt } from '../../places/saved-at.ts';
import { HeaderMapping } from './header-mapping.tsx';
import { useInspection } from '../../work/inspection.ts';
import { forgetWait, keepWait, minutesLeft } from '../../work/kept-waits.ts';
import { sameMapping } from '../../work/mapping.ts';
import type { Mapping } from '../../work/mapping.ts';
import { PlaceChoice } from './place-choice.tsx';
import { PeriodFirst } from './period-first.tsx';
import { RunSettingsFields } from './run-settings-fields.tsx';
import { readRunForm, runFormOf, settingsThatDiffer } from './run-form.ts';
import type { RunForm } from './run-form.ts';
import { SaveAsSource } from './save-as-source.tsx';
import { SourceFacts } from '../download/source-facts.tsx';
import { SheetTabs } from '../sheets/sheet-tabs.tsx';
import { NotThereYet, WaitingForSource } from '../../work/waiting-source.tsx';
import { isNotThereYet } from '../../places/waiting-words.ts';
import parts from '../../components/surfaces/parts.module.css';
import { useStartRun } from '../../work/work-under-way.ts';

/** The Download step before its run: what the source looks like, how it is read, and the start. */
export function ChosenSource({ place }: { place: Chosen }) {
  return namesPeriod(place.place) && place.period === undefined ? (
    <PeriodFirst place={place} />
  ) : (
    <LookedAt place={place} />
  );
}

function LookedAt({ place }: { place: Chosen }) {
  const [, go] = useLocation();
  const saved = useSavedAt(place.place);
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
  const looking = busy && preview === null && !waiting;
  const stage = waiting ? 'waiting' : looking ? 'looking' : absent ? 'absent' : 'over';
  const panel = useRef<HTMLDivElement>(null);
  const before = useRef(stage);
  useEffect(() => {
    // The button that was pressed is gone: whoever works by keyboard stays where the next one comes.
    if (before.current !== stage && document.activeElement === document.body)
      panel.current?.focus({ preventScroll: true });
    before.current = stage;
  }, [stage]);
  return (
    <>
      {stage !== 'over' && (
        <div ref={panel} tabIndex={-1}>
          {waiting && <WaitingForSource progress={progress} onStop={lookOnce} />}
          {looking && (
            <Panel title="Looking at the source">
              <div className={parts.bar}>
                <div className={parts.barText}>
                  <ProgressLine
                    progress={progress}
                    starting={`Opening ${shownPlace(place.place)}`}
                  />
                </div>
                <Button onClick={cancel}>Cancel</Button>
              </div>
            </Panel>
          )}
          {absent && (
            <NotThereYet place={place.place} problem={problem} onLook={lookOnce} onWait={waitFor} />
          )}
        </div>
      )}
      {problem && !absent && (
        <>
          <ProblemNotice
            problem={problem}
            actions={
              <>
                {saved && problem.code === 'source.credentials-gone' && (
                  <Button onClick={() => go(routes.source(saved.id))}>
                    Give the credentials again
                  </Button>
                )}
                <Button onClick={() => choose({ ...place })}>Try again</Button>
              </>
            }
          />
          <PlaceChoice />
        </>
      )}
      {preview && saved !== undefined && (
        <Previewed
          place={place}
          source={saved}
          preview={preview}
          looking={busy}
          onMapping={setMapping}
        />
      )}
    </>
  );
}

interface PreviewedProps {
  readonly place: Chosen;
  /** That is set up for this place. */
  readonly source: SavedSource | null;
  readonly preview: SourcePreview;
  /** It is being looked at anew, with another mapping. */
  readonly looking: boolean;
  readonly onMapping: (mapping: Mapping) => void;
}

function Previewed({ place, source, preview, looking, onMapping }: PreviewedProps) {
  const settings = useSettings();
  const [edited, setEdited] = useState<RunForm | null>(null);
  // The mapping that the source has: the one of the first look, until another is saved.
  const [saved, setSaved] = useState(preview.mapping);
  const { choose } = useOpenPlace();
  const toast = useToast();
  const save = useAction('sources.saveMapping', ['sources.list']);
  const [, go] = useLocation();
  const [keeping, setKeeping] = useState(false);
  const onThere = useCallback(() => choose(null), [choose]);
  const { start, busy, job, problem, cancel } = useStartRun(onThere);
  const form = edited ?? {
    ...runFormOf(settings, source?.settings),
    period: place.period ?? '',
  };
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
          place: place.place,
          ...(place.s3 && { s3: place.s3 }),
          settings: {
            ...source?.settings,
            ...reading.settings,
            mapping: { ...preview.mapping },
          },
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
          {noLedger && FINDINGS['sheet.missing'].remedy}
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
      <Panel
        title="Run"
        actions={
          <>
            {place.period !== undefined && (
              <Button onClick={() => choose(withoutPeriod(place))}>Another period</Button>
            )}
            {source ? (
              <Button onClick={() => go(routes.source(source.id))}>Edit {source.name}</Button>
            ) : (
              <Button onClick={() => setKeeping(true)}>Save as a source</Button>
            )}
          </>
        }
      >
        {busy ? (
          <div className={parts.bar}>
            <div className={parts.barText}>
              <JobLine progress={job?.progress ?? null} starting="Starting the run" />
            </div>
            <Button onClick={cancel}>{job?.progress?.waiting ? 'Stop waiting' : 'Cancel'}</Button>
          </div>
        ) : (
          <div className={parts.bar}>
            <p className={parts.barText}>
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
          fixedPeriod={place.period !== undefined}
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
        fetched={preview.fetched}
      />
      <Panel title="First rows" flush>
        <SheetTabs sheets={preview.sheets} />
      </Panel>
      {!columnsFirst && columns}
      {keeping && (
        <SaveAsSource
          place={place}
          name={preview.name}
          mapping={preview.mapping}
          settings={reading.kind === 'right' ? settingsThatDiffer(reading.settings, settings) : {}}
          onClose={() => setKeeping(false)}
        />
      )}
    </>
  );
}

/** The same place, its period not yet chosen. */
function withoutPeriod({ place, s3 }: Chosen): Chosen {
  return { place, ...(s3 && { s3 }) };
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

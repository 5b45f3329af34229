import { useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useLocation } from 'wouter';
import type { SourceChoice } from '../../../core/contract/recognition.ts';
import type { SheetChoice } from '../../../core/contract/settings.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import { Button } from '../../components/controls/controls.tsx';
import parts from '../../components/surfaces/parts.module.css';
import { Panel, ProblemNotice, ProgressLine } from '../../components/surfaces/surfaces.tsx';
import { useOpenPlace } from '../../frame/open-places.tsx';
import type { Chosen } from '../../frame/open-places.tsx';
import { routes } from '../../frame/routes.ts';
import { namesPeriod } from '../../places/pattern.ts';
import { shownPlace } from '../../places/place-form.ts';
import { useSavedAt } from '../../places/saved-at.ts';
import { isNotThereYet } from '../../places/waiting-words.ts';
import { useInspection } from '../../under-way/inspection.ts';
import { forgetWait, keepWait, minutesLeft } from '../../under-way/kept-waits.ts';
import type { Mapping } from '../../under-way/mapping.ts';
import { NotThereYet, WaitingForSource } from '../../under-way/waiting-source.tsx';
import { PeriodFirst } from './period-first.tsx';
import { PlaceChoice } from '../opening/place-choice.tsx';
import { Previewed } from './previewed.tsx';

/** The Download step before its run: what the source looks like, how it is read, and the start. */
export function ChosenSource({ place }: { place: Chosen }) {
  return namesPeriod(place.place) && place.period === undefined ? (
    <PeriodFirst place={place} />
  ) : (
    <LookedAt place={place} />
  );
}

function LookedAt({ place }: { place: Chosen }) {
  const saved = useSavedAt(place.place);
  const [said, setSaid] = useState<SourceChoice | null>(null);
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const [sheets, setSheets] = useState<SheetChoice | null>(place.again?.settings.sheets ?? null);
  // An object, so that the same wait again is another look.
  const [wait, setWait] = useState(() => ({ minutes: minutesLeft(place, Date.now()) }));
  const choice = said ?? sourceOfAgain(place);
  const kind = choice?.kind ?? 'recognise';
  const id = choice?.kind === 'known' ? choice.id : null;
  const request = useMemo(
    () => ({ place, source: toLookWith(kind, id), mapping, sheets, waitMinutes: wait.minutes }),
    [place, kind, id, mapping, sheets, wait],
  );
  const { preview, problem, busy, progress, cancel } = useInspection(request);
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
  const panel = useKeptFocus(stage);
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
        <NotOpened place={place} problem={problem} sourceId={saved?.id ?? null} />
      )}
      {preview && saved !== undefined && (
        <Previewed
          place={place}
          source={saved}
          preview={preview}
          looking={busy}
          said={choice}
          onSay={setSaid}
          onMapping={setMapping}
          onSheets={setSheets}
        />
      )}
    </>
  );
}

/** The source of the run that the file is given again for; null where it is not. */
function sourceOfAgain({ again }: Chosen): SourceChoice | null {
  return again ? { kind: 'known', id: again.sourceId } : null;
}

/** Whose answers a file is looked at with. What a new source will be called makes no other look. */
function toLookWith(kind: SourceChoice['kind'], id: number | null): SourceChoice {
  if (kind === 'known' && id !== null) return { kind, id };
  return kind === 'new' ? { kind, name: null } : { kind: 'recognise' };
}

/** The button that was pressed is gone: whoever works by keyboard stays where the next one comes. */
function useKeptFocus(stage: string): RefObject<HTMLDivElement | null> {
  const panel = useRef<HTMLDivElement>(null);
  const before = useRef(stage);
  useEffect(() => {
    if (before.current !== stage && document.activeElement === document.body)
      panel.current?.focus({ preventScroll: true });
    before.current = stage;
  }, [stage]);
  return panel;
}

interface NotOpenedProps {
  readonly place: Chosen;
  readonly problem: ProblemValue;
  /** That is set up for this place. */
  readonly sourceId: number | null;
}

/** Why the source could not be looked at, and the ways on from there. */
function NotOpened({ place, problem, sourceId }: NotOpenedProps) {
  const [, go] = useLocation();
  const { choose } = useOpenPlace();
  return (
    <>
      <ProblemNotice
        problem={problem}
        actions={
          <>
            {sourceId !== null && problem.code === 'source.credentials-gone' && (
              <Button onClick={() => go(routes.source(sourceId))}>
                Enter the credentials again
              </Button>
            )}
            <Button onClick={() => choose({ ...place })}>Try again</Button>
          </>
        }
      />
      <PlaceChoice />
    </>
  );
}

import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { policyTitle } from '../../core/contract/settings.ts';
import type { Job } from '../../core/contract/api/runs.ts';
import type { SavedSource } from '../../core/contract/api/sources.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import { useAction, useCall } from '../bridge/api.ts';
import { cancelJob, useJobs } from '../bridge/jobs.ts';
import { Button, TextField } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { CloseStatePill } from '../components/surfaces/close-state.tsx';
import { JobLine } from '../components/surfaces/job-line.tsx';
import {
  Fact,
  Facts,
  Panel,
  ProblemNotice,
  RunStatusPill,
} from '../components/surfaces/surfaces.tsx';
import { useToast } from '../components/overlays/toasts.tsx';
import { useFormat } from '../format/use-format.ts';
import { isPeriod, lastMonth, namesPeriod, patternWords } from '../places/pattern.ts';
import { useOpenPlace } from '../frame/open-places.tsx';
import { pathTo, routes } from '../frame/routes.ts';
import { NotThereYet } from '../under-way/waiting-source.tsx';
import { isNotThereYet, waitText } from '../places/waiting-words.ts';
import { useStartRun } from '../under-way/work-under-way.ts';
import { accessWords, secretWords, settingWords } from './source-words.ts';
import { useConnectionTest } from '../places/connection-test.ts';
import parts from '../components/surfaces/parts.module.css';
import css from './sources.module.css';
import { TestResult } from '../places/test-result.tsx';

/** A source that is set up: what is known of it, and what can be done with it. */
export function SourcePanel({ source }: { source: SavedSource }) {
  const { id, name, place, waitMinutes } = source;
  const [, go] = useLocation();
  const { choose } = useOpenPlace();
  const [period, setPeriod] = useState(() => lastMonth(Date.now()));
  const [asking, setAsking] = useState(false);
  const starting = useStartRun();
  const test = useConnectionTest('sources.test');
  const under = useRunUnderWay(place);
  const running = starting.busy || under !== null;
  const dated = namesPeriod(place);
  const ready = !dated || isPeriod(period);
  // Its calendar is that of its latest run, which the program knows.
  const { calendar: setUp, ...settings } = source.settings;
  void setUp;
  const chosen = dated ? { period: period.trim() } : {};
  const runAll = (minutes: number): void =>
    starting.start(
      {
        place,
        source: { kind: 'known', id },
        settings: { ...settings, ...chosen },
        waitMinutes: minutes,
      },
      null,
    );
  return (
    <Panel
      title={name}
      flush
      actions={
        <>
          <Button disabled={test.busy || !ready} onClick={() => test.begin({ place, ...chosen })}>
            Test connection
          </Button>
          <Button onClick={() => go(routes.source(id))}>Edit</Button>
          <Button onClick={() => setAsking(true)}>Remove</Button>
        </>
      }
    >
      <div className={css.bar}>
        {running ? (
          <RunUnderWay job={starting.job ?? under} />
        ) : (
          <>
            <div className={parts.barText}>
              {dated ? (
                <PeriodChoice
                  place={place}
                  period={period}
                  onPeriod={(next) => {
                    setPeriod(next);
                    test.forget();
                  }}
                />
              ) : (
                (patternWords(place, '') ?? <span className={parts.place}>{place}</span>)
              )}
            </div>
            <Button disabled={!ready} onClick={() => choose({ place, ...chosen })}>
              Preview
            </Button>
            <Button look="primary" disabled={!ready} onClick={() => runAll(waitMinutes)}>
              Run all
            </Button>
          </>
        )}
      </div>
      <WhyNoRun source={source} problem={starting.problem} running={running} onRun={runAll} />
      {(test.busy || test.report !== null || test.problem !== null) && (
        <div className={css.inPanel}>
          <TestResult test={test} />
        </div>
      )}
      <SourceFactsLine source={source} />
      <RemoveDialog source={source} open={asking} onClose={() => setAsking(false)} />
    </Panel>
  );
}

function RunUnderWay({ job }: { job: Job | null }) {
  return (
    <>
      <div className={parts.barText}>
        <JobLine progress={job?.progress ?? null} starting="Starting the run" />
      </div>
      <Button disabled={job === null} onClick={() => job && cancelJob(job.jobId)}>
        {job?.progress?.waiting ? 'Stop waiting' : 'Cancel'}
      </Button>
    </>
  );
}

interface PeriodChoiceProps {
  readonly place: string;
  readonly period: string;
  readonly onPeriod: (period: string) => void;
}

/** The month of a place that names one, and the file that it leads to. */
function PeriodChoice({ place, period, onPeriod }: PeriodChoiceProps) {
  const right = isPeriod(period);
  return (
    <div className={css.period}>
      <TextField
        label="Period"
        placeholder="YYYY-MM"
        value={period}
        wrong={right ? null : 'Enter a month as YYYY-MM.'}
        onChange={({ target }) => onPeriod(target.value)}
      />
      {right && <span className={css.preview}>{patternWords(place, period.trim())}</span>}
    </div>
  );
}

interface WhyNoRunProps {
  readonly source: SavedSource;
  readonly problem: ProblemValue | null;
  readonly running: boolean;
  /** Runs it once the file is there, at the latest after so many minutes. */
  readonly onRun: (waitMinutes: number) => void;
}

/** What kept a run from beginning: a file that is not there yet can be waited for. */
function WhyNoRun({ source, problem, running, onRun }: WhyNoRunProps) {
  const { id, place } = source;
  const [, go] = useLocation();
  if (problem === null) return null;
  if (isNotThereYet(problem, place))
    return (
      !running && (
        <div className={css.inPanel}>
          <NotThereYet place={place} problem={problem} onLook={() => onRun(0)} onWait={onRun} />
        </div>
      )
    );
  if (problem.kind === 'cancelled') return null;
  const { gone } = secretWords(place, source.secret);
  return (
    <div className={css.inPanel}>
      <ProblemNotice
        problem={problem}
        actions={
          gone && <Button onClick={() => go(routes.source(id))}>Enter the credentials again</Button>
        }
      />
    </div>
  );
}

function SourceFactsLine({ source }: { source: SavedSource }) {
  const format = useFormat();
  const { place, mapping, settings, waitMinutes, lastRun } = source;
  const secret = secretWords(place, source.secret);
  const differ = settingWords(settings, format, policyTitle);
  const mapped = Object.entries(mapping).map(([header, column]) => `${header} → ${column}`);
  return (
    <div className={css.flush}>
      <Facts>
        <Fact
          name="Location"
          value={<span className={css.small}>{accessWords(source)}</span>}
          note={<span className={parts.place}>{place}</span>}
        />
        <Fact
          name="Access"
          value={<span className={css.small}>{secret.what}</span>}
          note={secret.where && <span className={secret.gone ? css.gone : ''}>{secret.where}</span>}
        />
        <Fact
          name="Settings"
          value={<span className={css.small}>{differ || 'Default settings'}</span>}
          note={mapped.length > 0 ? `Headers: ${mapped.join(', ')}` : 'No header mapping'}
        />
        <Fact
          name="If it has not arrived"
          value={
            <span className={css.small}>
              {waitMinutes > 0 ? `Waits ${waitText(waitMinutes)}` : 'Does not wait'}
            </span>
          }
        />
        <Fact
          name="Last run"
          value={
            lastRun ? (
              <RunStatusPill status={lastRun.status} paused={lastRun.pausedAfter !== null} />
            ) : (
              <span className={css.small}>None</span>
            )
          }
          note={
            lastRun && <Link href={routes.run(lastRun.id)}>{format.moment(lastRun.startedAt)}</Link>
          }
        />
        <Closes sourceId={source.id} />
      </Facts>
    </div>
  );
}

/** So many of the latest periods are told. */
const PERIODS_TOLD = 3;

/** Where the close of its latest periods stands. */
function Closes({ sourceId }: { sourceId: number }) {
  const { data: periods } = useCall('close.periods', { sourceId });
  if (!periods || periods.length === 0) return null;
  return (
    <Fact
      name="Close"
      value={periods.slice(0, PERIODS_TOLD).map(({ period, runId, ...close }) => (
        <div key={period} className={css.small}>
          <Link href={pathTo('close', { runId })}>{period}</Link> <CloseStatePill close={close} />
        </div>
      ))}
    />
  );
}

function RemoveDialog({
  source: { id, name, secret },
  open,
  onClose,
}: {
  source: SavedSource;
  open: boolean;
  onClose: () => void;
}) {
  const toast = useToast();
  const remove = useAction('sources.remove', ['sources.list']);
  return (
    <Dialog
      title={`Remove ${name}?`}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            look="danger"
            disabled={remove.isPending}
            onClick={() =>
              remove.mutate({ id }, { onSuccess: () => toast(`${name} was removed.`) })
            }
          >
            Remove source
          </Button>
        </>
      }
    >
      <p>
        The source is removed from this list
        {secret ? ', and its saved credentials are deleted' : ''}. Its runs, their files and all
        decisions are kept.
      </p>
      {remove.error && <ProblemNotice problem={remove.error} />}
    </Dialog>
  );
}

/** A run of a place that was started elsewhere, or before this screen was there, and is not written down yet. */
function useRunUnderWay(place: string) {
  const { running } = useJobs();
  return (
    [...running.values()].find(
      (job) => job.kind === 'run' && job.place === place && job.runId === null,
    ) ?? null
  );
}

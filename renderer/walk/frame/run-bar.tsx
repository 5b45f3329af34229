import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Job, RunView } from '../../../core/contract/api/runs.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import type { StepName } from '../../../core/contract/steps.ts';
import { cancelJob, useJobs } from '../../bridge/jobs.ts';
import { Button } from '../../components/controls/controls.tsx';
import { JobLine } from '../../components/surfaces/job-line.tsx';
import { Notice, ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { useOpenPlace } from '../../frame/open-places.tsx';
import { usePlaceOfRun, useRequestLike } from '../../under-way/run-again.ts';
import { NotThereYet } from '../../under-way/waiting-source.tsx';
import { isNotThereYet } from '../../places/waiting-words.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './frame.module.css';
import { AtRest } from './at-rest.tsx';
import { useContinueRun } from '../../under-way/work-under-way.ts';
import type { Starting } from '../../under-way/work-under-way.ts';

interface RunBarProps {
  readonly view: RunView;
  readonly job: Job | undefined;
  readonly starting: Starting;
  readonly shown: StepName;
  readonly policy: Policy;
  /** Why the run has halted and the ways to go on, where they are shown: nothing else is said then. */
  readonly halted: ReactNode;
}

/** How the run stands and what can be done with it: the same place and height in every step. */
export function RunBar({ view, job, starting, shown, policy, halted }: RunBarProps) {
  const { run } = view;
  const { choose } = useOpenPlace();
  const place = usePlaceOfRun(view);
  const proceeding = useContinueRun(run.id);
  const already = useAlreadyReconciled(run.id);
  const problem = starting.problem ?? proceeding.problem;
  const underWay = job ?? starting.job ?? undefined;
  const busy = underWay !== undefined || starting.busy || proceeding.busy;
  const like = useRequestLike(view);
  const absent = problem !== null && isNotThereYet(problem, place.place);
  const again = (waitMinutes: number): void =>
    starting.start({ ...like({}, run.status === 'completed'), waitMinutes }, null);
  const bar = useRef<HTMLElement>(null);
  const before = useRef(busy);
  useEffect(() => {
    // The button that was pressed is gone: whoever works by keyboard stays where the next one comes.
    if (before.current !== busy && document.activeElement === document.body)
      bar.current?.focus({ preventScroll: true });
    before.current = busy;
  }, [busy]);
  return (
    <>
      {already && (
        <Notice tone="info" title="Already reconciled. This is that run.">
          The same file was reconciled with the same settings, so nothing was run again. Run again
          to create a new revision.
        </Notice>
      )}
      <section ref={bar} tabIndex={-1} className={css.runNow} aria-label="The run now">
        {(busy || !halted) && (
          <div className={`${parts.bar} ${css.runBar}`}>
            {busy ? (
              <UnderWay job={underWay} />
            ) : (
              <AtRest
                view={view}
                shown={shown}
                policy={policy}
                starting={starting}
                proceeding={proceeding}
              />
            )}
          </div>
        )}
        {problem && !absent && <ProblemNotice problem={problem} />}
        {problem && absent && (
          <NotThereYet
            place={place.place}
            problem={problem}
            onLook={() => again(0)}
            onWait={again}
          />
        )}
        {run.problem && run.status === 'failed' && (
          <ProblemNotice
            problem={run.problem}
            actions={
              isOfTheSource(run.problem) && (
                <Button onClick={() => choose(place)}>Open the source again</Button>
              )
            }
          />
        )}
        {halted}
      </section>
    </>
  );
}

function isOfTheSource({ kind }: ProblemValue): boolean {
  return kind === 'source-unreadable' || kind === 'source-not-there-yet';
}

function UnderWay({ job }: { job: Job | undefined }) {
  // Asked for this job; the next one can be cancelled again.
  const [cancelled, setCancelled] = useState<string | null>(null);
  return (
    <>
      <div className={parts.barText}>
        <JobLine progress={job?.progress ?? null} starting="Starting" />
      </div>
      <Button
        disabled={!job || cancelled === job.jobId}
        onClick={() => {
          if (!job) return;
          setCancelled(job.jobId);
          cancelJob(job.jobId);
        }}
      >
        {job && cancelled === job.jobId
          ? 'Cancelling …'
          : job?.progress?.waiting
            ? 'Stop waiting'
            : 'Cancel'}
      </Button>
    </>
  );
}

/** Whether the last thing that was asked of this run was answered with "already reconciled". */
function useAlreadyReconciled(runId: string): boolean {
  const { ended } = useJobs();
  const last = [...ended.values()].findLast((ending) => ending.runId === runId);
  return last?.alreadyReconciled ?? false;
}

import { Link, useLocation } from 'wouter';
import { policyTitle } from '../../../core/contract/settings.ts';
import type { RunView } from '../../../core/contract/api/runs.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { STEP_TITLES } from '../../../core/contract/steps.ts';
import type { StepName } from '../../../core/contract/steps.ts';
import { Button } from '../../components/controls/controls.tsx';
import { useShortcut } from '../../components/overlays/shortcuts.tsx';
import { durationText } from '../../format/format.ts';
import { pathTo, routes } from '../../frame/routes.ts';
import { useRequestLike } from '../../under-way/run-again.ts';
import type { Starting, useContinueRun } from '../../under-way/work-under-way.ts';
import parts from '../../components/surfaces/parts.module.css';
import { isPaused, nextStep, workedMs } from './walk-steps.ts';

interface AtRestProps {
  readonly view: RunView;
  readonly shown: StepName;
  readonly policy: Policy;
  readonly starting: Starting;
  readonly proceeding: ReturnType<typeof useContinueRun>;
}

/** A run of which nothing is under way: how it stands, and how it goes on. */
export function AtRest({ view, shown, policy, starting, proceeding }: AtRestProps) {
  const { run } = view;
  const [, go] = useLocation();
  const like = useRequestLike(view);
  const next = nextStep(view);
  const choice =
    (next === 'match' || next === 'validate') && policy !== run.policy ? { policy } : {};
  const proceed = (until: StepName | null): void => {
    proceeding.proceed({ until, ...choice });
    go(routes.run(run.id, until ?? undefined));
  };
  const resumable = view.canContinue && !isPaused(view);
  const goOn = (): void => {
    if (next !== null) proceed(next === 'report' ? null : next);
    else if (resumable) proceed(null);
  };
  useShortcut(
    { keys: 'mod+enter', does: 'Continue the run', group: 'In a run' },
    goOn,
    next !== null || resumable,
  );
  if (next !== null)
    return (
      <>
        <p className={parts.barText}>
          <strong>Waiting for you.</strong>{' '}
          {view.pausedAfter && `${STEP_TITLES[view.pausedAfter]} is done. `}
          {next === 'match' && (
            <>
              Match will use the policy <strong>{policyTitle(policy).toLowerCase()}</strong>.{' '}
              {shown !== 'match' && (
                <Link href={routes.run(run.id, 'match')}>Compare the policies first</Link>
              )}
            </>
          )}
        </p>
        <Button look="primary" onClick={goOn}>
          Continue to {STEP_TITLES[next]}
        </Button>
        {next !== 'report' && <Button onClick={() => proceed(null)}>Run to the end</Button>}
      </>
    );
  const canBeClosed = run.status === 'completed' && run.archived === null;
  const canBeRunAgain = run.status !== 'running';
  return (
    <>
      <p className={parts.barText}>
        <HowItStands view={view} resumable={resumable} />
      </p>
      {resumable && (run.status === 'cancelled' || run.status === 'interrupted') && (
        <Button look="primary" onClick={goOn}>
          Resume
        </Button>
      )}
      {canBeClosed && (
        <Button look="primary" onClick={() => go(pathTo('close', { runId: run.id }))}>
          Continue to Close
        </Button>
      )}
      {canBeRunAgain && (
        <Button onClick={() => starting.start(like({}, run.status === 'completed'), null)}>
          Run again
        </Button>
      )}
    </>
  );
}

interface HowItStandsProps extends Pick<AtRestProps, 'view'> {
  readonly resumable: boolean;
}

/** One line on a run that waits for nobody. */
function HowItStands({ view: { run, steps }, resumable }: HowItStandsProps) {
  switch (run.status) {
    case 'completed':
      return (
        <>
          <strong>Completed</strong>
          {` in ${durationText(workedMs(steps))}`}.{' '}
          {run.supersededBy !== null && (
            <>
              Superseded by <Link href={routes.run(run.supersededBy)}>a later revision</Link>.
            </>
          )}
        </>
      );
    case 'halted':
      return (
        <>
          <strong>{run.problem?.message ?? 'Halted. Nothing was published.'}</strong>{' '}
          <Link href={routes.run(run.id, 'validate')}>See what to do</Link>
        </>
      );
    case 'cancelled':
    case 'interrupted':
      return (
        <>
          <strong>{run.status === 'cancelled' ? 'Cancelled.' : 'Interrupted.'}</strong>{' '}
          {resumable
            ? 'Finished steps are kept; it resumes where it stopped.'
            : 'Nothing was published.'}
        </>
      );
    case 'failed':
      return (
        <>
          <strong>Failed.</strong> Nothing was published.
        </>
      );
    case 'running':
      return (
        <>
          <strong>Running.</strong> It is running in another window or from the command line.
        </>
      );
  }
}

import { Link } from 'wouter';
import type { RunView } from '../../core/contract/api/runs.ts';
import { Notice, Loading, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { bindScreen } from '../frame/bound-screen.ts';
import { pathTo } from '../frame/routes.ts';
import { Checklist } from './checklist.tsx';
import { whyNotClosed } from './closable.ts';
import { CloseHead } from './close-head.tsx';
import css from './close.module.css';
import { NotClosable } from './not-closable.tsx';
import { PARTS } from './parts.ts';
import { partShown } from './part-shown.ts';
import { useActing } from './acting/use-acting.ts';
import { useClose } from './use-close.ts';

export const screen = bindScreen('close', ({ run, part }) => (
  <CloseScreen view={run} asked={part ?? null} />
));

/** The close of the period that a run reports on; or why there is none, and what to do. */
function CloseScreen({ view, asked }: { view: RunView; asked: string | null }) {
  const { run } = view;
  const why = whyNotClosed(run);
  if (why !== null) return <NotClosable view={view} why={why} />;
  return <CloseOfPeriod run={run} period={run.period!} asked={asked} />;
}

interface CloseOfPeriodProps extends Pick<RunView, 'run'> {
  readonly period: string;
  /** The part that the location names. */
  readonly asked: string | null;
}

function CloseOfPeriod({ run, period, asked }: CloseOfPeriodProps) {
  const { view, error, enter, ...ways } = useClose({ sourceId: run.sourceId, period });
  const acting = useActing(view?.termsNow.people ?? []);
  if (view === undefined)
    return error ? (
      <ProblemNotice problem={error} />
    ) : (
      <Panel title="Close">
        <Loading what="Opening the close" />
      </Panel>
    );
  if (view.runId !== run.id)
    return (
      <Notice
        tone="info"
        title={`The close of ${period} is made from another run.`}
        actions={<Link href={pathTo('close', { runId: view.runId })}>Open the close</Link>}
      >
        {view.standing.state === 'locked'
          ? `The period is locked with the run ${view.runId}. What this later run adds or changes is listed there, under Sign-off.`
          : `A later run of the period counts: ${view.runId}.`}
      </Notice>
    );
  const { id, Panel: Part } = partShown(PARTS, view, asked);
  return (
    <div className={css.close}>
      <CloseHead run={run} view={view} acting={acting} />
      {ways.problem && <ProblemNotice problem={ways.problem} />}
      <div className={css.beside}>
        <Checklist view={view} shown={id} />
        <div key={id} className={css.part}>
          <Part
            view={view}
            person={acting.person}
            isLocked={view.standing.state === 'locked'}
            enter={(entries) => enter(entries, acting.person)}
            {...ways}
          />
        </div>
      </div>
    </div>
  );
}

import { Link, Route, Switch, useLocation } from 'wouter';
import { STEP_NAMES } from '../../core/contract/steps.ts';
import type { StepName } from '../../core/contract/steps.ts';
import { useCall } from '../bridge/api.ts';
import { Loading, ProblemNotice, RunStatusPill } from '../components/surfaces/surfaces.tsx';
import { useShortcut } from '../components/overlays/shortcuts.tsx';
import { CustomerScreen } from '../customer/customer-screen.tsx';
import { ExceptionsScreen } from '../exceptions/exceptions-screen.tsx';
import { useFormat } from '../format/use-format.ts';
import { GridScreen } from '../grid/grid-screen.tsx';
import { AuditScreen } from '../audit/audit-screen.tsx';
import { WalkScreen } from '../walk/walk-screen.tsx';
import { routes, segmentText } from '../frame/routes.ts';
import { Screen } from '../frame/screen.tsx';
import css from './app.module.css';

/** Everything of one run: its walk, its matched rows, its exceptions, its audit trail. */
export function RunScreens({ runId }: { runId: string }) {
  const [location, go] = useLocation();
  const format = useFormat();
  const { data: view, error } = useCall('runs.get', { runId });
  const tabs = [
    { name: 'Steps', to: routes.run(runId), at: /^\/run\/[^/]+(\/step\/|$)/, keys: '1' },
    { name: 'Matched rows', to: routes.grid(runId), at: /\/(grid|customer)(\/|$)/, keys: '2' },
    { name: 'Exceptions', to: routes.exceptions(runId), at: /\/exceptions$/, keys: '3' },
    { name: 'Audit trail', to: routes.audit(runId), at: /\/audit$/, keys: '4' },
  ];
  useShortcut({ keys: 'alt+1', does: 'Steps', group: 'In a run' }, () => go(tabs[0]!.to));
  useShortcut({ keys: 'alt+2', does: 'Matched rows', group: 'In a run' }, () => go(tabs[1]!.to));
  useShortcut({ keys: 'alt+3', does: 'Exceptions', group: 'In a run' }, () => go(tabs[2]!.to));
  useShortcut({ keys: 'alt+4', does: 'Audit trail', group: 'In a run' }, () => go(tabs[3]!.to));
  if (error)
    return (
      <Screen title="Run">
        <ProblemNotice problem={error} />
      </Screen>
    );
  if (!view)
    return (
      <Screen title="Run">
        <Loading what="Opening the run" />
      </Screen>
    );
  const { run, source } = view;
  return (
    <Screen
      title={source.name}
      beside={
        <>
          <RunStatusPill status={run.status} paused={view.pausedAfter !== null} />
          <span className="quiet">
            {run.policy}
            {run.period ? ` · ${run.period}` : ''} · {format.moment(run.startedAt)} · run{' '}
            <span className="mono">{run.id}</span>
            {run.revision > 1 ? ` · revision ${run.revision}` : ''}
          </span>
        </>
      }
    >
      <nav className={css.tabs} aria-label="Parts of the run">
        {tabs.map(({ name, to, at }) => (
          <Link
            key={name}
            href={to}
            className={css.tab!}
            aria-current={at.test(location) ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      <Switch>
        <Route path="/run/:runId/grid/:view?">
          {(at) => <GridScreen run={view} opened={at.view ?? null} />}
        </Route>
        <Route path="/run/:runId/customer/:customer">
          {({ customer }) => <CustomerScreen run={view} customer={segmentText(customer)} />}
        </Route>
        <Route path="/run/:runId/exceptions">
          <ExceptionsScreen run={view} />
        </Route>
        <Route path="/run/:runId/audit">
          <AuditScreen run={view} />
        </Route>
        <Route path="/run/:runId/step/:step">
          {({ step }) => <WalkScreen runId={runId} step={stepOf(step)} />}
        </Route>
        <Route>
          <WalkScreen runId={runId} step={null} />
        </Route>
      </Switch>
    </Screen>
  );
}

function stepOf(text: string): StepName | null {
  return STEP_NAMES.find((name) => name === text) ?? null;
}

import { Link, useLocation } from 'wouter';
import { SCREENS } from '../../core/contract/screens.ts';
import type { Screen as ListedScreen, RunTabName } from '../../core/contract/screens.ts';
import { ArchiveButton } from '../archive/archive-button.tsx';
import { ArchivedNotice } from '../archive/archived-notice.tsx';
import { DeletedNotice } from '../archive/deleted-notice.tsx';
import { useCall } from '../bridge/api.ts';
import { CloseStatePill } from '../components/surfaces/close-state.tsx';
import { Loading, ProblemNotice, RunStatusPill } from '../components/surfaces/surfaces.tsx';
import { useShortcuts } from '../components/overlays/shortcuts.tsx';
import { useFormat } from '../format/use-format.ts';
import { pathTo } from '../frame/routes.ts';
import type { ScreenAt } from '../frame/routes.ts';
import { shownAt } from './screens.ts';
import { Screen } from '../frame/screen.tsx';
import css from './app.module.css';

const TABS = SCREENS.filter(isTab);
const KEYS = TABS.map(({ key, title }) => ({ keys: key, does: title, group: 'In a run' }));

/** Everything of one run: its walk, its matched rows, its exceptions, its audit trail. */
export function RunFrame({ runId, at }: { runId: string; at: ScreenAt }) {
  const [, go] = useLocation();
  const format = useFormat();
  const { data: view, error } = useCall('runs.get', { runId });
  useShortcuts(KEYS, (keys) => go(pathTo(TABS.find(({ key }) => key === keys)!.name, { runId })));
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
  const { run } = view;
  const lit = at.screen.under ?? at.screen.name;
  return (
    <Screen
      title={run.sourceName}
      beside={
        <>
          <RunStatusPill status={run.status} paused={view.pausedAfter !== null} />
          {view.close !== null && <CloseStatePill close={view.close} named />}
          <span className="quiet">
            {run.policy}
            {run.period ? ` · ${run.period}` : ''} · {format.moment(run.startedAt)} · run{' '}
            <span className="mono">{run.id}</span>
            {run.revision > 1 ? ` · revision ${run.revision}` : ''}
          </span>
        </>
      }
      actions={run.status !== 'running' && <ArchiveButton runs={[run]} />}
    >
      <ArchivedNotice run={run} />
      <DeletedNotice run={run} />
      <nav className={css.tabs} aria-label="Parts of the run">
        {TABS.map(({ name, title }) => (
          <Link
            key={name}
            href={pathTo(name, { runId })}
            className={css.tab!}
            aria-current={name === lit ? 'page' : undefined}
          >
            {title}
          </Link>
        ))}
      </nav>
      {shownAt(at, view)}
    </Screen>
  );
}

/** Those of a run's screens that are reached from each other. */
function isTab(screen: ListedScreen): screen is ListedScreen & { name: RunTabName; key: string } {
  return screen.path.startsWith('/run/') && screen.key !== undefined;
}

import { ChartLine, Database, FolderOpen, History, Keyboard, Layers, Settings } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import type { Job } from '../../core/contract/api/runs.ts';
import { useApiEvent, useCall } from '../bridge/api.ts';
import { cancelJob, useJobs } from '../bridge/jobs.ts';
import { Button } from '../components/controls/controls.tsx';
import { JobLine } from '../components/surfaces/job-line.tsx';
import { useShortcut, useShortcutList } from '../components/overlays/shortcuts.tsx';
import { routes, showsProgressOf } from '../frame/routes.ts';
import css from './app.module.css';

const SCREENS = [
  { name: 'Reconcile', to: routes.start(), keys: 'alt+r', Icon: FolderOpen },
  { name: 'Sources', to: routes.sources(), keys: 'alt+o', Icon: Database },
  { name: 'History', to: routes.history(), keys: 'alt+h', Icon: History },
  { name: 'Dashboard', to: routes.dashboard(), keys: 'alt+b', Icon: ChartLine },
  { name: 'Settings', to: routes.settings(), keys: 'alt+s', Icon: Settings },
] as const;

export function Sidebar() {
  const [location, go] = useLocation();
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const showShortcuts = useShortcutList();
  const { running } = useJobs();
  // One is carried out at a time; beside it any number may wait for their sources.
  const runs = [...running.values()].filter(
    (job) => job.kind === 'run' && (isWaiting(job) || !showsProgressOf(location, job.runId)),
  );
  const group = 'Everywhere';
  useShortcut({ keys: 'alt+r', does: 'Reconcile', group }, () => go(routes.start()));
  useShortcut({ keys: 'alt+o', does: 'Sources', group }, () => go(routes.sources()));
  useShortcut({ keys: 'alt+h', does: 'History', group }, () => go(routes.history()));
  useShortcut({ keys: 'alt+b', does: 'Dashboard', group }, () => go(routes.dashboard()));
  useShortcut({ keys: 'alt+s', does: 'Settings', group }, () => go(routes.settings()));
  useApiEvent('menu', ({ command }) => {
    if (command === 'shortcuts') showShortcuts();
    else if (command === 'settings') go(routes.settings());
    else if (command === 'history') go(routes.history());
    else if (command === 'dashboard') go(routes.dashboard());
  });
  return (
    <nav className={css.side} aria-label="Screens">
      <div className={css.brand}>
        <Layers size={20} aria-hidden />
        Thrive Cash
      </div>
      {SCREENS.map(({ name, to, Icon }) => (
        <Link
          key={name}
          href={to}
          className={css.link!}
          aria-current={isOn(location, to) ? 'page' : undefined}
        >
          <Icon size={16} aria-hidden />
          {name}
        </Link>
      ))}
      <div className={css.foot}>
        {runs.map((run) => (
          <div key={run.jobId} className={css.job}>
            <JobLine progress={run.progress} starting="Starting the run" />
            {isWaiting(run) && <Button onClick={() => cancelJob(run.jobId)}>Stop waiting</Button>}
            {run.runId && <Link href={routes.run(run.runId)}>Show the run</Link>}
          </div>
        ))}
        <Button look="plain" onClick={showShortcuts}>
          <Keyboard size={16} aria-hidden /> Shortcuts
        </Button>
        {info && <span>Version {info.softwareVersion}</span>}
      </div>
    </nav>
  );
}

function isWaiting({ progress }: Job): boolean {
  return progress?.waiting != null;
}

/** Whether a location is a screen's own, or below it. The start has none below it. */
function isOn(location: string, to: string): boolean {
  return location === to || (to !== routes.start() && location.startsWith(`${to}/`));
}

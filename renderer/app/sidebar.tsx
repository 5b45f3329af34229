import { Keyboard, Layers, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Job } from '../../core/contract/api/runs.ts';
import { SCREENS } from '../../core/contract/screens.ts';
import type { Screen, SidebarScreenName } from '../../core/contract/screens.ts';
import { useCall } from '../bridge/api.ts';
import { cancelJob, useJobs } from '../bridge/jobs.ts';
import { Button } from '../components/controls/controls.tsx';
import { JobLine } from '../components/surfaces/job-line.tsx';
import { useShortcutList, useShortcuts } from '../components/overlays/shortcuts.tsx';
import { pathTo, routes, screenAt, showsProgressOf } from '../frame/routes.ts';
import { useMenuCommand } from '../frame/use-menu-command.ts';
import { FaultReport } from '../report/fault-report.tsx';
import { SignedIn } from '../people/signed-in.tsx';
import { SearchEntry } from '../search/search-entry.tsx';
import { boundScreen } from './screens.ts';
import css from './app.module.css';

const ENTRIES = SCREENS.filter(isEntry).map(({ name, title, key }) => ({
  name,
  title,
  keys: key,
  to: pathTo(name),
  Icon: boundScreen(name).Icon!,
}));
const KEYS = ENTRIES.map(({ keys, title }) => ({ keys, does: title, group: 'Everywhere' }));

export function Sidebar() {
  const [location, go] = useLocation();
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const showShortcuts = useShortcutList();
  const [reporting, setReporting] = useState(false);
  const { running } = useJobs();
  // One is carried out at a time; beside it any number may wait for their sources.
  const runs = [...running.values()].filter(
    (job) => job.kind === 'run' && (isWaiting(job) || !showsProgressOf(location, job.runId)),
  );
  useShortcuts(KEYS, (pressed) => go(ENTRIES.find(({ keys }) => keys === pressed)!.to));
  useMenuCommand((command) => {
    if (command === 'shortcuts') showShortcuts();
    else if (command === 'report') setReporting(true);
    // Opening is for whoever takes places in, searching for the search, updates for their notice.
    else if (command !== 'open' && command !== 'search' && command !== 'updates')
      go(pathTo(command));
  });
  const at = screenAt(location)?.screen;
  const lit = at?.under ?? at?.name;
  return (
    <nav className={css.side} aria-label="Screens">
      <div className={css.brand}>
        <Layers size={20} aria-hidden />
        <span className="folds-away">Thrive Cash</span>
      </div>
      <SearchEntry />
      {ENTRIES.map(({ name, title, to, Icon }) => (
        <Link
          key={name}
          href={to}
          className={css.link!}
          title={title}
          aria-current={name === lit ? 'page' : undefined}
        >
          <Icon size={16} aria-hidden />
          <span className="folds-away">{title}</span>
        </Link>
      ))}
      <div className={css.foot}>
        {runs.map((run) => (
          <div key={run.jobId} className={css.job}>
            <JobLine progress={run.progress} starting="Starting the run" />
            {isWaiting(run) && <Button onClick={() => cancelJob(run.jobId)}>Stop waiting</Button>}
            {run.runId && (
              <Link href={routes.run(run.runId)} className={css.showRun!} title="Show the run">
                <LoaderCircle size={16} aria-hidden className={css.folded} />
                <span className="folds-away">Show the run</span>
              </Link>
            )}
          </div>
        ))}
        <SignedIn />
        <Button look="plain" title="Keys, glossary" onClick={showShortcuts}>
          <Keyboard size={16} aria-hidden />
          <span className="folds-away">Keys, glossary</span>
        </Button>
        {info && (
          <span>
            <span className="folds-away">Version</span> {info.softwareVersion}
          </span>
        )}
      </div>
      <FaultReport open={reporting} onClose={() => setReporting(false)} />
    </nav>
  );
}

function isWaiting({ progress }: Job): boolean {
  return progress?.waiting != null;
}

function isEntry(screen: Screen): screen is Screen & { name: SidebarScreenName; key: string } {
  return !screen.path.startsWith('/run/') && screen.key !== undefined;
}

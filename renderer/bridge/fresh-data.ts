import { useQueryClient } from '@tanstack/react-query';
import type { CallName } from '../../core/contract/api/api.ts';
import { useApiEvent } from './api.ts';
import { makeStale } from './stale-answers.ts';

const OF_A_RUN: readonly CallName[] = [
  'runs.get',
  'runs.report',
  'runs.audit',
  'findings.rows',
  'grid.open',
];
const OF_ALL_RUNS: readonly CallName[] = [
  'runs.list',
  'sources.recent',
  'sources.list',
  'dashboard.get',
  'baselines.get',
];
/** The close of any period may be made from another run now, or from other decisions; its runs tell where it stands. */
const OF_CLOSES: readonly CallName[] = [
  'close.view',
  'close.periods',
  'close.later-rows',
  'runs.get',
  'runs.list',
];
const OF_EXCEPTIONS: readonly CallName[] = [
  'exceptions.list',
  'exceptions.summary',
  'exceptions.owners',
  'exceptions.notes',
  'runs.get',
  'dashboard.get',
  'baselines.get',
];

/** Keeps what is on screen in step with what the program says has changed. Used once, at the root. */
export function useFreshData(): void {
  const queries = useQueryClient();
  const stale = (names: readonly CallName[], runId?: string): void => {
    makeStale(
      queries,
      ([name, input]) =>
        names.includes(name as CallName) &&
        (runId === undefined || (input as { runId?: string }).runId === runId),
    );
  };
  useApiEvent('run.changed', ({ runId }) => {
    stale(OF_A_RUN, runId);
    stale(OF_ALL_RUNS);
    stale(OF_CLOSES);
  });
  useApiEvent('job.ended', ({ runId }) => {
    stale(['jobs.list', ...OF_ALL_RUNS, ...OF_CLOSES]);
    if (runId !== null) stale(OF_A_RUN, runId);
  });
  useApiEvent('exceptions.changed', ({ runId }) => {
    stale(OF_EXCEPTIONS, runId);
    // States belong to the source: another run of it shows the same change.
    stale([
      'exceptions.list',
      'exceptions.summary',
      'customers.trail',
      'dashboard.get',
      'baselines.get',
      ...OF_CLOSES,
    ]);
  });
  // Whoever is signed in may see other things, and acts under another name.
  useApiEvent('people.changed', () => makeStale(queries, () => true));
  useApiEvent('schedules.changed', () => stale(['schedules.list', 'schedules.times']));
  useApiEvent('audit.changed', () => stale(['audit.status']));
  useApiEvent('settings.changed', (settings) => {
    queries.setQueryData(['settings.get', {}], settings);
    stale(['updates.get']);
  });
  useApiEvent('updates.changed', (view) => {
    queries.setQueryData(['updates.get', {}], view);
  });
}

import { keepPreviousData } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { SearchedRun } from '../../core/contract/api/grid.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import { useCall } from '../bridge/api.ts';
import { useSettled } from '../components/controls/use-settled.ts';
import { keysText } from '../components/overlays/shortcuts.tsx';
import { useFormat } from '../format/use-format.ts';
import { screenAt } from '../frame/routes.ts';
import { ledgerResults, runResults, screenResults } from './results.ts';
import type { Action, ResultGroup } from './results.ts';

const PAUSE_MS = 150;
const MOST_RUNS = 6;

export interface Results {
  /** Those that have any. */
  readonly groups: readonly ResultGroup[];
  /** Where customers and movements are looked up, in words. */
  readonly where: string;
  readonly looking: boolean;
  readonly problem: ProblemValue | null;
}

/** What a text leads to: screens at once, runs and what ledgers have as soon as they are found. */
export function useResults(text: string, archived: boolean, actions: readonly Action[]): Results {
  const format = useFormat();
  const [location] = useLocation();
  const atHand = screenAt(location)?.params['runId'] ?? null;
  const asked = useSettled(text.trim(), PAUSE_MS);
  const run = useCall('runs.get', { runId: atHand ?? '' }, { enabled: atHand !== null });
  // A run that has published nothing, and has no draft either, has no rows to look at.
  const runId = run.data && run.data.data !== null ? atHand : null;
  const runs = useCall(
    'runs.list',
    { text: asked, limit: MOST_RUNS, ...(archived && { archived: 'too' }) },
    { placeholderData: keepPreviousData },
  );
  const hits = useCall(
    'ledgers.search',
    { runId, text: asked },
    { enabled: asked !== '' && !run.isLoading, placeholderData: keepPreviousData },
  );
  const groups = [
    screenResults(text.trim(), atHand, actions, keysText),
    runResults(runs.data?.items ?? [], format),
    ...(asked === '' || !hits.data ? [] : ledgerResults(hits.data, format)),
  ];
  return {
    groups: groups.filter(({ results }) => results.length > 0),
    where: runId === null ? latestRuns(hits.data?.unread ?? []) : 'this run',
    looking: asked !== text.trim() || runs.isFetching || hits.isFetching,
    problem: runs.error ?? hits.error,
  };
}

/** Where is looked when no run is at hand. */
function latestRuns(unread: readonly SearchedRun[]): string {
  const names = [...new Set(unread.map(({ sourceName }) => sourceName))];
  return names.length === 0
    ? 'the latest run of each source'
    : `the latest run of each source, but for ${names.join(', ')}, whose files cannot be read`;
}

import type { GridViewInput } from '../../core/contract/api/grid.ts';
import type { StepName } from '../../core/contract/steps.ts';

/** Where each screen is. The location is a hash, so that the page is one file in every host. */
export const routes = {
  start: () => '/',
  sources: () => '/sources',
  /** The editor of a source; null sets up a new one. */
  source: (id: number | null) => `/sources/${id ?? 'new'}`,
  run: (runId: string, step?: StepName) => (step ? `/run/${runId}/step/${step}` : `/run/${runId}`),
  /** The matched grid, opened on a view: what a check or an exception points at. */
  grid: (runId: string, view?: GridViewInput) =>
    `/run/${runId}/grid${view ? `/${asSegment(JSON.stringify(view))}` : ''}`,
  customer: (runId: string, customer: string) => `/run/${runId}/customer/${asSegment(customer)}`,
  exceptions: (runId: string) => `/run/${runId}/exceptions`,
  audit: (runId: string) => `/run/${runId}/audit`,
  history: () => '/history',
  compare: (a: string, b: string) => `/compare/${a}/${b}`,
  dashboard: () => '/dashboard',
  settings: () => '/settings',
} as const;

/**
 * Whether a screen shows by itself how a run comes along: its own steps. As long as the run has no id
 * yet, it is shown where it was started: the start screen, the sources, or the steps of a run that is run
 * again.
 */
export function showsProgressOf(location: string, runId: string | null): boolean {
  const steps = /^\/run\/([^/]+)(\/step\/[^/]*)?$/.exec(location);
  return runId === null
    ? location === '/' || location === '/sources' || steps !== null
    : steps?.[1] === runId;
}

/**
 * Any text as one part of an address. Without per cent signs: the router decodes those before it looks
 * for slashes, and an id may hold either.
 */
export function asSegment(text: string): string {
  return encodeURIComponent(text).replaceAll('~', '%7E').replaceAll('%', '~');
}

/** The text of a part of an address; a part that was not made by `asSegment` is the text itself. */
export function segmentText(segment: string): string {
  try {
    return decodeURIComponent(segment.replaceAll('~', '%'));
  } catch {
    return segment;
  }
}

import type { GridViewInput } from '../../core/contract/api/grid.ts';
import type { StepName } from '../../core/contract/steps.ts';

/** Where each screen is. The location is a hash, so that the page is one file in every host. */
export const routes = {
  start: () => '/',
  run: (runId: string, step?: StepName) => (step ? `/run/${runId}/step/${step}` : `/run/${runId}`),
  /** The matched grid, opened on a view: what a check or an exception points at. */
  grid: (runId: string, view?: GridViewInput) =>
    `/run/${runId}/grid${view ? `/${encodeURIComponent(JSON.stringify(view))}` : ''}`,
  customer: (runId: string, customer: string) =>
    `/run/${runId}/customer/${encodeURIComponent(customer)}`,
  exceptions: (runId: string) => `/run/${runId}/exceptions`,
  audit: (runId: string) => `/run/${runId}/audit`,
  history: () => '/history',
  compare: (a: string, b: string) => `/compare/${a}/${b}`,
  dashboard: () => '/dashboard',
  settings: () => '/settings',
} as const;

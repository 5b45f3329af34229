import { closeRoutes } from './resources/closes.ts';
import { eventRoutes } from './resources/events.ts';
import { exceptionRoutes } from './resources/exceptions.ts';
import { jobRoutes } from './resources/jobs.ts';
import { matchRoutes } from './resources/matches.ts';
import { resultRoutes } from './resources/results.ts';
import { runRoutes } from './resources/runs.ts';
import { serverRoutes } from './resources/server.ts';
import { sourceRoutes } from './resources/sources.ts';
import type { Route } from './declare/route.ts';

/** Every route of the API, in the order in which the documentation shows them. */
export const ROUTES: readonly Route[] = [
  ...sourceRoutes,
  ...runRoutes,
  ...jobRoutes,
  ...resultRoutes,
  ...matchRoutes,
  ...exceptionRoutes,
  ...closeRoutes,
  ...eventRoutes,
  ...serverRoutes,
];

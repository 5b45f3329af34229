import type { KindOfThing } from '../things/kept-thing.ts';
import { runThing } from '../things/run-thing.ts';

/** Completed runs that were archived: they are in no series, no close and no delivery. */
export const trialRuns: KindOfThing = {
  kind: 'trial-runs',
  things: async (context, facts) =>
    facts.runs
      .filter(
        ({ id, status }) => status === 'completed' && !facts.locked.some(({ run }) => run === id),
      )
      .flatMap((run) =>
        run.archived === null ? [] : runThing(context, 'trial-runs', run, run.archived.at, facts),
      ),
};

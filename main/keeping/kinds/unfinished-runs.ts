import type { KindOfThing } from '../things/kept-thing.ts';
import { runThing } from '../things/run-thing.ts';

/** What runs have left that did not complete and are not under way. */
export const unfinishedRuns: KindOfThing = {
  kind: 'unfinished-runs',
  things: async (context, facts) =>
    facts.runs
      .filter(({ status }) => status !== 'completed' && status !== 'running')
      .flatMap((run) =>
        runThing(context, 'unfinished-runs', run, run.endedAt ?? run.startedAt, facts),
      ),
};

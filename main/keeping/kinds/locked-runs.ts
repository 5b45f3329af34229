import type { KindOfThing } from '../things/kept-thing.ts';
import { runThing } from '../things/run-thing.ts';

/** The runs that periods are locked with; one with which several are counts from the latest lock. */
export const lockedRuns: KindOfThing = {
  kind: 'locked-runs',
  things: async (context, facts) =>
    facts.runs.flatMap((run) => {
      const locks = facts.locked.filter((one) => one.run === run.id).map(({ at }) => at);
      return locks.length === 0
        ? []
        : runThing(context, 'locked-runs', run, Math.max(...locks), facts);
    }),
};

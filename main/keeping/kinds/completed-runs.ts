import type { KindOfThing } from '../things/kept-thing.ts';
import { runThing } from '../things/run-thing.ts';

/** Completed runs that count, and that no locked period rests on. */
export const completedRuns: KindOfThing = {
  kind: 'runs',
  things: async (context, facts) =>
    facts.runs
      .filter(({ id, status, archived }) => {
        const isLocked = facts.locked.some(({ run }) => run === id);
        return status === 'completed' && archived === null && !isLocked;
      })
      .flatMap((run) => runThing(context, 'runs', run, run.endedAt ?? run.startedAt, facts)),
};

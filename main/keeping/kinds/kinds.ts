import type { KindOfThing } from '../things/kept-thing.ts';
import { auditLog } from './audit-log.ts';
import { completedRuns } from './completed-runs.ts';
import { lockedRuns } from './locked-runs.ts';
import { packs } from './packs.ts';
import { sourceCopies } from './source-copies.ts';
import { trialRuns } from './trial-runs.ts';
import { unfinishedRuns } from './unfinished-runs.ts';

/** All kinds of things that are kept, in the order in which they are told. */
export const KINDS: readonly KindOfThing[] = [
  lockedRuns,
  completedRuns,
  trialRuns,
  unfinishedRuns,
  packs,
  sourceCopies,
  auditLog,
];

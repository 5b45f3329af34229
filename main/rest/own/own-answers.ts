import type { OwnAnswer } from '../request/own-answer.ts';
import { getFile } from './get-file.ts';
import { getJob } from './get-job.ts';
import { getStatus } from './get-status.ts';
import { matchRows } from './match-rows.ts';
import { streamEvents } from './stream-events.ts';

/** By the route's id. A test holds that each such route has one. */
export const OWN_ANSWERS: Readonly<Record<string, OwnAnswer | undefined>> = {
  getFile,
  getJob,
  getStatus,
  matchRows,
  streamEvents,
};

import type { RunDetail } from '../../core/contract/run.ts';
import type { History } from './history.ts';
import { unknown } from './tables/unknown.ts';

/** The run of an id. Throws Problem `run.unknown`. */
export function theRun(history: Pick<History, 'getRun'>, runId: string): RunDetail {
  const detail = history.getRun(runId);
  if (detail) return detail;
  throw unknown('run.unknown', runId);
}

import type { RunClose } from '../../core/contract/api/runs.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { closeToday } from './close-today.ts';
import type { StandingHistory } from './close-today.ts';

/** Where the close of a run's period stands, for a run that it is made from: the one it was locked with, else the latest. */
export function runClose(
  history: StandingHistory,
  { id, sourceId, period, status, archived }: RunRecord,
): RunClose {
  if (period === null || status !== 'completed' || archived !== null) return null;
  const logged = history.closeState(sourceId, period);
  if (logged === null) return null;
  const [latest] = history.listRuns({ sourceId, period, status: 'completed', limit: 1 });
  const closedWith = logged.state === 'locked' ? logged.run : latest?.id;
  return closedWith === id ? closeToday(history, sourceId, period) : null;
}

import type { RunClose } from '../../core/contract/api/runs.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import type { History } from '../history/history.ts';

/** Where the close of a run's period stands, for a run that it is made from: the one it was locked with, else the latest. */
export function runClose(
  history: Pick<History, 'closeState' | 'listRuns'>,
  { id, sourceId, period, status, archived }: RunRecord,
): RunClose {
  if (period === null || status !== 'completed' || archived !== null) return null;
  const logged = history.closeState(sourceId, period);
  if (logged === null) return null;
  if (logged.state === 'locked') return logged.run === id ? 'locked' : null;
  const [latest] = history.listRuns({ sourceId, period, status: 'completed', limit: 1 });
  return latest?.id === id ? logged.state : null;
}

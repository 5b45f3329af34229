import type { RunRecord } from '../../core/contract/run.ts';
import { isWarehouse } from '../places/remote/place-kind.ts';
import { softwareVersion } from '../software-version.ts';

/**
 * Whether a run can be taken further: it waits, died or was cancelled, and the version that runs now is
 * the one that began it.
 */
export function canContinue(
  run: Pick<RunRecord, 'status' | 'softwareVersion' | 'sha256' | 'place'>,
  version = softwareVersion(),
): boolean {
  // In a warehouse it was one transaction, of which nothing is left.
  if (isWarehouse(run.place)) return false;
  const stopped = run.status === 'interrupted' || run.status === 'cancelled';
  return stopped && run.softwareVersion === version && run.sha256 !== null;
}

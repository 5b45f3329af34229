import type { RunRecord } from '../../core/contract/run.ts';
import { isWarehouse } from '../places/remote/place-kind.ts';
import { softwareVersion } from '../software-version.ts';

/**
 * Whether what a run has finished is kept where it stops before its end: in a warehouse it is one
 * transaction, of which nothing is left.
 */
export function keepsItsSteps({ place }: Pick<RunRecord, 'place'>): boolean {
  return !isWarehouse(place);
}

/**
 * Whether a run can be taken further: it waits, died or was cancelled, and the version that runs now is
 * the one that began it. An archived one is brought back first; of a deleted one nothing is left.
 */
export function canContinue(
  run: Pick<RunRecord, 'status' | 'softwareVersion' | 'sha256' | 'place' | 'archived' | 'deleted'>,
  version = softwareVersion(),
): boolean {
  const stopped = run.status === 'interrupted' || run.status === 'cancelled';
  return (
    stopped &&
    run.archived === null &&
    run.deleted === null &&
    keepsItsSteps(run) &&
    run.softwareVersion === version &&
    run.sha256 !== null
  );
}

import { join } from 'node:path';
import type { Delivered, Delivery } from '../../../core/contract/api/delivery.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { runFolder } from '../../data-folder/data-folder.ts';
import type { History } from '../../history/history.ts';
import { notDelivered } from '../../history/runs/run-problems.ts';
import { theRunHere } from '../../history/the-run.ts';
import { deliverFiles } from './deliver-files.ts';
import type { DeliveryOptions } from './deliver-files.ts';

/**
 * Delivers the files of a completed run, and writes that into the audit trail. Throws Problems
 * `run.unknown`, `run.not-completed`, `run.archived`, and those of {@link deliverFiles}.
 */
export async function deliverRun(
  history: Pick<History, 'getRun' | 'deletedRun' | 'appendAudit' | 'announceDelivery'>,
  root: string,
  runId: string,
  delivery: Delivery,
  options: Omit<DeliveryOptions, 'onComplete'>,
): Promise<Delivered> {
  const { run, outputs } = theRunHere(history, runId);
  if (run.status !== 'completed') throw notCompleted(runId);
  if (run.archived !== null) throw notDelivered(runId);
  const files = outputs.map(({ name, path, bytes, sha256, rows }) => ({
    name,
    path: join(runFolder(root, runId), path),
    bytes,
    sha256,
    rows,
  }));
  const delivered = await deliverFiles(delivery, files, run, {
    ...options,
    onComplete: () => history.announceDelivery(runId),
  });
  history.appendAudit({
    action: 'delivery.sent',
    runId,
    detail: {
      manifest: delivered.manifest,
      files: delivered.files.map(({ name, sha256 }) => ({ name, sha256 })),
    },
  });
  return delivered;
}

function notCompleted(runId: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.not-completed',
    message: `The run ${runId} is not completed; it has no files to deliver.`,
    hint: 'Complete the run first.',
    details: { runId },
  });
}

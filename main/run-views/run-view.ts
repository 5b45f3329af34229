import { realpath } from 'node:fs/promises';
import { setAsideByCurrency } from '../../core/contract/bridge.ts';
import type { RunView } from '../../core/contract/api/runs.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { runFolder, uploadFolder } from '../data-folder/data-folder.ts';
import { isWithin } from '../app/allowed-path.ts';
import type { AppContext } from '../app/app-context.ts';
import { theRun } from '../history/the-run.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { canContinue } from '../run-life/continuable.ts';
import { runClose } from './run-close.ts';
import { runData } from '../app/run-data.ts';
import { zipName } from './zip-name.ts';

/** A run with everything that hangs on it. Throws Problem `run.unknown`. */
export async function runView(
  { root, history }: Pick<AppContext, 'root' | 'history'>,
  runId: string,
): Promise<RunView> {
  const detail = theRun(history, runId);
  const folder = runFolder(root, runId);
  return {
    ...detail,
    folder,
    pausedAfter: detail.run.pausedAfter,
    stepByStep: history.isStepByStep(runId),
    canContinue: canContinue(detail.run),
    uploaded: await isUpload(root, detail.run.place),
    rejected: rejectedOf(detail.run),
    signOffs: history.signOffs(runId),
    close: runClose(history, detail.run),
    zipName: zipName(detail.run),
    data: (await runData(detail, folder))?.data ?? null,
  };
}

/** Rows set aside, or what a halted run would set aside, by currency; null before validation. */
function rejectedOf({ cutOff, rejected, counts }: RunRecord): RunView['rejected'] {
  const rows = rejected?.rows ?? counts?.quarantined;
  if (rows === undefined) return null;
  // Runs of before 2026-11-30 know the rows alone.
  return { rows, byCurrency: cutOff ? setAsideByCurrency(cutOff.bridge) : [] };
}

/** Whether a place, a real path where it is a local one, lies among the uploads. */
async function isUpload(root: string, place: string): Promise<boolean> {
  const folder = await realpath(uploadFolder(root)).catch(() => null);
  return folder !== null && !isRemote(place) && isWithin(folder, place);
}

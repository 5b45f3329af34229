import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../core/contract/problem.ts';
import { LEDGER_FILE } from '../../core/run-folder/names.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import type { AppContext } from '../app/app-context.ts';
import { theRunHere } from '../history/the-run.ts';

/** Where the accepted ledger of a run lies, and the checksum that it was written with. */
export interface LedgerCheckpoint {
  readonly path: string;
  readonly sha256: string;
}

/**
 * The ledger of a run whose source was validated. Throws Problem `run.unknown`, `run.not-validated`,
 * or `run.checkpoint-missing` where its file was deleted since.
 */
export async function validatedLedger(
  { root, history }: Pick<AppContext, 'root' | 'history'>,
  runId: string,
): Promise<LedgerCheckpoint> {
  const { run } = theRunHere(history, runId);
  const sha256 = history.completedStep(runId, 'validate')?.checksums[LEDGER_FILE];
  if (sha256 === undefined)
    throw new Problem({
      kind: 'usage',
      code: 'run.not-validated',
      message: `The source of the run ${runId} was not validated: the run is ${run.status}.`,
      hint: 'Continue the run past Validate first.',
      details: { runId, status: run.status },
    });
  const path = join(runFolder(root, runId), LEDGER_FILE);
  await access(path).catch((error: unknown) => {
    throw new Problem(
      {
        kind: 'usage',
        code: 'run.checkpoint-missing',
        message: `The ledger of the run ${runId} is no longer in its folder: ${path}`,
        hint: 'Run the source again with force; it is then read again from the start.',
        details: { runId, path },
      },
      error,
    );
  });
  return { path, sha256 };
}

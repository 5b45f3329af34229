import { join } from 'node:path';
import { verifyPublished } from '../../core/published/verify-published.ts';
import { LEDGER_FILE, OUTPUT_FOLDER } from '../../core/run-folder/names.ts';
import { asProblem } from '../../core/contract/problem.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import { openHistory } from '../history/history.ts';

/**
 * Proves the published files of the run that stands in each source, by the seven checks (RULES.md section 4), where
 * they lie in a folder that was restored. A sentence for each run of which they do not hold.
 *
 * @param copy a copy of its history that nobody needs any more.
 * @param known runs whose files were changed before the backup was made.
 */
export async function provePublished(
  copy: string,
  folder: string,
  known: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const history = openHistory(copy, { headsFile: null, begin: 'anew' });
  const faults: string[] = [];
  try {
    const proven = new Set<number>();
    for (const { id, sourceId, status } of history.listRuns({ limit: Number.MAX_SAFE_INTEGER })) {
      if (status !== 'completed' || proven.has(sourceId)) continue;
      proven.add(sourceId);
      const { run, outputs } = history.getRun(id)!;
      const sha256 = history.completedStep(id, 'validate')?.checksums[LEDGER_FILE];
      // What a warehouse has reconciled lies in its tables.
      if (sha256 === undefined || run.totals === null || known.includes(id)) continue;
      try {
        const { passed } = await verifyPublished(
          {
            ledger: { path: join(runFolder(folder, id), LEDGER_FILE), sha256 },
            folder: join(runFolder(folder, id), OUTPUT_FOLDER),
            outputs,
            policy: run.policy,
            totals: run.totals,
          },
          signal ? { signal } : {},
        );
        if (!passed) faults.push(`The published files of the run ${id} do not pass the checks.`);
      } catch (thrown) {
        const problem = asProblem(thrown);
        if (problem.kind === 'cancelled') throw problem;
        faults.push(`The published files of the run ${id} cannot be proven: ${problem.message}`);
      }
    }
    return faults;
  } finally {
    history.close();
  }
}

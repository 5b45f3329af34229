import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { ChangedRows } from '../../core/contract/api/changed-rows.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { readChangedRows } from '../../core/run-folder/changed-rows-file.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import type { AppContext } from '../app/app-context.ts';
import { writeExport } from '../app/export-file.ts';
import { aboutRun } from '../app/run-identity.ts';
import { theRun } from '../history/the-run.ts';
import { findingPage, findingTable, runFindings } from './finding-records.ts';
import { writeTableFile } from '../app/table-file.ts';

type Calls = 'findings.rows' | 'findings.export' | 'changedRows.list';

/** What validation found in the source of a run (RULES.md section 2). */
export function findingHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  return {
    'findings.rows': async ({ runId, ...page }) =>
      findingPage(await runFindings(context, runId), page),
    'changedRows.list': ({ runId }) => changedRows(context, theRun(context.history, runId).run),
    'findings.export': async ({ runId, format, target }) => {
      const { kept } = await runFindings(context, runId);
      const { csvBom } = context.history.appSettings();
      const about = aboutRun(theRun(context.history, runId).run, 'Findings');
      return writeExport(
        context,
        target,
        'findings',
        (path) => writeTableFile(path, 'Findings', findingTable(kept), format, { csvBom, about }),
        runId,
      );
    },
  };
}

/** The rows for which a run halts, each, or by their number alone where its folder does not list them any more. */
async function changedRows(
  { root }: Pick<AppContext, 'root'>,
  { id, problem }: RunRecord,
): Promise<ChangedRows> {
  if (problem?.code !== 'validation.reported-rows-changed') return { total: 0, rows: [] };
  const count = (name: string): number => Number(problem.details[name] ?? 0);
  return (
    (await readChangedRows(runFolder(root, id))) ?? {
      total: count('changed') + count('gone'),
      rows: [],
    }
  );
}

import type { ApiHandlers } from '../../core/contract/api/api.ts';
import { readChangedRows } from '../../core/run-folder/changed-rows-file.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import type { AppContext } from '../app/app-context.ts';
import { writeExport } from '../app/export-file.ts';
import { theRun } from '../history/the-run.ts';
import { findingPage, findingTable, runFindings } from './finding-records.ts';
import { writeTableFile } from '../app/table-file.ts';

type Calls = 'findings.rows' | 'findings.export' | 'changedRows.list';

/** What validation found in the source of a run (RULES.md section 2). */
export function findingHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  return {
    'findings.rows': async ({ runId, ...page }) =>
      findingPage(await runFindings(context, runId), page),
    'changedRows.list': ({ runId }) =>
      readChangedRows(runFolder(context.root, theRun(context.history, runId).run.id)),
    'findings.export': async ({ runId, format, target }) => {
      const { kept } = await runFindings(context, runId);
      const { csvBom } = context.history.appSettings();
      return writeExport(
        context,
        target,
        'findings',
        (path) => writeTableFile(path, 'findings', findingTable(kept), format, { csvBom }),
        runId,
      );
    },
  };
}

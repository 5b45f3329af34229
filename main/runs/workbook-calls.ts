import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { AppContext } from '../app/app-context.ts';
import { writeExport } from '../app/export-file.ts';
import { closeOfRun, writeWorkbookAnew } from '../close/workbook-anew.ts';
import { theRun } from '../history/the-run.ts';
import { localDay } from '../local-day.ts';

type Calls = 'runs.rewriteWorkbook';

/** The workbook of a completed run with what was decided and closed since (RULES.md section 6). */
export function workbookHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { history, jobs, now } = context;
  return {
    'runs.rewriteWorkbook': ({ runId, jobId, target }) => {
      theRun(history, runId);
      return jobs.during({ jobId, kind: 'export', place: null }, async (job) => {
        const close = await closeOfRun(context, runId);
        const day = localDay(now());
        return writeExport(
          context,
          target,
          'workbook with decisions',
          async (path) => {
            const writing = { signal: job.signal, onProgress: job.progress };
            await writeWorkbookAnew(context, { runId, path, close, day }, writing);
            return null;
          },
          runId,
        );
      });
    },
  };
}

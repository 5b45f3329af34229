import type { ApiHandlers } from '../../core/contract/api/api.ts';
import { Problem, runCancelled } from '../../core/contract/problem.ts';
import type { AppContext } from '../app/app-context.ts';
import { writeExport } from '../app/export-file.ts';
import { theRun } from '../history/the-run.ts';
import { inProcess } from './in-process.ts';

type Calls = 'runs.rewriteWorkbook';

/** The workbook of a completed run with what was decided since (RULES.md section 6). */
export function workbookHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { root, history, host, jobs } = context;
  return {
    'runs.rewriteWorkbook': ({ runId, jobId, target }) => {
      theRun(history, runId);
      const { workers } = history.appSettings();
      return jobs.during({ jobId, kind: 'export', place: null }, (job) =>
        writeExport(
          context,
          target,
          'workbook with decisions',
          (path) =>
            inProcess(host, {
              work: { task: 'workbook', root, runId, path, workers },
              signal: job.signal,
              onProgress: job.progress,
              answerOf: (message) =>
                message.kind === 'ended' && message.ending.problem === null ? null : undefined,
              cancelled: runCancelled,
              died,
            }),
          runId,
        ),
      );
    },
  };
}

function died(code: number | null): Problem {
  return new Problem({
    kind: 'internal',
    code: 'workbook.process-ended',
    message: `The process that wrote the workbook ended unexpectedly (${code === null ? 'killed' : `code ${code}`}).`,
    hint: 'Write it again; if it happens again, close other programs to free memory.',
    details: { code },
  });
}

import type { ApiHandlers, CallOutput, ParsedInput } from '../../core/contract/api/api.ts';
import { SIGN_OFF_ROLE_WORDS } from '../../core/contract/api/runs.ts';
import type { SignOff } from '../../core/contract/api/runs.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import type { AppContext } from '../app/app-context.ts';
import { continueRun } from './continue-run.ts';
import { copyOutputs } from './copy-outputs.ts';
import { isWarehouse } from '../places/remote/place-kind.ts';
import { readAnalytics, readFigures } from '../../core/run-folder/analytics-file.ts';
import { reportView } from '../run-views/report-view.ts';
import { runClose } from '../run-views/run-close.ts';
import { runView } from '../run-views/run-view.ts';
import { startRun } from './start-run.ts';
import { theRun } from '../history/the-run.ts';
import { zipOutputs } from './zip-outputs.ts';
import { canContinue } from '../run-life/continuable.ts';
import { softwareVersion } from '../software-version.ts';

type Calls =
  | 'runs.start'
  | 'runs.continue'
  | 'jobs.list'
  | 'jobs.cancel'
  | 'runs.list'
  | 'runs.get'
  | 'runs.report'
  | 'runs.audit'
  | 'runs.signOff'
  | 'runs.archiveEffect'
  | 'runs.archive'
  | 'runs.unarchive'
  | 'runs.copyOutputs'
  | 'runs.zipOutputs';

/** Starting, watching and looking at runs. */
export function runHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { root, history, jobs, emit } = context;

  function list(query: ParsedInput<'runs.list'>): CallOutput<'runs.list'> {
    const version = softwareVersion();
    const items = history.listRuns(query);
    return {
      items: items.map((run) => ({
        ...run,
        canContinue: canContinue(run, version),
        signOffs: latestOfEachRole(history.signOffs(run.id)),
        workedMs: history.workedMs(run.id),
        openExceptions: run.status === 'completed' ? history.openExceptions(run.id) : null,
        close: runClose(history, run),
      })),
      total: history.countRuns(query),
    };
  }

  function told(runs: readonly RunRecord[]): null {
    for (const { id } of runs) emit('run.changed', { runId: id });
    return null;
  }

  return {
    'runs.start': (input) => startRun(context, input),
    'runs.continue': (input) => continueRun(context, input),
    'jobs.list': () => jobs.list(),
    'jobs.cancel': ({ jobId }) => jobs.cancel(jobId),
    'runs.list': list,
    'runs.get': ({ runId }) => runView(context, runId),
    'runs.report': async ({ runId }) => {
      const { run } = theRun(history, runId);
      const folder = runFolder(root, runId);
      if (isWarehouse(run.place)) return null;
      if (run.status === 'completed') return reportView(await readAnalytics(folder));
      const goesOn = run.status === 'running' || canContinue(run, softwareVersion());
      const figures = goesOn ? await readFigures(folder) : null;
      return figures && reportView(figures);
    },
    'runs.audit': ({ runId }) => history.auditTrail({ runId, withoutReads: true }),
    'runs.signOff': (signing) => {
      const signed = history.signOff(signing);
      emit('run.changed', { runId: signing.runId });
      return signed;
    },
    'runs.archiveEffect': ({ runIds, archive }) => history.standingAfter(runIds, archive),
    'runs.archive': ({ runIds, reason }) => told(history.archiveRuns(runIds, reason)),
    'runs.unarchive': ({ runIds, reason }) => told(history.unarchiveRuns(runIds, reason)),
    'runs.copyOutputs': ({ runId, names, to }) => copyOutputs(context, runId, names, to),
    'runs.zipOutputs': ({ runId, target }) => zipOutputs(context, runId, target),
  };
}

/** In the order of the roles. */
function latestOfEachRole(signOffs: readonly SignOff[]): SignOff[] {
  return Object.keys(SIGN_OFF_ROLE_WORDS).flatMap(
    (role) => signOffs.findLast((one) => one.role === role) ?? [],
  );
}

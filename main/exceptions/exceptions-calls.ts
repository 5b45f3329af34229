import type { ApiHandlers } from '../../core/contract/api/api.ts';
import { Problem } from '../../core/contract/problem.ts';
import { EXCEPTION_STATUS_WORDS, wantsReason } from '../../core/contract/run.ts';
import type { ExceptionStatus } from '../../core/contract/run.ts';
import type { AppContext } from '../app/app-context.ts';
import { writeWorkList } from './exception-table.ts';
import { writeExport } from '../app/export-file.ts';
import { aboutRun } from '../app/run-identity.ts';
import { theRun } from '../history/the-run.ts';

type Calls =
  | 'exceptions.list'
  | 'exceptions.summary'
  | 'exceptions.owners'
  | 'exceptions.change'
  | 'exceptions.undo'
  | 'exceptions.keys'
  | 'exceptions.notes'
  | 'exceptions.export';

/** The work list of exceptions (RULES.md section 5). */
export function exceptionHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { history, emit } = context;
  return {
    'exceptions.list': ({ runId, query, offset, limit }) =>
      history.listExceptions(runId, { ...query, offset, limit }),
    'exceptions.summary': ({ runId }) => history.exceptionSummary(runId),
    'exceptions.owners': ({ runId }) => history.exceptionOwners(runId),
    'exceptions.keys': ({ runId, query }) => history.exceptionKeys(runId, query),
    'exceptions.notes': ({ runId, key }) =>
      history.exceptionNotes(theRun(history, runId).run.sourceId, key),
    'exceptions.change': ({ runId, keys, status, owner, note }) => {
      const { run } = theRun(history, runId);
      if (run.status !== 'completed') throw notCompleted(runId);
      if (status !== undefined && wantsReason(status) && !note) throw reasonMissing(status);
      // An empty name is nobody's.
      const change = { status, owner: owner === '' ? null : owner, note };
      const entries = history.changeExceptions(runId, keys, change);
      emit('exceptions.changed', { runId });
      return { entries };
    },
    'exceptions.undo': ({ runId, entries }) => {
      const undone = history.undoExceptionChange(runId, entries);
      emit('exceptions.changed', { runId });
      return undone;
    },
    'exceptions.export': ({ runId, query, format, target }) => {
      const { run } = theRun(history, runId);
      const { csvBom } = history.appSettings();
      return writeExport(
        context,
        target,
        'exceptions',
        (path) => {
          const everything = { ...query, limit: Number.MAX_SAFE_INTEGER };
          const { items } = history.listExceptions(runId, everything);
          const list = items.map((exception) => ({
            exception,
            notes: exception.notes === 0 ? [] : history.exceptionNotes(run.sourceId, exception.key),
          }));
          return writeWorkList(path, format, list, {
            csvBom,
            about: aboutRun(run, 'Exceptions'),
          });
        },
        runId,
      );
    },
  };
}

function notCompleted(runId: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'exception.run-not-completed',
    message: `The run ${runId} has not completed, so nothing can be decided on its exceptions yet.`,
    hint: 'Decide when all its files are written.',
    details: { runId },
  });
}

function reasonMissing(status: ExceptionStatus): Problem {
  return new Problem({
    kind: 'usage',
    code: 'exception.reason-missing',
    message: `${EXCEPTION_STATUS_WORDS[status]} needs a reason.`,
    hint: 'Enter the reason; it is kept with the exception as a note.',
  });
}

import { findingCountRecordSchema } from '../../../core/contract/run.ts';
import type {
  ExceptionSummary,
  ExceptionTotal,
  OutputRecord,
  RunDetail,
  SourceRecord,
} from '../../../core/contract/run.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import type { CheckRow, RunRow, StepRow } from './run-rows.ts';
import {
  checkRecord,
  findingRecords,
  outputRecord,
  runRecord,
  SELECT_RUN,
  stepRecord,
} from './run-rows.ts';

/** What other tables have of a run. */
interface Beside {
  readonly getSource: (id: number) => SourceRecord | null;
  readonly exceptionSummary: (runId: string) => ExceptionSummary[];
  readonly exceptionCounts: (runId: string) => ExceptionTotal[];
}

/** A run with everything that hangs on it. */
export function runDetailFunctions({ db, prepared }: HistoryContext, beside: Beside) {
  /** A run with its steps, findings, checks, outputs and exceptions in summary; null if unknown. */
  function getRun(runId: string): RunDetail | null {
    // One read transaction, so that a run that is under way is shown as of one instant.
    return db.transaction(() => {
      const row = prepared<[string], RunRow>(`${SELECT_RUN} WHERE r.id = ?`).get(runId);
      if (!row) return null;
      const run = runRecord(row);
      return {
        run,
        source: beside.getSource(run.sourceId)!,
        steps: prepared<[string], StepRow>('SELECT * FROM steps WHERE run_id = ? ORDER BY seq')
          .all(runId)
          .map(stepRecord),
        findings: findingCountRecordSchema.array().parse(
          prepared<[string]>(
            `SELECT code, severity, count FROM findings WHERE run_id = ? ORDER BY CASE severity
               WHEN 'critical' THEN 0 WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END, code`,
          ).all(runId),
        ),
        findingSamples: prepared<[string], string>(
          'SELECT samples FROM finding_samples WHERE run_id = ? ORDER BY code',
        )
          .pluck()
          .all(runId)
          .flatMap(findingRecords),
        checks: prepared<[string], CheckRow>('SELECT * FROM checks WHERE run_id = ? ORDER BY seq')
          .all(runId)
          .map(checkRecord),
        outputs: prepared<[string], OutputRecord>(
          'SELECT name, path, bytes, sha256, rows FROM outputs WHERE run_id = ? ORDER BY name',
        )
          .all(runId)
          .map(outputRecord),
        exceptions: beside.exceptionSummary(runId),
        exceptionTotals: beside.exceptionCounts(runId),
      };
    })();
  }

  return { getRun };
}

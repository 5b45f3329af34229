import type { StepRecord, StepStatus } from '../../../core/contract/run.ts';
import { textWithoutSecrets } from '../../secrets/without-secrets.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { unknown } from '../tables/unknown.ts';
import type { StepRow } from './run-rows.ts';
import { stepRecord } from './run-rows.ts';

export interface StepEnd {
  readonly status?: Exclude<StepStatus, 'running'>;
  readonly rowsIn?: number | null;
  readonly rowsOut?: number | null;
  readonly checksums?: Readonly<Record<string, string>>;
  readonly detail?: string | null;
  readonly at?: number;
}

/** The steps of runs. */
export function stepFunctions({ prepared, now }: HistoryContext) {
  /** Writes down that a step begins; one that was begun before begins anew. */
  function startStep(runId: string, name: string, at = now()): void {
    prepared<[{ run: string; name: string; at: number }]>(
      `INSERT INTO steps (run_id, seq, name, status, started_at)
       VALUES ($run, (SELECT count(*) FROM steps WHERE run_id = $run), $name, 'running', $at)
       ON CONFLICT (run_id, name) DO UPDATE SET status = 'running', started_at = $at, ended_at = NULL,
         rows_in = NULL, rows_out = NULL, checksums = '{}', detail = NULL, attempts = attempts + 1`,
    ).run({ run: runId, name, at });
  }

  /** Writes down how a step ended; `completed` unless said otherwise. Throws if it never began. */
  function endStep(runId: string, name: string, end: StepEnd = {}): void {
    const { changes } = prepared<(string | number | null)[]>(
      `UPDATE steps SET status = ?, ended_at = ?, rows_in = ?, rows_out = ?, checksums = ?, detail = ?
       WHERE run_id = ? AND name = ?`,
    ).run(
      end.status ?? 'completed',
      end.at ?? now(),
      end.rowsIn ?? null,
      end.rowsOut ?? null,
      JSON.stringify(end.checksums ?? {}),
      end.detail == null ? null : textWithoutSecrets(end.detail),
      runId,
      name,
    );
    if (changes === 0) throw unknown('step.unknown', `${runId} ${name}`);
  }

  /** The step if it has completed, else null: what a resumed run need not do again. */
  function completedStep(runId: string, name: string): StepRecord | null {
    const row = prepared<[string, string], StepRow>(
      `SELECT * FROM steps WHERE run_id = ? AND name = ? AND status = 'completed'`,
    ).get(runId, name);
    return row ? stepRecord(row) : null;
  }

  return { startStep, endStep, completedStep };
}

import { outputRecordSchema } from '../../../core/contract/run.ts';
import type {
  CheckRecord,
  FindingCountRecord,
  FindingRecord,
  OutputRecord,
} from '../../../core/contract/run.ts';
import type { HistoryContext } from '../tables/history-context.ts';

/** Findings of each code that are kept with the run; the files in its folder may hold more. */
const SAMPLES_PER_CODE = 100;

/** What a run found, proved and wrote: findings, checks, files. */
export function findFunctions({ prepared, atomically }: HistoryContext) {
  /** Replaces the run's findings: true counts, and the first samples of each code. */
  function recordFindings(
    runId: string,
    counts: readonly FindingCountRecord[],
    samples: readonly FindingRecord[],
  ): void {
    const byCode = Map.groupBy(samples, (finding) => finding.code);
    atomically(() => {
      prepared<[string]>('DELETE FROM findings WHERE run_id = ?').run(runId);
      prepared<[string]>('DELETE FROM finding_samples WHERE run_id = ?').run(runId);
      for (const { code, severity, count } of counts) {
        prepared<[string, string, string, number]>(
          'INSERT INTO findings (run_id, code, severity, count) VALUES (?, ?, ?, ?)',
        ).run(runId, code, severity, count);
      }
      for (const [code, found] of byCode) {
        prepared<[string, string, string]>(
          'INSERT INTO finding_samples (run_id, code, samples) VALUES (?, ?, ?)',
        ).run(runId, code, JSON.stringify(found.slice(0, SAMPLES_PER_CODE)));
      }
    });
  }

  /** Replaces the verdicts of the result verification. */
  function recordChecks(runId: string, checks: readonly CheckRecord[]): void {
    atomically(() => {
      prepared<[string]>('DELETE FROM checks WHERE run_id = ?').run(runId);
      for (const [seq, check] of checks.entries()) {
        prepared<(string | number)[]>(
          `INSERT INTO checks (run_id, seq, id, passed, numbers, detail, failures, failure_count)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        ).run(
          runId,
          seq,
          check.id,
          check.passed ? 1 : 0,
          JSON.stringify(check.numbers),
          check.detail,
          JSON.stringify(check.failures),
          check.failureCount,
        );
      }
    });
  }

  /** Replaces the list of files that the run has written. */
  function recordOutputs(runId: string, outputs: readonly OutputRecord[]): void {
    atomically(() => {
      prepared<[string]>('DELETE FROM outputs WHERE run_id = ?').run(runId);
      for (const output of outputs.map((given) => outputRecordSchema.parse(given))) {
        prepared<[string, string, string, number, string, number | null]>(
          'INSERT INTO outputs (run_id, name, path, bytes, sha256, rows) VALUES (?, ?, ?, ?, ?, ?)',
        ).run(runId, output.name, output.path, output.bytes, output.sha256, output.rows);
      }
    });
  }

  return { recordFindings, recordChecks, recordOutputs };
}

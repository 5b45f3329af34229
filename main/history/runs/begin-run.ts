import type { RunRecord, SourceRecord } from '../../../core/contract/run.ts';
import type { Settings } from '../../../core/contract/settings.ts';
import type { StepName } from '../../../core/contract/steps.ts';
import { placeWithoutSecrets, withoutSecrets } from '../../secrets/without-secrets.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { json } from '../tables/history-context.ts';
import { latestRevision, runOf, standingLedger } from './find-runs.ts';
import type { SourceFacts } from './run-facts.ts';
import { newRunId } from './run-id.ts';
import { unknown } from '../tables/unknown.ts';

export interface NewRun extends SourceFacts {
  readonly sourceId: number;
  /** Where this run's bytes come from; the source's own place if absent. */
  readonly place?: string;
  /** The place that was asked for, a pattern where `place` was chosen by one; `place` if absent. */
  readonly asked?: string;
  readonly settings: Settings;
  readonly settingsKey: string;
  readonly version: string;
  /** Epoch milliseconds; now if absent. */
  readonly at?: number;
  /** From {@link newRunId}; made from `at` if absent. */
  readonly id?: string;
  /** The first step after which it is to wait for a person; absent where it runs to its end. */
  readonly until?: StepName | undefined;
}

/** What was decided on reported rows that are changed or gone, and why, as the audit trail keeps it. */
function decided({ onChanged, onChangedReason, decidedRows }: Settings): object {
  return {
    ...(onChangedReason && { onChanged, reason: onChangedReason }),
    ...(decidedRows && { decidedRows }),
  };
}

/** Writing down that a run begins. */
export function beginRunFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
  getSource: (id: number) => SourceRecord | null,
) {
  const { prepared, atomically, now } = context;

  /**
   * Begins a run and returns it. Its revision is one more than that of the latest completed run of
   * the same source, period and policy, which it supersedes once it completes itself.
   */
  function startRun(run: NewRun): RunRecord {
    const at = run.at ?? now();
    const id = run.id ?? newRunId(at);
    const { period, policy } = run.settings;
    return atomically(() => {
      const source = getSource(run.sourceId);
      if (!source) throw unknown('source.unknown', String(run.sourceId));
      const latest = latestRevision(context, { sourceId: run.sourceId, period, policy });
      prepared<(string | number | null)[]>(
        `INSERT INTO runs (id, source_id, place, sha256, bytes, sheets, notes, period, policy, settings,
           settings_key, software_version, status, revision, supersedes, started_at, asked, source_name,
           standing)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?, ?, ?, ?)`,
      ).run(
        id,
        run.sourceId,
        placeWithoutSecrets(run.place ?? source.place),
        run.sha256 ?? null,
        run.bytes ?? null,
        json(run.sheets),
        json(withoutSecrets(run.notes ?? {})),
        period,
        policy,
        JSON.stringify(run.settings),
        run.settingsKey,
        run.version,
        latest.revision + 1,
        latest.id,
        at,
        placeWithoutSecrets(run.asked ?? run.place ?? source.place),
        source.name,
        standingLedger(context, run.sourceId),
      );
      const { version, until } = run;
      const detail = { version, ...(until && { until }), ...decided(run.settings) };
      appendAudit({ action: 'run.started', runId: id, at, detail });
      return runOf(context, id);
    });
  }

  /** Whether a run was begun step by step: to wait for a person on its way. */
  function isStepByStep(runId: string): boolean {
    return (
      prepared<[string], number>(
        `SELECT 1 FROM audit
         WHERE run_id = ? AND action = 'run.started' AND detail ->> '$.until' IS NOT NULL`,
      ).get(runId) !== undefined
    );
  }

  return { startRun, isStepByStep };
}

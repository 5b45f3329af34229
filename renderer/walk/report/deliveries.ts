import type { RunEnding } from '../../../core/contract/api/runs.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import type { AuditRecord } from '../../../core/contract/run.ts';

/** A delivery that the audit trail tells of. */
export interface PastDelivery {
  /** Epoch ms. */
  readonly at: number;
  /** The address of its manifest. */
  readonly manifest: string;
  readonly files: number;
}

/** The latest delivery of a run by its audit trail; null where there was none. */
export function lastDelivery(records: readonly AuditRecord[]): PastDelivery | null {
  const last = records
    .filter(({ action }) => action === 'delivery.sent')
    .reduce<AuditRecord | null>((a, b) => (a !== null && a.id > b.id ? a : b), null);
  if (last === null) return null;
  const { manifest, files } = last.detail;
  return typeof manifest === 'string' && Array.isArray(files)
    ? { at: last.at, manifest, files: files.length }
    : null;
}

/** Why a run that completed was not delivered of itself; null where it was, or was not to be. */
export function automaticProblem(endings: Iterable<RunEnding>, runId: string): ProblemValue | null {
  const last = [...endings].findLast((ending) => ending.kind === 'run' && ending.runId === runId);
  return last?.outcome === 'completed' && last.problem?.kind === 'delivery-failed'
    ? last.problem
    : null;
}

import { describe, expect, it } from 'vitest';
import type { RunEnding } from '../../../../core/contract/api/runs.ts';
import type { ProblemValue } from '../../../../core/contract/problem.ts';
import type { AuditRecord } from '../../../../core/contract/run.ts';
import { automaticProblem, lastDelivery } from '../../../../renderer/walk/report/deliveries.ts';

const RUN = '20261125-024215-e03cc9';
const entry = (id: number, action: string, detail: AuditRecord['detail']): AuditRecord => ({
  id,
  at: id * 1_000,
  actor: 'ada',
  action,
  runId: RUN,
  detail,
  clock: null,
  systemUser: null,
  computer: null,
  session: null,
  address: null,
  hash: 'a'.repeat(64),
});
const sent = (id: number, folder: string): AuditRecord =>
  entry(id, 'delivery.sent', {
    manifest: `s3://results/${folder}/manifest.json`,
    files: [{ name: 'allocations.csv', sha256: 'b'.repeat(64) }],
  });

describe('the latest delivery of a run', () => {
  it('is the last that the trail tells of, in whatever order it is told', () => {
    const records = [sent(3, 'later'), entry(4, 'run.signed-off', {}), sent(2, 'earlier')];
    for (const told of [records, records.toReversed()])
      expect(lastDelivery(told)).toEqual({
        at: 3_000,
        manifest: 's3://results/later/manifest.json',
        files: 1,
      });
  });

  it('is none where none was sent', () => {
    expect(lastDelivery([entry(1, 'run.completed', {})])).toBeNull();
    expect(lastDelivery([])).toBeNull();
  });
});

describe('a delivery that did not go of itself', () => {
  const problem: ProblemValue = {
    kind: 'delivery-failed',
    code: 'delivery.no-bucket',
    message: 'The bucket results does not exist.',
    hint: 'Check its name.',
  };
  const ending = (change: Partial<RunEnding>): RunEnding => ({
    jobId: 'a',
    kind: 'run',
    runId: RUN,
    outcome: 'completed',
    alreadyReconciled: false,
    problem,
    ...change,
  });

  it('is told beside the run that completed', () => {
    expect(automaticProblem([ending({})], RUN)).toEqual(problem);
  });

  it('is another run’s, no longer true, or no delivery’s', () => {
    expect(automaticProblem([ending({ runId: 'other' })], RUN)).toBeNull();
    expect(automaticProblem([ending({}), ending({ jobId: 'b', problem: null })], RUN)).toBeNull();
    expect(automaticProblem([ending({ kind: 'verify' })], RUN)).toBeNull();
    expect(
      automaticProblem([ending({ problem: { ...problem, kind: 'internal' } })], RUN),
    ).toBeNull();
  });
});

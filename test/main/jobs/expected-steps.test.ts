import { describe, expect, it } from 'vitest';
import type { RunDetail, RunRecord, StepRecord } from '../../../core/contract/run.ts';
import { DEFAULT_SETTINGS } from '../../../core/contract/settings.ts';
import { STEP_NAMES } from '../../../core/contract/steps.ts';
import { expectedSteps } from '../../../main/jobs/expected-steps.ts';

const record = (id: string, changes: Partial<RunRecord> = {}): RunRecord =>
  ({
    id,
    sourceId: 1,
    place: '/ledgers/tc.xlsx',
    bytes: 1_000,
    policy: 'exact',
    settings: DEFAULT_SETTINGS,
    ...changes,
  }) as RunRecord;

/** Steps that took a second, two seconds, and so on. */
const steps = (attempts = 1): StepRecord[] =>
  STEP_NAMES.map((name, place) => ({
    name,
    status: 'completed',
    startedAt: 50_000,
    endedAt: 50_000 + (place + 1) * 1_000,
    rowsIn: null,
    rowsOut: null,
    checksums: {},
    attempts,
    detail: null,
  }));

/** A history with a run that is under way and an earlier one. */
function historyOf(
  now: RunRecord,
  earlier: RunRecord,
  { stepByStep = false, attempts = 1 } = {},
): Parameters<typeof expectedSteps>[0] {
  return {
    getRun: (id) =>
      ({ run: id === now.id ? now : earlier, steps: steps(attempts) }) as unknown as RunDetail,
    listRuns: ({ sourceId, policy, status } = {}) =>
      sourceId === earlier.sourceId && policy === earlier.policy && status === 'completed'
        ? [earlier]
        : [],
    isStepByStep: () => stepByStep,
  };
}

describe('how long the steps of a run are expected to take', () => {
  it('is as long as before, by the bytes of both files', () => {
    const history = historyOf(record('now', { bytes: 2_000 }), record('earlier'));
    expect(expectedSteps(history, 'now')).toEqual({
      download: 2_000,
      validate: 4_000,
      match: 6_000,
      verify: 8_000,
      report: 10_000,
    });
  });

  it.each<[string, Partial<RunRecord>, object?]>([
    ['another source', { sourceId: 2 }],
    ['another policy', { policy: 'one-to-one' }],
    ['a file of another kind', { place: '/ledgers/tc.csv' }],
    ['other files written', { settings: { ...DEFAULT_SETTINGS, xlsx: !DEFAULT_SETTINGS.xlsx } }],
    ['a part of the ledger', { settings: { ...DEFAULT_SETTINGS, increment: 'new-rows' } }],
    ['a table of a warehouse', { bytes: null }],
    ['a run that was gone on with', {}, { attempts: 2 }],
    ['a run that waits after each step', {}, { stepByStep: true }],
  ])('is not told by %s', (_, changes, how) => {
    const history = historyOf(record('now'), record('earlier', changes), how);
    expect(expectedSteps(history, 'now')).toBeNull();
  });
});

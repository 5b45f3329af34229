import { describe, expect, it } from 'vitest';
import type { RunView } from '../../../../core/contract/api/runs.ts';
import type { RunStatus, StepRecord, StepStatus } from '../../../../core/contract/run.ts';
import { STEP_NAMES } from '../../../../core/contract/steps.ts';
import type { StepName } from '../../../../core/contract/steps.ts';
import { DEFAULT_APP_SETTINGS } from '../../../../core/contract/api/settings.ts';
import { formatOf } from '../../../../renderer/format/format.ts';
import {
  isPaused,
  nextStep,
  rowsWords,
  stepInFocus,
  stepShown,
  stepViews,
  workedMs,
} from '../../../../renderer/walk/frame/walk-steps.ts';

const format = formatOf(DEFAULT_APP_SETTINGS);

function record(name: StepName, status: StepStatus): StepRecord {
  const ended = status === 'running' ? null : 2_500;
  return {
    name,
    status,
    startedAt: 1_000,
    endedAt: ended,
    rowsIn: name === 'download' ? null : 300,
    rowsOut: name === 'download' ? null : 279,
    checksums: {},
    attempts: 1,
    detail: null,
  };
}

/** A run whose steps up to `done` are completed, and whose next one stands as `last` says. */
function walked(
  status: RunStatus,
  done: number,
  last: StepStatus | null = null,
  pausedAfter: StepName | null = null,
): Pick<RunView, 'run' | 'steps' | 'pausedAfter'> {
  const steps = STEP_NAMES.slice(0, done).map((name) => record(name, 'completed'));
  if (last !== null) steps.push(record(STEP_NAMES[done]!, last));
  return { run: { status } as RunView['run'], steps, pausedAfter };
}
const states = (view: Parameters<typeof stepViews>[0]): string[] =>
  stepViews(view).map(({ state }) => state);

describe('the five steps as they stand', () => {
  it.each([
    ['running', walked('running', 1, 'running'), ['done', 'running', 'todo', 'todo', 'todo']],
    ['begun', walked('running', 0), ['running', 'todo', 'todo', 'todo', 'todo']],
    ['between steps', walked('running', 2), ['done', 'done', 'running', 'todo', 'todo']],
    ['halted', walked('halted', 1, 'failed'), ['done', 'halted', 'todo', 'todo', 'todo']],
    ['failed', walked('failed', 3, 'failed'), ['done', 'done', 'done', 'failed', 'todo']],
    [
      'cancelled',
      walked('cancelled', 2, 'cancelled'),
      ['done', 'done', 'cancelled', 'todo', 'todo'],
    ],
    [
      'dead',
      walked('interrupted', 2, 'interrupted'),
      ['done', 'done', 'interrupted', 'todo', 'todo'],
    ],
    [
      'paused',
      walked('interrupted', 2, null, 'validate'),
      ['done', 'done', 'waiting', 'todo', 'todo'],
    ],
    ['completed', walked('completed', 5), ['done', 'done', 'done', 'done', 'done']],
    ['not yet written down', walked('running', 5), ['done', 'done', 'done', 'done', 'running']],
  ])('tells a run that is %s', (_, view, expected) => {
    expect(states(view)).toEqual(expected);
  });

  it('does not take a run for waiting that goes on after a pause', () => {
    const view = walked('running', 2, 'running', 'validate');
    expect(isPaused(view)).toBe(false);
    expect(nextStep(view)).toBeNull();
  });

  it('opens what is done and what wants attention, and nothing beyond', () => {
    const view = walked('interrupted', 2, null, 'validate');
    expect(stepViews(view).map(({ open }) => open)).toEqual([true, true, true, false, false]);
    expect(stepShown(view, 'download')).toBe('download');
    expect(stepShown(view, 'report')).toBe('match');
    expect(stepShown(view, null)).toBe('match');
    expect(nextStep(view)).toBe('match');
  });

  it('looks at the report of a completed run, and at where another one stopped', () => {
    expect(stepInFocus(walked('completed', 5))).toBe('report');
    expect(stepInFocus(walked('failed', 3, 'failed'))).toBe('verify');
    expect(stepInFocus(walked('failed', 0, 'failed'))).toBe('download');
  });

  it('has the duration of what has ended only', () => {
    const [download, validate, match] = stepViews(walked('running', 1, 'running'));
    expect(download!.durationMs).toBe(1_500);
    expect(validate!.durationMs).toBeNull();
    expect(match!.durationMs).toBeNull();
  });

  it('says what went in and came out', () => {
    const [download, validate, match] = stepViews(walked('completed', 5));
    expect(rowsWords(download!, format)).toBe('');
    expect(rowsWords(validate!, format)).toBe('300 → 279');
    expect(rowsWords(match!, format)).toBe('300 → 279 pairs');
    expect(rowsWords({ ...match!, rowsIn: 4, rowsOut: 1 }, format)).toBe('4 → 1 pair');
    expect(rowsWords({ ...match!, rowsIn: 4, rowsOut: null }, format)).toBe('4 rows');
    expect(rowsWords({ ...match!, rowsIn: 1, rowsOut: null }, format)).toBe('1 row');
    expect(rowsWords({ ...match!, rowsIn: null, rowsOut: 1 }, format)).toBe('1 row');
  });
});

describe('workedMs', () => {
  it('is what the steps took, without what lay between them, and never below zero', () => {
    const begun = record('verify', 'running');
    expect(workedMs([record('download', 'completed'), record('match', 'completed'), begun])).toBe(
      3_000,
    );
    expect(workedMs([{ ...record('match', 'completed'), startedAt: 9_000 }])).toBe(0);
  });
});

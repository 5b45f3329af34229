import { expect, it } from 'vitest';
import type { CloseState } from '../../../core/contract/close/sign-off.ts';
import type { RunRecord } from '../../../core/contract/run.ts';
import { runClose } from '../../../main/run-views/run-close.ts';

const run = (id: string, change: Partial<RunRecord> = {}): RunRecord =>
  ({
    ...{ id, sourceId: 1, period: '2026-07', status: 'completed', archived: null },
    ...change,
  }) as RunRecord;

/** A source whose latest run of the period is `b`, after `a`. */
function at(
  id: string,
  logged: { state: CloseState; run: string | null } | null,
  change: Partial<RunRecord> = {},
): CloseState | null {
  const history = { closeState: () => logged, listRuns: () => [run('b')] };
  return runClose(history, run(id, change));
}

it('tells the close of a period for the run that it is made from', () => {
  expect(at('b', { state: 'open', run: null })).toBe('open');
  expect(at('b', { state: 'prepared', run: 'a' })).toBe('prepared');
  expect(at('a', { state: 'prepared', run: 'a' })).toBeNull();
});

it('keeps a locked period with the run that it was locked with', () => {
  expect(at('a', { state: 'locked', run: 'a' })).toBe('locked');
  expect(at('b', { state: 'locked', run: 'a' })).toBeNull();
});

it('tells none where none has been begun, and of runs that do not count', () => {
  expect(at('b', null)).toBeNull();
  const archived = { at: 0, by: 'Ann', reason: 'A trial' };
  for (const change of [{ period: null }, { status: 'halted' as const }, { archived }])
    expect(at('b', { state: 'open', run: null }, change)).toBeNull();
});

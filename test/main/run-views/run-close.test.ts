import { expect, it } from 'vitest';
import type { LoggedClose } from '../../../core/contract/close/close-log.ts';
import type { CloseState } from '../../../core/contract/close/sign-off.ts';
import type { RunDetail, RunRecord } from '../../../core/contract/run.ts';
import { PLAIN_CALENDAR } from '../../../core/periods/periods.ts';
import { runClose } from '../../../main/run-views/run-close.ts';

const run = (id: string, change: Partial<RunRecord> = {}): RunRecord =>
  ({
    ...{ id, sourceId: 1, period: '2026-07', status: 'completed', archived: null },
    ...{ cutOff: null, policy: 'exact', settings: { calendar: PLAIN_CALENDAR } },
    ...change,
  }) as RunRecord;

/** A source whose latest run of the period is `b`, after `a`. */
function at(
  id: string,
  logged: { state: CloseState; run: string | null } | null,
  change: Partial<RunRecord> = {},
): CloseState | null {
  const signed = { is: logged?.state, by: 'Ann', at: 1, signed: {} };
  const entry = { is: 'event', run: logged?.run, event: signed };
  const history = {
    closeState: () => logged,
    closeLog: () => [{ id: 1, at: 1, actor: 'Ann', period: '2026-07', entry } as LoggedClose],
    listRuns: () => [run('b')],
    getRun: (of: string) => ({ run: run(of), outputs: [] }) as unknown as RunDetail,
    decisions: () => [],
  };
  const close = runClose(history, run(id, change));
  // What was signed there is nothing that it is today.
  if (close?.state !== 'open') expect(close?.changed).not.toEqual([]);
  return close?.state ?? null;
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

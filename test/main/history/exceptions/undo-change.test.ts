import { describe, expect, it } from 'vitest';
import { completedRun, scratchHistory } from '../fixtures.ts';

function decided() {
  const history = scratchHistory();
  const { id: sourceId } = history.sourceAt('/data/tc.xlsx');
  const runId = completedRun(history, { sourceId }, ['a', 'b']);
  const state = () =>
    history
      .listExceptions(runId, { orderBy: 'code' })
      .items.map(({ status, owner, decidedCents }) => ({ status, owner, decidedCents }));
  const problemOf = (entries: readonly number[]): string | null => {
    try {
      history.undoExceptionChange(runId, entries);
      return null;
    } catch (thrown) {
      return (thrown as { code: string }).code;
    }
  };
  return { history, sourceId, runId, state, problemOf };
}

describe('a change of exceptions that is undone', () => {
  it('leaves each as it was before, with a note, and is in the trail', () => {
    const { history, sourceId, runId, state } = decided();
    history.setExceptionState(runId, ['a'], { status: 'explained', owner: 'Ana' }, { at: 5 });
    const before = state();
    const change = { status: 'accepted', owner: 'Ben', note: 'Immaterial' } as const;
    const entries = history.changeExceptions(runId, ['a', 'b'], change, { at: 6 });
    expect(state()).not.toEqual(before);
    expect(history.undoExceptionChange(runId, entries)).toEqual({ undone: 2, left: 0 });
    expect(state()).toEqual(before);
    expect(history.exceptionNotes(sourceId, 'b').map(({ text }) => text)).toEqual([
      'Immaterial',
      'The previous change was undone.',
    ]);
    expect(history.auditTrail({ runId })[0]).toMatchObject({
      action: 'exception.undone',
      detail: { keys: ['a', 'b'], entries },
    });
    expect(history.verifyAudit(true).breaks).toEqual([]);
  });

  it('leaves alone what was changed again since', () => {
    const { history, runId, state } = decided();
    const entries = history.changeExceptions(
      runId,
      ['a', 'b'],
      { status: 'resolved', note: 'Reposted' },
      { at: 5 },
    );
    history.setExceptionState(runId, ['a'], { status: 'accepted' }, { at: 6 });
    expect(history.undoExceptionChange(runId, entries)).toEqual({ undone: 1, left: 1 });
    expect(state().map(({ status }) => status)).toEqual(['accepted', 'open']);
  });

  it('cannot be undone where its entry does not say what was before', () => {
    const { history, sourceId, runId, state, problemOf } = decided();
    history.setExceptionState(runId, ['a'], { status: 'accepted' });
    const detail = { sourceId, keys: ['a'], status: 'accepted' };
    const { id } = history.appendAudit({ action: 'exception.state', runId, detail });
    expect(problemOf([id])).toBe('exception.changed-since');
    expect(state()[0]).toMatchObject({ status: 'accepted' });
  });

  it('is undone once, and only in its run', () => {
    const { history, sourceId, runId, problemOf } = decided();
    const entries = history.changeExceptions(runId, ['a'], { note: 'See the ticket' });
    expect(problemOf([...entries, 999])).toBe('exception.changed-since');
    const other = completedRun(history, { sourceId }, ['a']);
    expect(() => history.undoExceptionChange(other, entries)).toThrow();
    expect(problemOf(entries)).toBeNull();
    expect(problemOf(entries)).toBe('exception.changed-since');
  });
});

import { describe, expect, it } from 'vitest';
import { completedRun, exception, scratchHistory, startRun } from '../fixtures.ts';

function sourceOf(history: ReturnType<typeof scratchHistory>): { sourceId: number } {
  return { sourceId: history.sourceAt('/data/tc.xlsx').id };
}

describe('the state of an exception', () => {
  it('carries over while the exception persists', () => {
    const history = scratchHistory();
    const source = sourceOf(history);
    const first = completedRun(history, source, ['a', 'b']);
    history.setExceptionState(first, ['a'], { status: 'explained', owner: 'Ben' }, { at: 5 });
    history.addNote(first, 'a', 'Refund booked twice.', { actor: 'ben', at: 6 });
    const second = completedRun(history, source, ['a', 'c']);
    const { count, items } = history.listExceptions(second, { orderBy: 'code' });
    expect(count).toBe(2);
    expect(items[0]).toEqual({
      ...exception('a'),
      status: 'explained',
      owner: 'Ben',
      updatedAt: 5,
      decidedCents: 1000,
      firstRun: first,
      lastRun: second,
      notes: 1,
    });
    expect(items[1]).toMatchObject({ key: 'c', status: 'open', owner: null, firstRun: second });
    expect(history.exceptionNotes(source.sourceId, 'a')).toEqual([
      { at: 6, author: 'ben', text: 'Refund booked twice.' },
    ]);
  });

  it('is its own in each source', () => {
    const history = scratchHistory();
    const first = completedRun(history, sourceOf(history), ['a']);
    history.setExceptionState(first, ['a'], { status: 'accepted' });
    const other = completedRun(history, { sourceId: history.sourceAt('/data/b.xlsx').id }, ['a']);
    expect(history.listExceptions(other).items[0]!.status).toBe('open');
  });

  it('is opened again, with its history, when the exception was gone and comes back', () => {
    const history = scratchHistory();
    const source = sourceOf(history);
    const first = completedRun(history, source, ['a', 'b']);
    history.setExceptionState(first, ['a', 'b'], { status: 'resolved', owner: 'Ben' });
    completedRun(history, source, ['b']);
    const third = completedRun(history, source, ['a', 'b']);
    const [a, b] = history.listExceptions(third, { orderBy: 'code' }).items;
    expect(a).toMatchObject({ status: 'open', owner: 'Ben', notes: 1, firstRun: first });
    expect(b).toMatchObject({ status: 'resolved', notes: 0 });
    expect(history.exceptionNotes(source.sourceId, 'a')[0]).toMatchObject({
      author: 'system',
      text: `Appeared again in run ${third}; reopened. Its status was resolved.`,
    });
    expect(history.auditTrail({ runId: third }).map(({ action }) => action)).toContain(
      'exception.reopened',
    );
  });

  it('does not suffer from runs of another policy or period that lack the exception', () => {
    const history = scratchHistory();
    const source = sourceOf(history);
    const first = completedRun(history, source, ['a']);
    history.setExceptionState(first, ['a'], { status: 'accepted' });
    completedRun(history, { ...source, settings: { policy: 'exact' } }, []);
    completedRun(history, { ...source, settings: { period: '2026-10' } }, []);
    const again = completedRun(history, source, ['a']);
    expect(history.listExceptions(again).items[0]!.status).toBe('accepted');
    const exact = completedRun(history, { ...source, settings: { policy: 'exact' } }, ['a']);
    expect(history.listExceptions(exact).items[0]!.status).toBe('accepted');
  });

  it('is not touched by a run that does not complete', () => {
    const history = scratchHistory();
    const source = sourceOf(history);
    const first = completedRun(history, source, ['a']);
    history.setExceptionState(first, ['a'], { status: 'accepted' });
    const failing = startRun(history, source);
    history.saveExceptions(failing.id, [exception('z')]);
    history.failRun(failing.id, 'failed', null);
    expect(history.listExceptions(failing.id).items[0]).toMatchObject({
      status: 'open',
      firstRun: null,
    });
    const next = completedRun(history, source, ['a']);
    expect(history.listExceptions(next).items[0]).toMatchObject({
      status: 'accepted',
      firstRun: first,
    });
  });

  it('tells when the amount has changed since it was decided', () => {
    const history = scratchHistory();
    const source = sourceOf(history);
    const first = completedRun(history, source, ['a']);
    history.setExceptionState(first, ['a'], { status: 'accepted' });
    const { id } = startRun(history, source);
    history.saveExceptions(id, [exception('a', 50_000)]);
    history.completeRun(id, {});
    expect(history.listExceptions(id).items[0]).toMatchObject({
      status: 'accepted',
      cents: 50_000,
      decidedCents: 1000,
    });
  });

  it('is set for all that were named, or for none', () => {
    const history = scratchHistory();
    const run = completedRun(history, sourceOf(history), ['a']);
    const unknown = expect.objectContaining({ code: 'exception.unknown' });
    expect(() => history.setExceptionState(run, ['a', 'x'], { status: 'accepted' })).toThrow(
      unknown,
    );
    expect(history.listExceptions(run).items[0]!.status).toBe('open');
    expect(() => history.addNote(run, 'x', 'No.')).toThrow(unknown);
    expect(() => history.setExceptionState('none', ['a'], {})).toThrow(unknown);
    history.setExceptionState(run, ['a'], { owner: 'Ben' });
    history.setExceptionState(run, ['a'], { status: 'explained' });
    expect(history.listExceptions(run, { owner: 'Ben', status: 'explained' }).count).toBe(1);
    history.setExceptionState(run, ['a'], { owner: null });
    expect(history.listExceptions(run, { owner: null }).count).toBe(1);
    expect(history.auditTrail()[0]!.detail).toMatchObject({ keys: ['a'], owner: null });
  });
});

describe('a list of exceptions', () => {
  it('is filtered, ordered and paged', () => {
    const history = scratchHistory();
    const { id } = startRun(history, sourceOf(history));
    history.saveExceptions(id, [
      { ...exception('a', -900), customer: '1' },
      { ...exception('b', 100), customer: '2', code: 'balance.negative', createdAt: null },
      { ...exception('c', 500), customer: '1', currency: '' },
    ]);
    const keys = (query: Parameters<typeof history.listExceptions>[1]) =>
      history.listExceptions(id, query).items.map(({ key }) => key);
    expect(keys({})).toEqual(['a', 'c', 'b']);
    expect(keys({ descending: false })).toEqual(['b', 'c', 'a']);
    expect(keys({ customer: '1', orderBy: 'customer' })).toEqual(['a', 'c']);
    expect(keys({ code: 'balance.negative' })).toEqual(['b']);
    expect(keys({ limit: 1, offset: 1 })).toEqual(['c']);
    expect(history.listExceptions(id, { limit: 1 }).count).toBe(3);
  });

  it('is replaced whole, refuses a key that comes twice, and then keeps what it had', () => {
    const history = scratchHistory();
    const { id } = startRun(history, sourceOf(history));
    history.saveExceptions(id, [exception('a')]);
    expect(() => history.saveExceptions(id, [exception('b'), exception('b')])).toThrow(
      expect.objectContaining({ code: 'exception.twice' }),
    );
    expect(history.listExceptions(id).items.map(({ key }) => key)).toEqual(['a']);
    history.saveExceptions(id, [exception('c')]);
    expect(history.listExceptions(id).items.map(({ key }) => key)).toEqual(['c']);
  });

  it('of 100,000 is saved and carried over in seconds', () => {
    const history = scratchHistory();
    const source = sourceOf(history);
    const many = Array.from({ length: 100_000 }, (_, i) => `key-${i}`);
    const start = performance.now();
    const first = completedRun(history, source, many);
    history.setExceptionState(first, many.slice(0, 1000), { status: 'accepted' });
    const second = completedRun(history, source, many);
    expect(history.listExceptions(second, { status: 'accepted' }).count).toBe(1000);
    expect(performance.now() - start).toBeLessThan(120_000);
  });
});

import { expect, it } from 'vitest';
import type { RunOrder } from '../../../../core/contract/api/runs.ts';
import type { History } from '../../../../main/history/history.ts';
import { completedRun, exception, scratchHistory, startRun } from '../fixtures.ts';

const TOTALS = {
  earned: 0,
  spent: 0,
  expired: 0,
  closing: 0,
  matched: 0,
  openLots: 0,
  uncovered: 0,
  untracked: 0,
  untrackedUnused: 0,
  untrackedUncovered: 0,
};

function completedWith(history: History, sourceId: number, closing: number, asOf: string): string {
  const { id } = startRun(history, { sourceId, settings: { asOf } });
  history.saveExceptions(
    id,
    [1, 2, 3].slice(0, closing / 100).map((n) => exception(`row:${n}`, n * 100)),
  );
  const totals = { ...TOTALS, closing, matched: closing, untracked: closing };
  history.completeRun(id, { totals, quality: closing / 1000 });
  return id;
}

it('runs are ordered by any column and paged in that order; what lacks it comes last', () => {
  const history = scratchHistory();
  const b = history.sourceAt('/data/b.csv', 'beta').id;
  const a = history.sourceAt('/data/a.csv', 'Alpha').id;
  const two = completedWith(history, b, 200, '2026-01-31');
  const three = completedWith(history, b, 300, '2026-02-28');
  const one = completedWith(history, a, 100, '2026-03-31');
  const failed = startRun(history, { sourceId: a }).id;
  history.failRun(failed, 'halted', null);
  const by = (orderBy: RunOrder, descending: boolean): string[] =>
    history.listRuns({ orderBy, descending }).map(({ id }) => id);
  expect(history.listRuns().map(({ id }) => id)).toEqual([failed, one, three, two]);
  expect(by('startedAt', false)).toEqual([two, three, one, failed]);
  expect(by('source', false)).toEqual([failed, one, three, two]);
  expect(by('status', true)).toEqual([failed, one, three, two]);
  for (const order of ['closing', 'matched', 'untracked', 'quality', 'exceptions'] as const) {
    expect(by(order, true)).toEqual([three, two, one, failed]);
    expect(by(order, false)).toEqual([one, two, three, failed]);
  }
  history.signOff({ runId: two, role: 'prepared', name: 'Ana Preparer' });
  history.signOff({ runId: one, role: 'reviewed', name: 'Rui Reviewer' });
  expect(by('signedOff', true)).toEqual([one, two, failed, three]);
  const page = history.listRuns({ orderBy: 'closing', descending: false, limit: 2, offset: 1 });
  expect(page.map(({ id }) => id)).toEqual([two, three]);
  // Who signed is looked up as well.
  expect(history.listRuns({ text: 'rui reviewer' }).map(({ id }) => id)).toEqual([one]);
});

it('exceptions are open until somebody closes them, with what is at stake by currency', () => {
  const history = scratchHistory();
  const { id: sourceId } = history.sourceAt('/data/a.csv');
  const first = completedRun(history, { sourceId }, ['row:1', 'row:2', 'row:3']);
  const second = completedRun(history, { sourceId }, ['row:2']);
  expect(history.openExceptions(first)).toEqual({
    count: 3,
    atStake: [{ currency: 'USD', cents: 3000, unknown: 0 }],
  });
  history.setExceptionState(first, ['row:1', 'row:3'], { status: 'accepted' });
  expect(history.openExceptions(first)).toMatchObject({ count: 1, atStake: [{ cents: 1000 }] });
  expect(history.openExceptions(second).count).toBe(1);
  expect(history.listRuns({ orderBy: 'exceptions' }).map(({ id }) => id)).toEqual([second, first]);
});

it('what is open of each run is what its list says, whatever is decided, undone, reopened or saved anew', () => {
  const history = scratchHistory();
  const { id: sourceId } = history.sourceAt('/data/a.csv');
  const { id: other } = history.sourceAt('/data/b.csv');
  const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
  const runs = [
    completedRun(history, { sourceId }, keys),
    completedRun(history, { sourceId: other }, keys),
  ];
  const agree = (): void => {
    for (const run of runs) {
      const open = history
        .listExceptions(run, { limit: 100 })
        .items.filter(({ status }) => status === 'open');
      expect(history.openExceptions(run).count).toBe(open.length);
      expect(history.openExceptions(run).atStake).toEqual(
        open.length === 0
          ? []
          : [
              {
                currency: 'USD',
                cents: open.reduce((sum, { cents }) => sum + cents!, 0),
                unknown: 0,
              },
            ],
      );
    }
  };
  const [first] = runs as [string];
  history.changeExceptions(first, ['a', 'b', 'c', 'd'], { status: 'resolved' });
  agree();
  history.changeExceptions(first, ['a'], { status: 'accepted' });
  history.changeExceptions(first, ['b', 'e'], { status: 'open', note: 'Not yet' });
  agree();
  // c and d are gone from a run and come back: they are opened again.
  runs.push(completedRun(history, { sourceId }, ['a', 'e']));
  agree();
  runs.push(completedRun(history, { sourceId }, ['a', 'c', 'd', 'f']));
  agree();
  const entries = history.changeExceptions(first, ['f'], { status: 'explained' });
  agree();
  history.undoExceptionChange(first, entries);
  agree();
  // A run that is under way has its exceptions saved, decided upon and saved again.
  const { id } = startRun(history, { sourceId });
  history.saveExceptions(id, [exception('a'), exception('f'), exception('new')]);
  history.changeExceptions(id, ['new', 'f'], { status: 'accepted' });
  history.saveExceptions(id, [exception('a', 5), exception('new', 7)]);
  history.completeRun(id, {});
  runs.push(id);
  agree();
});

import { describe, expect, it } from 'vitest';
import { Problem, runCancelled } from '../../../core/contract/problem.ts';
import type { ProblemKind } from '../../../core/contract/problem-codes.ts';
import { carryOut } from '../../../main/run-life/carry-out.ts';
import { scratch } from '../app/application-fixture.ts';
import { scratchHistory, startRun } from '../history/fixtures.ts';

function begun(place: string) {
  const history = scratchHistory();
  const run = startRun(history, { sourceId: history.sourceAt(place).id });
  return { history, run, status: () => history.getRun(run.id)!.run.status };
}
const problem = (kind: ProblemKind) =>
  new Problem({ kind, code: 'a.b', message: 'It failed.', hint: 'Mend it.' });
const diskFull = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

describe.each(['/ledger.csv', 'postgres://host/shop/moves'])('a run of %s', (place) => {
  it.each([
    ['cancelled', runCancelled()],
    ['halted', problem('validation-halted')],
    ['failed', problem('verification-failed')],
    ['failed', new Error('a fault')],
  ] as const)('ends as %s by its problem', async (expected, thrown) => {
    const { history, run, status } = begun(place);
    const recorded: string[] = [];
    const carried = await carryOut(
      history,
      run,
      scratch(),
      () => Promise.reject(thrown),
      async ({ code }) => void recorded.push(code),
    );
    expect(carried.done).toBeNull();
    expect(recorded).toEqual([carried.problem!.code]);
    expect(status()).toBe(expected);
  });

  it('is what its work makes it', async () => {
    const { history, run, status } = begun(place);
    const work = async () => history.completeRun(run.id, {}).id;
    expect(await carryOut(history, run, scratch(), work)).toEqual({ done: run.id, problem: null });
    expect(status()).toBe('completed');
  });
});

it('waits for its drive where what it has finished is kept', async () => {
  const file = begun('/ledger.csv');
  const work = () => Promise.reject(diskFull);
  const carried = await carryOut(file.history, file.run, scratch(), work);
  expect([carried.problem?.code, file.status()]).toEqual(['run.disk-full', 'interrupted']);
  const there = begun('postgres://host/shop/moves');
  await carryOut(there.history, there.run, scratch(), work);
  expect(there.status()).toBe('failed');
});

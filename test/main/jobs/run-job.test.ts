import { expect, it, onTestFinished, vi } from 'vitest';
import type { TimeLeft } from '../../../core/contract/api/runs.ts';
import { application, ledgerFile, scratch, testHost } from '../app/application-fixture.ts';
import { runnerHere } from '../app/runner-here.ts';

/** Between two words of progress, in ms. */
const WORD_MS = 4000;

/** A clock that stands but for what it is moved, for this process and all that it runs here. */
function movedClock() {
  let time = Date.UTC(2026, 10, 30, 9);
  for (const clock of [Date, performance]) {
    const spy = vi.spyOn(clock, 'now').mockImplementation(() => time);
    onTestFinished(() => spy.mockRestore());
  }
  return { now: () => time, move: (ms: number) => void (time += ms) };
}

it('the time left of a whole run is as an earlier run of its source took, over all of its steps', async () => {
  const clock = movedClock();
  const spoken = (message: unknown): void => {
    if ((message as { kind: string }).kind === 'progress') clock.move(WORD_MS);
  };
  const { app, start } = application({ host: testHost({ forkRunner: () => runnerHere(spoken) }) });
  const told: { at: number; step: string | null; left: TimeLeft }[] = [];
  app.onEvent(({ name, payload }) => {
    if (name !== 'progress' || !payload.progress?.left) return;
    told.push({ at: clock.now(), step: payload.progress.step, left: payload.progress.left });
  });
  const ledger = ledgerFile(scratch(), 2000);
  const run = async (asOf: string): Promise<void> => {
    const settings = { xlsx: false, policy: 'exact', asOf } as const;
    expect((await start(ledger, { settings })).outcome).toBe('completed');
  };
  await run('2025-12-31');
  // Nothing was there to go by.
  expect(told.filter(({ left }) => left.of === 'run')).toEqual([]);
  await run('2025-12-30');
  const end = clock.now();
  const ofRun = told.filter(({ left }) => left.of === 'run');
  expect(ofRun.map(({ step }) => step)).toEqual(
    expect.arrayContaining(['match', 'verify', 'report']),
  );
  // A word is heard after it was said, so no figure is nearer than the time between two of them.
  for (const { at, left } of ofRun)
    expect(Math.abs(left.ms - (end - at))).toBeLessThanOrEqual(WORD_MS);
});

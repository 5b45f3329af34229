import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runFolder } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import { carryOut, clearDeleted } from '../../../main/keeping/carry-out.ts';
import { approve, propose } from '../../../main/keeping/retention-steps.ts';
import { filesIn } from '../../../main/keeping/things/thing-files.ts';
import { amount, SEED } from '../../amount.ts';
import { DAY, keepingFolder, keptRun } from './keeping-fixture.ts';

const CHILD = join(import.meta.dirname, 'children', 'carry-out.ts');
const RUNS = 12;

/** A data folder with runs that are approved to be deleted, and what lies in each. */
async function approved() {
  const kept = keepingFolder();
  const { root, history, clock } = kept;
  const source = history.sourceAt('/ledgers/a.csv').id;
  const runs = Array.from({ length: RUNS }, () => keptRun(kept, source, '2026-07', 'cancelled'));
  clock.now += 31 * DAY;
  const proposal = await propose({ root, history }, null, 'Ana', clock.now);
  approve(history, proposal, 'Ben', false);
  const before = new Map<string, Awaited<ReturnType<typeof filesIn>>>();
  for (const run of runs) before.set(run, await filesIn(runFolder(root, run)));
  history.close();
  return { root, proposal, now: clock.now, before };
}

/** Carries the proposal out in a process of its own; with a time, kills that so long after it has begun. */
async function inProcess(args: readonly string[], killAfterMs: number | null): Promise<number> {
  const child = spawn(process.execPath, [CHILD, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'close');
  await once(child.stdout, 'data');
  const begun = performance.now();
  child.stdout.resume();
  const timer = killAfterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  await ended;
  if (timer) clearTimeout(timer);
  return performance.now() - begun;
}

it('killed at any instant, a deletion leaves each run whole, or gone and said to be so', async () => {
  const whole = await approved();
  const takes = await inProcess([whole.root, `${whole.proposal}`, `${whole.now}`], null);
  let state = SEED >>> 0;
  const seen = { whole: 0, gone: 0 };
  for (let kill = 0; kill < amount(60, 4); kill++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const { root, proposal, now, before } = await approved();
    await inProcess([root, `${proposal}`, `${now}`], (state / 2 ** 32) * takes);
    const history = openHistory(join(root, 'history.sqlite'), { actor: 'Ana', now: () => now });
    try {
      for (const [run, files] of before) {
        if (history.deletedRun(run) !== null) {
          seen.gone++;
          continue;
        }
        seen.whole++;
        expect(await filesIn(runFolder(root, run))).toEqual(files);
      }
      expect(history.verifyAudit(true)).toMatchObject({ count: 0 });
      await clearDeleted({ root, history });
      for (const run of before.keys())
        expect(existsSync(runFolder(root, run))).toBe(history.deletedRun(run) === null);
      const isDone = [...before.keys()].every((run) => history.deletedRun(run) !== null);
      if (!isDone) await carryOut({ root, history }, { proposal, by: 'Ana', now: () => now });
      for (const [run, files] of before) {
        expect(existsSync(runFolder(root, run))).toBe(false);
        const tombstones = history
          .keepingLog()
          .flatMap(({ entry }) => (entry.is === 'deleted' && entry.name === run ? [entry] : []));
        expect(tombstones.map((one) => one.files)).toEqual([files]);
      }
      expect(history.verifyAudit(true)).toMatchObject({ count: 0 });
    } finally {
      history.close();
    }
  }
  expect(seen.whole + seen.gone).toBe(amount(60, 4) * RUNS);
});

import { expect, it } from 'vitest';
import { amount, DEEP, SEED } from '../amount.ts';
import { PHASES } from './attempt-log.ts';
import { crashLine, crashTest } from './crash-test.ts';

/** `long.ts` makes it longer. */
const KILLS = amount(200);

it(`a run that is killed at any instant goes on to the same bytes, ${KILLS} times`, async () => {
  const test = await crashTest(KILLS, SEED);
  process.stdout.write(`${crashLine(test, SEED)}\n`);
  expect(test.faults).toEqual([]);
  const { tally } = test;
  expect(tally.kills).toBeGreaterThanOrEqual(KILLS);
  if (!DEEP) return;
  for (const phase of PHASES) expect(tally.killsByPhase[phase], phase).toBeGreaterThan(0);
  expect(tally.killsByClock).toBeGreaterThan(0);
  expect(tally.killsOfResumes).toBeGreaterThan(0);
  expect(tally.partitionsKept).toBeGreaterThan(0);
});

import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { PHASES } from './attempt-log.ts';
import { crashLine, crashTest } from './crash-test.ts';

/** THRIVE_CRASH_KILLS=5000 makes it long, THRIVE_CRASH_SEED=… the same again. */
const KILLS = Number(process.env['THRIVE_CRASH_KILLS'] ?? 200);
const SEED = Number(process.env['THRIVE_CRASH_SEED'] ?? randomInt(2 ** 32));

it(
  `a run that is killed at any instant goes on to the same bytes, ${KILLS} times`,
  { timeout: 60_000 + KILLS * 2_000 },
  async () => {
    const test = await crashTest(KILLS, SEED);
    process.stdout.write(`${crashLine(test, SEED)}\n`);
    expect(test.faults).toEqual([]);
    const { tally } = test;
    expect(tally.kills).toBeGreaterThanOrEqual(KILLS);
    for (const phase of PHASES) expect(tally.killsByPhase[phase], phase).toBeGreaterThan(0);
    expect(tally.killsByClock).toBeGreaterThan(0);
    expect(tally.killsOfResumes).toBeGreaterThan(0);
    expect(tally.partitionsKept).toBeGreaterThan(0);
  },
);

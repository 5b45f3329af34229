import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEEP, someOf } from '../amount.ts';
import { seededRandom } from '../../main/generate/ledger/random.ts';
import { emptyTally, killedRun, referenceOf } from './killed-runs.ts';
import type { Tally } from './killed-runs.ts';
import { scenarios } from './ledgers.ts';

export interface CrashTest {
  readonly tally: Tally;
  readonly seconds: number;
  /** What went wrong, as words; nothing in a program that survives its crashes. */
  readonly faults: readonly string[];
}

/**
 * Kills runs until so many kills are reached, several runs at once in folders of their own. The folders of
 * runs that went wrong stay where the words say, to be looked at.
 */
export async function crashTest(wanted: number, seed: number): Promise<CrashTest> {
  const begun = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'thrive-crash-'));
  const sources = join(folder, 'sources');
  mkdirSync(sources);
  const tally = emptyTally();
  const faults: string[] = [];
  const references = await Promise.all(
    someOf(scenarios(sources), 2).map((scenario, i) =>
      referenceOf(scenario, join(folder, `reference-${i}`)),
    ),
  );
  const often = references.flatMap((one) => Array<typeof one>(one.scenario.ofTen).fill(one));
  let next = 0;
  const lane = async (): Promise<void> => {
    while (!isEnough(tally, wanted) && faults.length < 3) {
      const run = next++;
      // The runs draw from streams of their own, so that a seed means the same on any number of lanes.
      const random = seededRandom(seed, run);
      const reference = often[run % often.length]!;
      try {
        await killedRun(reference, random, join(folder, `run-${run}`), tally);
      } catch (error) {
        faults.push((error as Error).message);
      }
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, lane));
  if (faults.length === 0) rmSync(folder, { recursive: true, force: true });
  return { tally, faults, seconds: (performance.now() - begun) / 1000 };
}

/** So many kills, and in full of each kind some: what a small number leaves out is waited for three times as long. */
function isEnough(tally: Tally, wanted: number): boolean {
  if (!DEEP) return tally.kills >= wanted;
  const each = [
    ...Object.values(tally.killsByPhase),
    tally.killsByClock,
    tally.killsOfResumes,
    tally.partitionsKept,
  ];
  return tally.kills >= (each.includes(0) ? 3 * wanted : wanted);
}

/** What a crash test did, in one line. */
export function crashLine({ tally, seconds }: CrashTest, seed: number): string {
  const phases = Object.entries(tally.killsByPhase).map(([phase, kills]) => `${phase} ${kills}`);
  return (
    `${tally.kills} kills (${phases.join(', ')}; ${tally.killsByClock} by the clock, ` +
    `${tally.killsOfResumes} of resumed runs), ${tally.runs} runs completed after ${tally.resumes} resumes, ` +
    `${tally.inspections} data folders inspected, ${tally.filesCompared} files compared ` +
    `(${(tally.bytesCompared / 1e6).toFixed(1)} MB), not repeated: ${tally.stepsKept} steps and ` +
    `${tally.partitionsKept} partitions; ${seconds.toFixed(0)} s, seed ${seed}`
  );
}

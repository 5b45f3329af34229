import assert from 'node:assert/strict';
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { oneOf } from '../../main/generate/ledger/random.ts';
import type { Random } from '../../main/generate/ledger/random.ts';
import { acquireLock } from '../../main/data-folder/lock.ts';
import { attempt } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import { completedSteps, lastPhase, PHASES } from './attempt-log.ts';
import type { LogLine, Phase } from './attempt-log.ts';
import type { Ending, Kill, Order } from './children/call-plan.ts';
import { finishedRun, inspect } from './data-folder-state.ts';
import type { FinishedRun } from './data-folder-state.ts';
import { countPartitions } from './finished-partitions.ts';
import type { Scenario } from './ledgers.ts';

/** A scenario, carried out once without being killed. */
export interface Reference {
  readonly scenario: Scenario;
  /** The data folder in which the runs begin; null: an empty one. */
  readonly standing: string | null;
  readonly finished: FinishedRun;
  readonly calls: Ending['calls'];
  /** Milliseconds of the whole run. */
  readonly took: number;
}

/** What was done and found; the sum over all runs is what the test prints. */
export interface Tally {
  kills: number;
  killsByPhase: Record<Phase, number>;
  killsByClock: number;
  /** Kills of attempts that went on with an earlier one. */
  killsOfResumes: number;
  runs: number;
  resumes: number;
  inspections: number;
  filesCompared: number;
  bytesCompared: number;
  stepsKept: number;
  partitionsKept: number;
}

export function emptyTally(): Tally {
  return {
    kills: 0,
    killsByPhase: Object.fromEntries(PHASES.map((phase) => [phase, 0])) as Tally['killsByPhase'],
    killsByClock: 0,
    killsOfResumes: 0,
    runs: 0,
    resumes: 0,
    inspections: 0,
    filesCompared: 0,
    bytesCompared: 0,
    stepsKept: 0,
    partitionsKept: 0,
  };
}

/** Carries a scenario out without a kill. Throws where it does not complete. */
export async function referenceOf(scenario: Scenario, folder: string): Promise<Reference> {
  const standing = await standingFolder(scenario, `${folder}-standing`);
  const place = placeIn(folder, scenario, standing);
  const { ending, log } = await attempt(orderOf(scenario, place, 0));
  assert.ok(ending?.runId, JSON.stringify(ending?.problem));
  assert.deepEqual(countPartitions([log]).repeated, []);
  for (const phase of PHASES) assert.ok(ending.calls[phase]?.length, `nothing happens in ${phase}`);
  const finished = await finishedRun(place.root, ending.runId, place.out);
  return { scenario, standing, finished, calls: ending.calls, took: ending.took };
}

/** Reconciles the earlier file, if there is one, and puts the later one in its place; returns the data folder. */
async function standingFolder(scenario: Scenario, folder: string): Promise<string | null> {
  const { source, delivered } = scenario;
  if (delivered === null) return null;
  copyFileSync(delivered.earlier, source);
  const place = placeIn(folder, scenario, null);
  const { ending } = await attempt(orderOf(scenario, place, 0));
  assert.equal(ending?.status, 'completed', JSON.stringify(ending?.problem));
  copyFileSync(delivered.later, source);
  return place.root;
}

/** How many times a run is killed at most, before it is left to complete. */
const MOST_KILLS = 10;

/**
 * Carries a scenario out in a folder of its own, kills it at random instants, goes on with it, kills it
 * again, and lets it complete; inspects the data folder after each kill and compares the end with the
 * reference. Throws an AssertionError where anything is not as it should be.
 */
export async function killedRun(
  reference: Reference,
  random: Random,
  folder: string,
  tally: Tally,
): Promise<void> {
  const { scenario, standing, finished } = reference;
  const place = placeIn(folder, scenario, standing);
  const logs: (readonly LogLine[])[] = [];
  const kills = 1 + Math.floor(random() * MOST_KILLS);
  let runId: string | null = null;
  let reached: Phase = 'opening';
  try {
    for (let n = 0; ; n++) {
      const order = orderOf(scenario, place, n);
      // An analyst gives the source again, or continues the run that the list shows; both are to do.
      const continued = runId !== null && random() < 0.5 ? runId : null;
      const plan = n < kills ? planOf(reference, random, reached, tally) : {};
      const { ending, log }: Attempt = await attempt(
        { ...order, runId: continued, kill: plan.kill ?? null },
        plan.killAfterMs,
      );
      logs.push(log);
      const phase = lastPhase(log);
      reached = PHASES[Math.max(PHASES.indexOf(reached), PHASES.indexOf(phase))]!;
      if (runId !== null) tally.resumes++;
      if (ending) {
        assert.equal(ending.problem, null, JSON.stringify(ending.problem));
        runId = ending.runId!;
        break;
      }
      tally.kills++;
      tally.killsByPhase[phase]++;
      if (plan.kill === undefined) tally.killsByClock++;
      if (runId !== null) tally.killsOfResumes++;
      // The lock went with the process.
      (await acquireLock(place.root, { waitMs: 0 })).release();
      const state = await inspect(place.root, place.out, finished);
      tally.inspections++;
      tally.filesCompared += state.files;
      tally.bytesCompared += state.bytes;
      if (runId !== null) assert.equal(state.runId, runId, 'the run is another one now');
      runId = state.runId;
      // It was killed between its last word and its end: there is nothing to go on with.
      if (state.status === 'completed') break;
    }
    const end = await finishedRun(place.root, runId!, place.out);
    assert.deepEqual(end, finished, 'the run is not what one is that was never killed');
    tally.runs++;
    tally.filesCompared += end.outputs.size + end.out.size;
    tally.bytesCompared += end.bytes;
    const partitions = countPartitions(logs);
    assert.deepEqual(partitions.repeated, [], 'finished partitions were done again');
    tally.partitionsKept += partitions.kept;
    tally.stepsKept += keptSteps(logs);
  } catch (error) {
    const story = logs.map((log) => log.map((line) => JSON.stringify(line)).join(' ')).join('\n');
    throw new Error(`${scenario.name}, in ${folder}: ${(error as Error).message}\n${story}`, {
      cause: error,
    });
  }
  rmSync(folder, { recursive: true, force: true });
}

/** How often a later attempt had no need to do a finished step; throws where one was done again. */
export function keptSteps(logs: readonly (readonly LogLine[])[]): number {
  const completed = new Set<string>();
  let kept = 0;
  for (const log of logs) {
    kept += completed.size;
    for (const line of log)
      if ('begun' in line) assert.ok(!completed.has(line.begun), `${line.begun} was done again`);
    for (const step of completedSteps(log)) completed.add(step);
  }
  return kept;
}

interface Plan {
  readonly kill?: Kill;
  readonly killAfterMs?: number;
}

/**
 * When an attempt is killed: by the clock or at a call, each phase as often as the others, as far as the
 * attempts before it have left something of them to do.
 */
function planOf(
  { calls, took }: Reference,
  random: Random,
  reached: Phase,
  { killsByPhase, killsByClock }: Tally,
): Plan {
  const left = PHASES.slice(PHASES.indexOf(reached));
  // One that no attempt was killed in yet comes first.
  const spared = left.find((phase) => killsByPhase[phase] === 0);
  // What is left of a resumed run is soon over, and one that is not struck is not killed any more.
  if (spared === undefined && (killsByClock === 0 || random() < 0.3))
    return { killAfterMs: random() * took * (0.15 + left.length * 0.09) };
  // The next ones rather than the last, after which nothing is left to be killed.
  const phase =
    spared ?? (random() < 0.05 ? 'opening' : left[Math.floor(random() ** 1.5 * left.length)]!);
  const files = new Set(
    calls[phase]!.flatMap(({ kind, file }) => (kind === 'write' && file !== null ? [file] : [])),
  );
  // Half of the time in the midst of a file, each as often as the others however few writes it takes.
  if (files.size > 0 && random() < 0.5) {
    const file = oneOf(random, [...files]);
    const writes = calls[phase]!.filter((call) => call.kind === 'write' && call.file === file);
    const call = Math.floor(random() * writes.length);
    return { kill: { phase, file, call, when: 'torn' } };
  }
  const call = Math.floor(random() * calls[phase]!.length);
  return { kill: { phase, file: null, call, when: oneOf(random, ['before', 'torn', 'after']) } };
}

/** Where one run is carried out. */
export interface Place {
  readonly root: string;
  readonly out: string | null;
  readonly folder: string;
}

/** A folder for a run, its data folder as `standing` is. */
export function placeIn(folder: string, { out }: Scenario, standing: string | null): Place {
  assert.ok(!existsSync(folder), `${folder} is taken`);
  mkdirSync(folder, { recursive: true });
  const root = join(folder, 'data');
  if (standing === null) mkdirSync(root);
  else cpSync(standing, root, { recursive: true });
  return { folder, root, out: out ? join(folder, 'out') : null };
}

export function orderOf(scenario: Scenario, { folder, root, out }: Place, n: number): Order {
  const { source, settings, workers, rowsPerPartition } = scenario;
  return {
    root,
    source,
    runId: null,
    settings,
    workers,
    rowsPerPartition,
    out,
    log: join(folder, `attempt-${n}.log`),
    kill: null,
    fault: null,
    loss: null,
  };
}

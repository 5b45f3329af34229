import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DEEP, someOf } from '../amount.ts';
import { PHASES } from './attempt-log.ts';
import type { LogLine, Phase } from './attempt-log.ts';
import { attempt } from './attempt.ts';
import type { Ending, Fault, Order } from './children/call-plan.ts';
import { finishedRun, inspect } from './data-folder-state.ts';
import { countPartitions } from './finished-partitions.ts';
import { keptSteps, orderOf, placeIn, referenceOf } from './killed-runs.ts';
import type { Place, Reference } from './killed-runs.ts';
import { scenarios } from './ledgers.ts';

/** What a drive can do to a run, and the words that the analyst is to read. */
const TROUBLE =
  /^(run\.(disk-full|folder-read-only|folder-gone|drive-fault)|history\.(disk-full|read-only|unwritable)|data-folder\.unwritable)$/;

let folder: string;
let reference: Reference;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thrive-trouble-'));
  const sources = join(folder, 'sources');
  mkdirSync(sources);
  // The one whose results are copied as well, and whose bad rows are set aside.
  const scenario = scenarios(sources).find(({ out }) => out)!;
  reference = await referenceOf(scenario, join(folder, 'reference'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a drive that fails at any step is told in clear words, and the run goes on when it is mended', () => {
  const anyCall = PHASES;
  // The other phases read nothing.
  const reading = ['opening', 'validate', 'verify', 'report'] as const;
  const faults = [
    { name: 'full', code: 'ENOSPC', kinds: ['write', 'history'], phases: anyCall },
    { name: 'read-only', code: 'EROFS', kinds: ['write', 'name', 'history'], phases: anyCall },
    { name: 'failing to write', code: 'EIO', kinds: ['write', 'sync', 'history'], phases: anyCall },
    { name: 'failing to read', code: 'EIO', kinds: ['read'], phases: reading },
  ] as const;
  const cases = faults.flatMap(({ phases, ...fault }) =>
    phases.map((phase): Case => ({ phase, ...fault })),
  );

  it.concurrent.each(someOf(cases, 2))('$name in $phase', async ({ phase, name, code, kinds }) => {
    // The call in the middle of those of the step that this trouble concerns.
    const calls = reference.calls[phase]!.flatMap(({ kind }, call) =>
      kinds.includes(kind) ? [call] : [],
    );
    const fault = { phase, call: calls[calls.length >> 1]!, code, kinds };
    const one = placed(`${phase}-${name}`);
    const { ending, log } = await attempt({ ...one.order(0), fault });
    expect(
      log.some((line) => 'struck' in line),
      'nothing failed',
    ).toBe(true);
    expectTrouble(ending, phase);
    await mendedRunCompletes(one, [log]);
  });
});

interface Case {
  readonly name: string;
  readonly phase: Phase;
  readonly code: Fault['code'];
  readonly kinds: Fault['kinds'];
}

describe('with a drive of its own', () => {
  const refusal = mountRefusal();
  if (refusal !== null) process.stdout.write(`Drives are not mounted: ${refusal}\n`);

  it.skipIf(refusal !== null)('a full one', async () => {
    const one = placed('full');
    const logs: (readonly LogLine[])[] = [];
    mount(one.place.root, ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs']);
    const codes = new Set<string>();
    // A little more room each time: the run comes a little further.
    for (const kib of DEEP ? [16, 64, 160, 256, 512, 768, 1024, 1536] : [16, 160, 768, 1536]) {
      execFileSync('mount', ['-o', `remount,size=${kib}k`, one.place.root]);
      const { ending, log } = await attempt(one.order(logs.length));
      logs.push(log);
      if (ending!.problem === null) break;
      expectTrouble(ending, `${kib} KiB`);
      codes.add(ending!.problem.code);
    }
    expect([...codes].filter((code) => code.endsWith('disk-full'))).not.toEqual([]);
    execFileSync('mount', ['-o', 'remount,size=64m', one.place.root]);
    await mendedRunCompletes(one, logs);
  });

  it.skipIf(refusal !== null)('one that has become read-only', async () => {
    const one = placed('read-only');
    mount(one.place.root, ['-t', 'tmpfs', 'tmpfs']);
    const kill = { phase: 'verify', call: 20, file: null, when: 'before' } as const;
    const first = await attempt({ ...one.order(0), kill });
    execFileSync('mount', ['-o', 'remount,ro', one.place.root]);
    const second = await attempt(one.order(1));
    expectTrouble(second.ending, 'read-only');
    execFileSync('mount', ['-o', 'remount,rw', one.place.root]);
    await mendedRunCompletes(one, [first.log, second.log]);
  });

  it
    .skipIf(refusal !== null)
    .each(someOf(['validate', 'match', 'verify', 'report', 'completing'] as const, 1))(
    'one that is removed in %s',
    async (phase) => {
      const one = placed(`removed-${phase}`);
      const drive = join(one.place.folder, 'drive');
      mkdirSync(drive);
      mount(one.place.root, ['--bind', drive]);
      await lost(one, phase, ['umount', '-l', one.place.root], () => {
        rmSync(one.place.root, { recursive: true, force: true });
        mkdirSync(one.place.root);
        execFileSync('mount', ['--bind', drive, one.place.root]);
      });
    },
  );
});

it.each(someOf(['match', 'report', 'completing'] as const, 1))(
  'a data folder that is moved away in %s and brought back',
  async (phase) => {
    const one = placed(`moved-${phase}`);
    const away = `${one.place.root}-away`;
    await lost(one, phase, ['mv', one.place.root, away], () => {
      rmSync(one.place.root, { recursive: true, force: true });
      renameSync(away, one.place.root);
    });
  },
);

/** The data folder goes in the midst of a step; the run must not say that it has completed. */
async function lost(
  one: Placed,
  phase: Phase,
  command: readonly string[],
  bringBack: () => void,
): Promise<void> {
  const call = reference.calls[phase]!.length >> 1;
  const { ending, log } = await attempt({ ...one.order(0), loss: { phase, call, command } });
  expect(log.some((line) => 'struck' in line)).toBe(true);
  bringBack();
  // What SQLite has open stays within its reach; then the run completes where it was, and all is there.
  if (ending!.problem === null) expect(ending!.status).toBe('completed');
  else expectTrouble(ending, phase);
  await mendedRunCompletes(one, [log]);
}

interface Placed {
  readonly place: Place;
  readonly order: (attempt: number) => Order;
}

function placed(name: string): Placed {
  const place = placeIn(join(folder, name.replaceAll(' ', '-')), reference.scenario, null);
  return { place, order: (n) => orderOf(reference.scenario, place, n) };
}

function expectTrouble(ending: Ending | null, when: string): void {
  const { code, message, hint } = ending!.problem!;
  expect(code, `${when}: ${message}`).toMatch(TROUBLE);
  expect(message).toMatch(/^[A-Z].*\.$/s);
  expect(hint).toMatch(/^[A-Z].*\.$/s);
}

/** Nothing is broken or lost, nothing finished is done again, and the end is what it always is. */
async function mendedRunCompletes(
  { place, order }: Placed,
  logs: readonly (readonly LogLine[])[],
): Promise<void> {
  const state = await inspect(place.root, place.out, reference.finished);
  const { ending, log } = await attempt(order(logs.length));
  expect(ending!.problem).toBeNull();
  if (state.runId !== null) expect(ending!.runId).toBe(state.runId);
  const end = await finishedRun(place.root, ending!.runId!, place.out);
  expect(end).toEqual(reference.finished);
  expect(countPartitions([...logs, log]).repeated).toEqual([]);
  keptSteps([...logs, log]);
}

function mount(folder: string, args: readonly string[]): void {
  execFileSync('mount', [...args, folder]);
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
}

/** Why this process may not mount drives; null where it may. */
function mountRefusal(): string | null {
  if (process.platform !== 'linux') return `this is ${process.platform}, not Linux`;
  if (process.getuid!() !== 0) return 'only root may; the injected faults stand for them';
  const place = mkdtempSync(join(tmpdir(), 'thrive-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', place], { stdio: 'pipe' });
    execFileSync('umount', [place]);
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    if (existsSync(place)) rmSync(place, { recursive: true });
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { POLICIES } from '../../../../core/contract/settings.ts';
import type { Policy } from '../../../../core/contract/settings.ts';
import type { Ledger } from '../../../../core/ledger/ledger.ts';
import { matchLedger } from '../../../../core/match/match.ts';
import { crewFor } from '../../../../core/pipeline/parts/crew.ts';
import { matchPartitions } from '../../../../core/pipeline/parts/match-partitions.ts';
import { runParts } from '../../../../core/pipeline/parts/run-parts.ts';
import { provePartitions } from '../../../../core/pipeline/parts/prove-partitions.ts';
import { uncut } from '../../../../core/ledger/cut-ledger.ts';
import { makeDraft, makeTotals } from '../../../../core/ledger/make-draft.ts';
import { concludeProof } from '../../../../core/verify/proof.ts';
import { verify } from '../../../../core/verify/verify.ts';
import { ledgerOf, ledgers } from '../../match/ledger-fixture.ts';
import { controlOf } from '../../verify/control-of.ts';
import { amount, SEED, someOf } from '../../../amount.ts';

const folder = mkdtempSync(join(tmpdir(), 'thrive-crew-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = (): string => join(folder, String(files++));

/** What goes through many partitions: so many small ledgers, and a large one of so many movements. */
const LEDGERS = amount(500);
const MOVEMENTS = amount(120_000, 15_000);

function manyMovements(): Ledger {
  return ledgerOf(
    Array.from({ length: MOVEMENTS }, (_, i) => ({
      id: i % 7 === 0 ? `T${(i * 7919) % 120_011}` : String((i * 7919) % 120_011),
      type: (i * 31) % 5 < 3 ? ('earned' as const) : ('spent' as const),
      at: 1_700_000_000_000 + ((i * 104_729) % 1000) * 1000,
      customer: String((i * i) % 4001),
      currency: i % 11 === 0 ? 'EUR' : 'USD',
      cents: 1 + ((i * 17) % 400),
    })),
  );
}

describe.each(POLICIES)('%s', (policy: Policy) => {
  it('is the same for any number of workers', async () => {
    const ledger = manyMovements();
    const alone = matchLedger(ledger, policy);
    const checks = verify(
      uncut(ledger),
      makeDraft(uncut(ledger), alone),
      Infinity,
      makeTotals(ledger, alone),
      controlOf(ledger),
    );
    for (const workers of someOf([1, 2, 3], 1)) {
      const parts = runParts(uncut(ledger), policy, MOVEMENTS / 16);
      expect(parts.partitions.count).toBeGreaterThan(10);
      const crew = crewFor(parts, workers, undefined);
      try {
        const { matching } = await matchPartitions(parts, crew, newFile(), '', () => undefined);
        expect(matching.redeemedBy).toEqual(alone.redeemedBy);
        expect(matching.matched).toEqual(alone.matched);
        expect(matching.allocations).toEqual(alone.allocations);
        const { proven } = await provePartitions(
          parts,
          crew,
          newFile(),
          '',
          Infinity,
          () => undefined,
        );
        const proofs = proven.map(({ proof }) => proof);
        expect(concludeProof(proofs, makeTotals(ledger, matching), controlOf(ledger))).toEqual(
          checks,
        );
      } finally {
        await crew.end();
      }
    }
  });
});

it(`finds in many partitions what it finds in one, on ${LEDGERS} ledgers`, async () => {
  await fc.assert(
    fc.asyncProperty(
      ledgers,
      fc.constantFrom(...POLICIES),
      fc.integer({ min: 1, max: 4 }),
      async (movements, policy, rowsPerPartition) => {
        const ledger = ledgerOf(movements);
        const matching = matchLedger(ledger, policy);
        const whole = verify(
          uncut(ledger),
          makeDraft(uncut(ledger), matching),
          Infinity,
          makeTotals(ledger, matching),
          controlOf(ledger),
        );
        const parts = runParts(uncut(ledger), policy, rowsPerPartition);
        const crew = crewFor(parts, 1, undefined);
        await matchPartitions(parts, crew, newFile(), '', () => undefined);
        const { proven } = await provePartitions(
          parts,
          crew,
          newFile(),
          '',
          Infinity,
          () => undefined,
        );
        const proofs = proven.map(({ proof }) => proof);
        expect(concludeProof(proofs, makeTotals(ledger, matching), controlOf(ledger))).toEqual(
          whole,
        );
        expect(whole.every(({ passed }) => passed)).toBe(true);
      },
    ),
    { numRuns: LEDGERS, seed: SEED },
  );
});

it('stops when it is cancelled, and does not wait for results that are held back', async () => {
  const parts = runParts(uncut(manyMovements()), 'exact', MOVEMENTS / 24);
  for (const workers of [1, 2]) {
    const cancelling = new AbortController();
    const crew = crewFor(parts, workers, cancelling.signal);
    const never = new Promise<void>(() => undefined);
    let handed = 0;
    const work = crew.carryOut(
      { task: 'match' },
      () => true,
      () => {
        handed++;
        cancelling.abort();
        return workers === 1 ? undefined : never;
      },
    );
    await expect(work).rejects.toMatchObject({ code: 'run.cancelled' });
    expect(handed).toBeGreaterThan(0);
    expect(handed).toBeLessThan(parts.partitions.count);
    await crew.end();
  }
});

it('does not do again what an earlier attempt has finished', async () => {
  const parts = () => runParts(uncut(manyMovements()), 'exact', MOVEMENTS / 24);
  const path = newFile();
  const first = parts();
  const cancelling = new AbortController();
  const interrupted = crewFor(first, 1, cancelling.signal);
  let before = 0;
  await expect(
    matchPartitions(first, interrupted, path, 'run', (done) => {
      before = done;
      if (done === 5) cancelling.abort();
    }),
  ).rejects.toMatchObject({ code: 'run.cancelled' });
  expect(before).toBe(5);

  const second = parts();
  const crew = crewFor(second, 1, undefined);
  const redone: number[] = [];
  const watched = {
    ...crew,
    carryOut: ((task, wanted, take) =>
      crew.carryOut(task, wanted, (p, result) => {
        redone.push(p);
        return take(p, result);
      })) as typeof crew.carryOut,
  };
  const resumed = await matchPartitions(second, watched, path, 'run', () => undefined);
  expect(redone).toEqual(Array.from({ length: second.partitions.count - 5 }, (_, i) => i + 5));
  const fresh = parts();
  const whole = await matchPartitions(
    fresh,
    crewFor(fresh, 1, undefined),
    newFile(),
    'run',
    () => undefined,
  );
  expect(resumed).toEqual(whole);
  // Of another run, nothing is taken.
  redone.length = 0;
  const other = parts();
  const otherCrew = { ...crewFor(other, 1, undefined) };
  await matchPartitions(
    other,
    {
      ...otherCrew,
      carryOut: ((task, wanted, take) =>
        otherCrew.carryOut(task, wanted, (p, result) => {
          redone.push(p);
          return take(p, result);
        })) as typeof crew.carryOut,
    },
    path,
    'another run',
    () => undefined,
  );
  expect(redone).toHaveLength(other.partitions.count);
});

import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICIES } from '../../../../core/contract/settings.ts';
import { EARNED } from '../../../../core/ledger/ledger.ts';
import { matchLedger } from '../../../../core/match/match.ts';
import { POPULATIONS, SAMPLE_METHODS } from '../../../../core/contract/close/sample.ts';
import type {
  PopulationId,
  Sample,
  SampleMethodId,
  SampleTerms,
} from '../../../../core/contract/close/sample.ts';
import { drawSamples } from '../../../../core/pack/sample/draw-sample.ts';
import { monetaryUnit } from '../../../../core/pack/sample/methods/monetary-unit.ts';
import { random } from '../../../../core/pack/sample/methods/random.ts';
import type { TiedFigures } from '../../../../core/pack/sample/populations/population-kind.ts';
import { PLAIN_CALENDAR, spanOfPeriod } from '../../../../core/periods/periods.ts';
import { openCents } from '../../../../core/report/figures/balances.ts';
import { dailySums, rolledPeriod } from '../../../../core/report/figures/roll-forward.ts';
import { drawn } from '../../../amount.ts';
import { closeLedgerOf, closeLedgers } from '../../close/close-fixture.ts';
import type { CloseMovement } from '../../close/close-fixture.ts';

const SPAN = spanOfPeriod('2025-Q3', PLAIN_CALENDAR)!;
const methods = Object.keys(SAMPLE_METHODS) as SampleMethodId[];
const populations = Object.keys(POPULATIONS) as PopulationId[];
const terms: fc.Arbitrary<SampleTerms> = fc.record({
  population: fc.constantFrom(...populations),
  method: fc.constantFrom(...methods),
  size: fc.integer({ min: 1, max: 12 }),
  seed: fc.string({ maxLength: 8 }),
});

function sampled(
  movements: readonly CloseMovement[],
  policy: (typeof POLICIES)[number],
  how: SampleTerms,
): readonly Sample[] {
  const ledger = closeLedgerOf(movements);
  const matching = matchLedger(ledger, policy);
  const figures = new Map<string, TiedFigures>();
  for (const rolled of rolledPeriod(dailySums(ledger), '2025-Q3', SPAN)) {
    let openLots = 0;
    for (let row = 0; row < ledger.rows; row++)
      if (
        ledger.type[row] === EARNED &&
        ledger.currency!.pool[ledger.currency!.codes[row]!] === rolled.currency
      )
        openLots += openCents(ledger, matching, row);
    if (rolled.currency !== '') figures.set(rolled.currency, { rolled, openLots });
  }
  return drawSamples({ ledger, matching, span: SPAN }, how, figures);
}

describe('a sample', () => {
  it('is drawn from a population that ties to its figure, holds whatever is no smaller than the interval, and trails each item', () => {
    fc.assert(
      fc.property(closeLedgers, fc.constantFrom(...POLICIES), terms, (movements, policy, how) => {
        for (const sample of sampled(movements, policy, how)) {
          expect(sample.populationCents).toBe(sample.figure);
          expect(sample.items.length).toBe(
            how.method === 'random'
              ? Math.min(how.size, sample.populationItems)
              : sample.items.length,
          );
          const hits = sample.items.reduce((sum, one) => sum + one.hits, 0);
          if (how.method === 'monetary-unit')
            expect(hits).toBe(sample.populationCents === 0 ? 0 : how.size);
          expect(new Set(sample.items.map(({ movement }) => movement.id)).size).toBe(
            sample.items.length,
          );
          for (const { movement, trail } of sample.items) {
            const given = trail.reduce((sum, step) => sum + step.cents, 0);
            expect(given).toBeLessThanOrEqual(Math.abs(movement.cents));
            for (const step of trail) {
              expect([step.lot.id, step.redemption.id]).toContain(movement.id);
              expect(step.lot.type).toBe('earned');
              expect(step.redemption.customer).toBe(movement.customer);
            }
          }
        }
      }),
      drawn(1000),
    );
  });

  it('does not depend on the order of the rows in the file', () => {
    fc.assert(
      fc.property(closeLedgers, terms, (movements, how) => {
        const ids = (rows: readonly CloseMovement[]) =>
          sampled(rows, 'exact', how).map(({ items }) => items.map(({ movement }) => movement.id));
        expect(ids(movements.toReversed())).toEqual(ids(movements));
      }),
      drawn(300),
    );
  });
});

const population = (cents: readonly number[]) => ({
  currency: 'USD',
  rows: cents.map((_, i) => i),
  ids: cents.map((_, i) => `T${i}`),
  cents,
});

describe('by monetary unit', () => {
  it('every item from the interval on is in, whatever the seed, and each is hit where the line says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1e13 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        fc.string(),
        (cents, size, seed) => {
          const { picks, interval, start } = monetaryUnit.draw(population(cents), size, seed);
          const sum = cents.reduce((total, one) => total + one, 0);
          expect(interval).toBe(Math.floor(sum / size));
          expect(start).toBeLessThanOrEqual(interval!);
          const drawnItems = new Set(picks.map(({ item }) => item));
          for (const [item, amount] of cents.entries())
            if (BigInt(amount) * BigInt(size) >= BigInt(sum)) expect(drawnItems).toContain(item);
          expect(picks.reduce((total, { hits }) => total + hits, 0)).toBe(size);
          // By the specification, hit by hit.
          const part = Number.parseInt(hash('sha256', `${seed}:USD`, 'hex').slice(0, 12), 16);
          const found = new Map<number, number>();
          for (let k = 0; k < size; k++) {
            const at = ((BigInt(k) * 2n ** 48n + BigInt(part)) * BigInt(sum)) >> 48n;
            const unit = Number(at / BigInt(size));
            let end = 0;
            const item = cents.findIndex((amount) => (end += amount) > unit);
            found.set(item, (found.get(item) ?? 0) + 1);
          }
          expect(new Map(picks.map(({ item, hits }) => [item, hits]))).toEqual(found);
        },
      ),
      drawn(1000),
    );
  });

  it('of a known seed is what it always was', () => {
    expect(monetaryUnit.draw(population([1000, 2500, 100, 6400]), 4, '2026-06')).toEqual({
      picks: [
        { item: 1, hits: 1, isAlwaysIn: true },
        { item: 3, hits: 3, isAlwaysIn: true },
      ],
      interval: 2500,
      start: 1966,
    });
  });
});

it('at random, each item is drawn as often as any other', () => {
  const counts = Array.from({ length: 10 }, () => 0);
  for (let seed = 0; seed < 2000; seed++)
    for (const { item } of random.draw(population(counts.map(() => 1)), 3, String(seed)).picks)
      counts[item]!++;
  // 600 are to be expected, with a standard deviation of 20; the seeds are always the same ones.
  for (const count of counts) expect(Math.abs(count - 600)).toBeLessThan(80);
});

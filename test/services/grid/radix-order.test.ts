import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { radixOrder } from '../../../main/services/grid/radix-order.ts';

const number = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: -100_000, max: 100_000 }),
  fc.integer({ min: 2 ** 32 - 2, max: 2 ** 32 + 2 }),
  fc.integer({ min: -(2 ** 51), max: 2 ** 51 }),
  fc.constantFrom(Infinity, 0, -0, 2048, 2047),
);
const now = (): Promise<void> => Promise.resolve();

describe('an order by numbers', () => {
  it('is the stable order of comparing, by any keys', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 0, max: 3 })
          .chain((keys) =>
            fc.array(fc.array(number, { minLength: keys, maxLength: keys }), { maxLength: 60 }),
          ),
        async (rows) => {
          const keys = (rows[0] ?? []).map((_, k) => Float64Array.from(rows, (row) => row[k]!));
          const expected = rows
            .map((row, place) => ({ row, place }))
            .sort((a, b) => {
              const k = a.row.findIndex((value, at) => value !== b.row[at]);
              return k < 0 ? a.place - b.place : a.row[k]! < b.row[k]! ? -1 : 1;
            })
            .map(({ place }) => place);
          expect([...(await radixOrder(rows.length, keys, now))]).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is given up when it is no longer wanted', async () => {
    const key = Float64Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1000);
    let pauses = 0;
    const broken = radixOrder(1000, [key, key], () =>
      ++pauses < 2 ? Promise.resolve() : Promise.reject(new Error('broken off')),
    );
    await expect(broken).rejects.toThrow('broken off');
    expect(pauses).toBe(2);
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { repeatedRows } from '../../../../core/validate/rows/repeated-ids.ts';
import { drawn } from '../../../amount.ts';

/** What the rule says, by looking back from every row. */
function naive(ids: readonly number[]): { row: number; first: number }[] {
  return ids.flatMap((id, row) => {
    const first = ids.indexOf(id);
    return first >= 0 && first < row ? [{ row, first }] : [];
  });
}

it.each([
  ['close together', fc.integer({ min: -20, max: 40 })],
  ['within the bits of a mark', fc.integer({ min: 7_000_000, max: 7_000_600 })],
  ['far apart', fc.constantFrom(-3, -1, 0, 5, 4_294_967_296, 4_294_967_301, 2 ** 53 - 1)],
])('finds repeated ids %s and only these; blank ones repeat nothing', (_, id) => {
  const cell = fc.oneof({ weight: 9, arbitrary: id }, { weight: 1, arbitrary: fc.constant(NaN) });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 40 }), fc.boolean(), (cells, rising) => {
      const ids = rising ? [...cells].sort((a, b) => a - b) : cells;
      // Room beyond the rows is not looked at.
      expect(repeatedRows(Float64Array.from([...ids, ...ids]), ids.length)).toEqual(naive(ids));
    }),
    drawn(2000),
  );
});

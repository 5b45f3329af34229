import { expect, it } from 'vitest';
import type { Sample } from '../../../../core/contract/close/sample.ts';
import {
  askedOf,
  formOfSample,
  listedItems,
} from '../../../../renderer/close/sample/sample-form.ts';

it('a sample is first asked for as is usual, then as the kept one was drawn', () => {
  const usual = { population: 'redemptions', method: 'monetary-unit', size: '25', seed: '' };
  expect(formOfSample(null)).toEqual(usual);
  const kept = { population: 'earned', method: 'random', size: 7, seed: 'June' } as const;
  expect(askedOf(formOfSample(kept))).toEqual(kept);
});

it('a blank seed is left to the source, and a size that is none is not asked for', () => {
  const form = formOfSample(null);
  expect(askedOf({ ...form, size: ' 40 ', seed: ' ' })).toMatchObject({ size: 40, seed: null });
  for (const size of ['', '0', '2.5', '1e3', '-1', '10001', 'ten'])
    expect(askedOf({ ...form, size }), size).toBeNull();
});

it('the items of all currencies are listed with theirs', () => {
  const of = (currency: string, ids: readonly string[]): Sample =>
    ({ currency, items: ids.map((id) => ({ movement: { id } })) }) as unknown as Sample;
  expect(
    listedItems([of('EUR', ['1']), of('USD', ['2', '3'])]).map(
      ({ currency, movement }) => `${currency} ${movement.id}`,
    ),
  ).toEqual(['EUR 1', 'USD 2', 'USD 3']);
});

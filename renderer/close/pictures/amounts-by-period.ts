import type { FluxView } from '../../../core/contract/close/close-view.ts';

/** What a measure was in a period, in cents. */
export interface AmountOfPeriod {
  readonly period: string;
  readonly cents: number;
}

/** The amounts of the last `most` periods, the earliest first. */
export function amountsByPeriod(
  { periods, cents }: Pick<FluxView, 'periods' | 'cents'>,
  most: number,
): readonly AmountOfPeriod[] {
  return periods.map((period, place) => ({ period, cents: cents[place]! })).slice(-most);
}

/** From which to which amount the period is as expected, in cents; null where nothing says so. */
export function expectedBand({
  differences,
}: Pick<FluxView, 'differences'>): readonly [number, number] | null {
  const expected = differences.find((one) => one.with === 'expected');
  return expected === undefined
    ? null
    : [expected.base - expected.spread, expected.base + expected.spread];
}

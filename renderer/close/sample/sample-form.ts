import { askedSampleSchema, MOST_SAMPLED } from '../../../core/contract/close/sample.ts';
import type {
  AskedSample,
  PopulationId,
  Sample,
  SampleItem,
  SampleMethodId,
  SampleTerms,
} from '../../../core/contract/close/sample.ts';

/** As it is typed. */
export interface SampleForm {
  readonly population: PopulationId;
  readonly method: SampleMethodId;
  readonly size: string;
  readonly seed: string;
}

/** The form as it is first shown: how the kept sample was drawn, else as is usual. */
export function formOfSample(kept: SampleTerms | null): SampleForm {
  const { population, method, size, seed } = kept ?? askedSampleSchema.parse({});
  return { population, method, size: String(size), seed: seed ?? '' };
}

/** What is asked for; null where the size is none. A blank seed is made from the bytes of the source. */
export function askedOf({ size, seed, ...ways }: SampleForm): AskedSample | null {
  const number = /^\d+$/.test(size.trim()) ? Number(size) : Number.NaN;
  const read = askedSampleSchema.safeParse({ ...ways, size: number, seed: seed.trim() || null });
  return read.success ? read.data : null;
}

export const WRONG_SIZE = `A whole number from 1 to ${MOST_SAMPLED}.`;

/** An item with the currency that it was drawn of. */
export interface ListedItem extends SampleItem {
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
}

/** The items of all currencies, one after the other. */
export function listedItems(samples: readonly Sample[]): readonly ListedItem[] {
  return samples.flatMap(({ currency, items }) => items.map((item) => ({ ...item, currency })));
}

import { seededRandom } from '../../../main/generate/ledger/random.ts';
import type { Random } from '../../../main/generate/ledger/random.ts';

/** What a generated series is like where nothing is planted in it. */
export const COURSES = ['level', 'growing', 'seasonal'] as const;
export type Course = (typeof COURSES)[number];

/** From which month on a course can be told, and something is planted: growth takes a year, a season two. */
export const FIRST_PLANTED: Readonly<Record<Course, number>> = {
  level: 8,
  growing: 18,
  seasonal: 30,
};

/** A series of month ends, with what was planted in it. */
export interface PlantedSeries {
  readonly points: readonly { readonly day: string; readonly value: number }[];
  /** Places of single points that are out of line. */
  readonly spikes: readonly number[];
  /** The first place of another level; null for none. */
  readonly change: number | null;
}

/** A number of the normal distribution, of mean 0 and deviation 1. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * Months of a figure of about 10,000 whose usual deviation is 2 %; spikes are 10 to 18 deviations high or low and at
 * least four points apart, a change of level is one of six deviations.
 */
export function plantedSeries(
  seed: number,
  course: Course,
  wish: { readonly months: number; readonly spikes?: number; readonly change?: boolean },
): PlantedSeries {
  const random = seededRandom(seed);
  const { months } = wish;
  const deviation = 200;
  const change = wish.change ? 12 + Math.floor(random() * (months - 24)) : null;
  const spikes: number[] = [];
  const first = FIRST_PLANTED[course];
  for (let tries = 0; tries < 100 && spikes.length < (wish.spikes ?? 0); tries++) {
    const place = first + Math.floor(random() * (months - first));
    if (spikes.every((other) => Math.abs(other - place) >= 4)) spikes.push(place);
  }
  let grown = 0;
  const points = Array.from({ length: months }, (_, month) => {
    const noise = deviation * normal(random);
    if (course === 'growing') grown += 500 + noise;
    const usual =
      course === 'growing'
        ? 10_000 + grown
        : 10_000 + (course === 'seasonal' ? 4000 * Math.sin((month / 6) * Math.PI) : 0) + noise;
    const height = (10 + 8 * random()) * deviation * (random() < 0.5 ? -1 : 1);
    const level = change !== null && month >= change ? 6 * deviation : 0;
    const value = Math.round(usual + level + (spikes.includes(month) ? height : 0));
    return { day: new Date(Date.UTC(2020, month + 1, 0)).toISOString().slice(0, 10), value };
  });
  return { points, spikes: spikes.toSorted((a, b) => a - b), change };
}

import { describe, expect, it } from 'vitest';
import { judged } from '../../../core/baselines/baseline.ts';
import { levelChanges } from '../../../core/baselines/series.ts';
import { amount, SEED } from '../../amount.ts';
import { COURSES, FIRST_PLANTED, plantedSeries } from './planted-series.ts';
import type { PlantedSeries } from './planted-series.ts';

const LEAST = { absolute: 0, share: 0.01 };

type Plain = PlantedSeries['points'];

/** The places of the points that lie outside the band that those before them make. */
function outPlaces(points: Plain): number[] {
  return judged(points, LEAST).flatMap(({ isOut }, place) => (isOut ? [place] : []));
}

function changeDays(points: Plain): string[] {
  return levelChanges(judged(points, LEAST), LEAST).map(({ day }) => day);
}

describe('the band of a figure', () => {
  it.each(COURSES)('finds what was planted in a %s series and hardly anything else', (course) => {
    let [planted, found, told] = [0, 0, 0];
    for (let n = 0; n < amount(800, 150); n++) {
      const { points, spikes } = plantedSeries(SEED + n, course, { months: 48, spikes: 2 });
      const out = outPlaces(points);
      planted += spikes.length;
      found += spikes.filter((place) => out.includes(place)).length;
      told += out.filter((place) => place >= FIRST_PLANTED[course]).length;
    }
    expect(found / planted, 'recall').toBeGreaterThanOrEqual(0.9);
    expect(found / told, 'precision').toBeGreaterThanOrEqual(0.9);
  });

  it('stays quiet over series in which nothing happens: 1 of 200 points at the most', () => {
    let [points, out] = [0, 0];
    for (let n = 0; n < amount(3000, 200); n++) {
      const series = plantedSeries(SEED + n, COURSES[n % 3]!, { months: 36 });
      points += series.points.length;
      out += outPlaces(series.points).length;
    }
    expect(out / points).toBeLessThan(0.005);
  });

  it('says nothing of fewer than six periods, and of one without any spread keeps to what matters', () => {
    const flat = Array.from({ length: 7 }, (_, k) => ({ day: `2026-01-0${k + 1}`, value: 100 }));
    const bands = judged(flat, LEAST).map(({ band }) => band);
    expect(bands.slice(0, 6)).toEqual([null, null, null, null, null, null]);
    expect(bands[6]).toEqual({ from: 99, to: 101, expected: 100, against: 'level', points: 6 });
  });

  it('gives the same verdict on amounts of a hundred times the size', () => {
    for (let n = 0; n < amount(100, 12); n++) {
      const { points } = plantedSeries(SEED + n, COURSES[n % 3]!, { months: 40, spikes: 3 });
      const larger = points.map(({ day, value }) => ({ day, value: value * 100 }));
      expect(outPlaces(larger)).toEqual(outPlaces(points));
      expect(changeDays(larger)).toEqual(changeDays(points));
    }
  });
});

describe('a change of level', () => {
  it('is found where it was planted, and none where none was', () => {
    let [near, quiet] = [0, 0];
    const count = amount(300, 60);
    for (let n = 0; n < count; n++) {
      const { points, change } = plantedSeries(SEED + n, 'level', { months: 36, change: true });
      const found = changeDays(points);
      const wanted = [change! - 1, change!, change! + 1].map((place) => points[place]!.day);
      if (found.length === 1 && wanted.includes(found[0]!)) near++;
      const { points: still } = plantedSeries(SEED + n, 'level', { months: 36 });
      if (changeDays(still).length === 0) quiet++;
    }
    expect(near / count).toBeGreaterThanOrEqual(0.9);
    expect(quiet / count).toBeGreaterThanOrEqual(0.95);
  });
});

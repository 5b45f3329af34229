import { describe, expect, it } from 'vitest';
import type { ToldProgress } from '../../../main/app/jobs.ts';
import { paceAfter, restByRate } from '../../../main/jobs/job-progress.ts';
import type { Pace } from '../../../main/jobs/job-progress.ts';
import { estimateAfter, timeLeft } from '../../../main/jobs/time-left.ts';
import type { Estimate, ExpectedSteps } from '../../../main/jobs/time-left.ts';

type Words = readonly [at: number, step: ToldProgress['step'], done: number, of: number | null];

/** What is told of the time left after each word of progress. */
function toldOver(words: readonly Words[], expected: ExpectedSteps | null = null) {
  let pace: Pace | null = null;
  let estimate: Estimate | null = null;
  return words.map(([at, step, done, of]) => {
    pace = paceAfter(pace, { step, done, of, unit: 'rows', words: '' }, at);
    estimate = estimateAfter(estimate, { at, step, byRate: restByRate(pace), expected });
    return { at, left: timeLeft(estimate) };
  });
}

/** Words of a step at so many rows a second, each 100 ms. */
function going(
  from: number,
  seconds: number,
  rate: number | ((second: number) => number),
  of: number | null,
  step: ToldProgress['step'] = 'validate',
): Words[] {
  let done = 0;
  return Array.from({ length: seconds * 10 + 1 }, (_, i): Words => {
    if (i > 0) done += (typeof rate === 'number' ? rate : rate(i / 10)) / 10;
    return [from + i * 100, step, Math.min(done, of ?? Infinity), of];
  });
}

const EXPECTED: ExpectedSteps = {
  download: 1_000,
  validate: 20_000,
  match: 5_000,
  verify: 5_000,
  report: 30_000,
};

describe('the time left', () => {
  it('of a steady step is near the truth, and goes down', () => {
    const told = toldOver(going(0, 60, 1000, 60_000));
    expect(told[5]!.left).toBeNull();
    const figures = told.filter(({ at }) => at > 4_000 && at < 59_000);
    for (const { at, left } of figures) {
      expect(left?.of).toBe('step');
      expect(Math.abs(left!.ms - (60_000 - at))).toBeLessThan(1_000);
    }
  });

  it('never jumps up: where the pace breaks down, the figure is taken back until it holds anew', () => {
    const told = toldOver(going(0, 200, (second) => (second < 20 ? 1000 : 100), 38_000));
    let before: { at: number; ms: number } | null = null;
    for (const { at, left } of told) {
      if (left && before) expect(left.ms).toBeLessThan(before.ms - (at - before.at) + 1_000);
      before = left && { at, ms: left.ms };
    }
    const at = (second: number) => told[second * 10]!.left;
    expect(at(19)!.ms).toBeLessThan(21_000);
    expect(at(21)).toBeNull();
    expect(Math.abs(at(60)!.ms - 140_000)).toBeLessThan(10_000);
  });

  it('is not told where the pace never holds', () => {
    const told = toldOver(going(0, 60, (second) => 10 ** (1 + (Math.floor(second / 2) % 3)), 1e6));
    expect(told.filter(({ left }) => left !== null)).toEqual([]);
  });

  it('is never nothing while there is something to do', () => {
    const ended = going(0, 10, 1000, 10_000);
    const still = Array.from({ length: 600 }, (_, i): Words => [
      10_000 + i * 100,
      'validate',
      10_000,
      10_000,
    ]);
    const told = toldOver([...ended, ...still]);
    for (const { left } of told) expect(left === null || left.ms > 0).toBe(true);
    expect(told.at(-1)!.left).toBeNull();
  });

  it('is not told without an end, nor before it has held', () => {
    expect(toldOver(going(0, 30, 1000, null)).every(({ left }) => left === null)).toBe(true);
    expect(toldOver(going(0, 1, 1000, 1e6)).every(({ left }) => left === null)).toBe(true);
  });

  it('is that of the whole run where an earlier one tells how long its steps take', () => {
    const told = toldOver(
      [
        ...going(0, 20, 1000, 20_000),
        ...going(20_000, 5, 1, 5, 'match'),
        ...going(25_000, 5, 1, 5, 'verify'),
        ...going(30_000, 30, 1, 30, 'report'),
      ],
      EXPECTED,
    );
    const figures = told.filter(({ at }) => at > 4_000 && at < 59_000);
    for (const { at, left } of figures) {
      if (left === null) continue;
      expect(left.of).toBe('run');
      expect(Math.abs(left.ms - (60_000 - at))).toBeLessThan(3_000);
    }
    expect(figures.filter(({ left }) => left !== null).length).toBeGreaterThan(
      figures.length * 0.95,
    );
  });

  it('is taken back where the run takes far longer than the earlier one', () => {
    const told = toldOver(going(0, 200, 100, 20_000), EXPECTED);
    expect(told[1500]!.left!.ms).toBeGreaterThan(80_000);
    expect(told.some(({ left }) => left !== null && left.ms < 40_000 + 1_000)).toBe(true);
  });
});

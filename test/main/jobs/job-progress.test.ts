import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { atMostEvery } from '../../../main/runner/at-most.ts';
import { paceAfter, progressView, restByRate, shareOf } from '../../../main/jobs/job-progress.ts';
import type { ToldProgress } from '../../../main/app/jobs.ts';
import type { Pace } from '../../../main/jobs/job-progress.ts';

const at = (done: number, of: number | null = 1000, step: ToldProgress['step'] = 'validate') => ({
  step,
  done,
  of,
  unit: 'rows' as const,
  words: 'Reading',
});

/** What is told of time is proven in time-left.test.ts. */
const WHEN = { at: 2, since: 1, left: null };

function after(words: readonly (readonly [number, ToldProgress])[]) {
  let pace: Pace | null = null;
  for (const [time, progress] of words) pace = paceAfter(pace, progress, time);
  return { ...progressView(pace!, words.at(-1)![1], WHEN), rest: restByRate(pace!) };
}

describe('rate and the rest by it', () => {
  it('are not told before they are known', () => {
    expect(after([[0, at(0)]])).toMatchObject({ rate: null, rest: null });
    expect(
      after([
        [0, at(0)],
        [100, at(50)],
      ]),
    ).toMatchObject({ rate: null, rest: null });
  });

  it('follow from what was done and what is left', () => {
    const told = after([
      [0, at(0)],
      [500, at(100)],
    ]);
    const view = { share: 0.1, rate: 200, rest: 4500, ...WHEN, files: null, waiting: null };
    expect(told).toEqual({ ...at(100), ...view });
  });

  it('count from where the work began, not from zero', () => {
    const told = after([
      [0, at(500)],
      [500, at(600)],
    ]);
    expect(told).toMatchObject({ rate: 200, rest: 2000 });
  });

  it('follow a change of pace smoothly', () => {
    const steady: [number, ToldProgress][] = [
      [0, at(0, 1e6)],
      [1000, at(100, 1e6)],
    ];
    const soon = after([...steady, [1100, at(200, 1e6)]]).rate!;
    expect(soon).toBeGreaterThan(100);
    expect(soon).toBeLessThan(200);
    const later = Array.from({ length: 200 }, (_, i): [number, ToldProgress] => [
      1100 + i * 100,
      at(200 + i * 100, 1e6),
    ]);
    expect(after([...steady, ...later]).rate).toBeCloseTo(1000, -1);
  });

  it('begin anew with another step, another total, another unit, or less done', () => {
    const begun: [number, ToldProgress][] = [
      [0, at(0)],
      [1000, at(100)],
    ];
    const bytes: ToldProgress = { ...at(150), unit: 'bytes' };
    for (const next of [at(150, 1000, 'match'), at(150, 2000), at(10), bytes])
      expect(after([...begun, [1100, next]])).toMatchObject({ rate: null, rest: null });
  });

  it('what is left is left of the step, where only a part of it is counted', () => {
    const part = (done: number, of: number, share: number): ToldProgress => ({
      ...at(done, of, 'report'),
      share,
    });
    const told = after([
      [0, part(0, 10, 0)],
      [1000, part(10, 10, 0.2)],
      [1000, part(0, 50, 0.2)],
      [2000, part(50, 50, 0.4)],
    ]);
    expect(told).toMatchObject({ done: 50, share: 0.4, rate: 50, rest: 3000 });
  });

  it('know no rest without an end, nor when it is reached', () => {
    expect(
      after([
        [0, at(0, null)],
        [500, at(100, null)],
      ]),
    ).toMatchObject({ rate: 200, rest: null });
    expect(
      after([
        [0, at(0)],
        [500, at(1000)],
      ]).rest,
    ).toBeNull();
    expect(
      after([
        [0, at(0)],
        [500, at(1500)],
      ]).rest,
    ).toBeNull();
  });
});

describe('at most every so often', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('passes the first on at once, then the latest of what came meanwhile', () => {
    const told: number[] = [];
    const paced = atMostEvery<number>(
      100,
      (value) => told.push(value),
      () => Date.now(),
    );
    for (let i = 0; i < 1000; i++) {
      paced.pass(i);
      vi.advanceTimersByTime(1);
    }
    expect(told[0]).toBe(0);
    expect(told.length).toBeLessThanOrEqual(11);
    vi.advanceTimersByTime(100);
    expect(told.at(-1)).toBe(999);
    expect(told.length).toBeLessThanOrEqual(12);
  });

  it('loses nothing that is flushed and tells nothing once stopped', () => {
    const told: number[] = [];
    const paced = atMostEvery<number>(
      100,
      (value) => told.push(value),
      () => Date.now(),
    );
    paced.pass(1);
    paced.pass(2);
    paced.flush();
    expect(told).toEqual([1, 2]);
    paced.pass(3);
    paced.stop();
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([1, 2]);
  });
});

describe('the share of a run', () => {
  it('grows over its steps', () => {
    const share = (step: 'download' | 'report', done: number, of: number | null): number => {
      const progress = { step, done, of, unit: 'rows', words: '' } as const;
      return shareOf({ progress: progressView(paceAfter(null, progress, 0), progress, WHEN) });
    };
    expect(shareOf({ progress: null })).toBe(-1);
    expect(share('download', 1, 2)).toBe(0.1);
    expect(share('report', 1, null)).toBe(0.8);
    expect(share('report', 3, 2)).toBe(1);
  });
});

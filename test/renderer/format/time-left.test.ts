import { describe, expect, it } from 'vitest';
import { timeText } from '../../../renderer/format/time-left.ts';

const MINUTE = 60_000;
/** What is said of an estimate of the run at the moment it is told. */
const said = (ms: number, of: 'run' | 'step' = 'run'): string | null =>
  timeText({ at: 0, since: 0, left: { ms, of } }, 0);

describe('the time that is left', () => {
  it.each([
    [1, 'a few seconds left'],
    [9_999, 'a few seconds left'],
    [12_000, 'about 20 s left'],
    [40_000, 'about 40 s left'],
    [49_999, 'about 50 s left'],
    [50_000, 'about 1 min left'],
    [100_000, 'about 2 min left'],
    [9.6 * MINUTE, 'about 10 min left'],
    [12 * MINUTE, 'about 10 min left'],
    [18 * MINUTE, 'about 20 min left'],
    [59 * MINUTE, 'about 55 min left'],
    [60 * MINUTE, 'about 1 h left'],
    [84 * MINUTE, 'about 1 h 20 min left'],
    [119 * MINUTE, 'about 2 h left'],
  ])('%d ms are told as coarsely as they are known', (ms, words) => {
    expect(said(ms)).toBe(words);
  });

  it('says where it is of the step alone', () => {
    expect(said(40_000, 'step')).toBe('about 40 s left in this step');
  });

  it('goes on while nothing is told, and gives way to the time that has passed', () => {
    const progress = { at: 10_000, since: 4_000, left: { ms: 30_000, of: 'run' } } as const;
    expect(timeText(progress, 10_000)).toBe('about 30 s left');
    expect(timeText(progress, 25_000)).toBe('about 20 s left');
    expect(timeText(progress, 39_999)).toBe('a few seconds left');
    expect(timeText(progress, 40_000)).toBe('working… 36 s');
    expect(timeText(progress, 100_000)).toBe('working… 1 min 36 s');
  });

  it('is not told where it is not known', () => {
    expect(timeText({ at: 0, since: 0, left: null }, 2_999)).toBeNull();
    expect(timeText({ at: 0, since: 0, left: null }, 3_000)).toBe('working… 3 s');
    expect(timeText({ at: 9_000, since: 0, left: null }, 9_900)).toBe('working… 9 s');
  });
});

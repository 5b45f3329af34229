import { expect, it } from 'vitest';
import { progressBar, progressLine } from '../../../main/cli/progress-bar.ts';
import type { Progress } from '../../../core/contract/steps.ts';

const reading: Progress = {
  step: 'validate',
  done: 54.2 * 2 ** 20,
  of: 108.4 * 2 ** 20,
  unit: 'bytes',
  words: 'Reading',
};

it('a line of progress names what it counts', () => {
  expect(progressLine(reading, 2)).toBe(
    `Validate  ${'█'.repeat(12)}${'░'.repeat(12)}  50 %  27.1 MiB/s  2 s left  Reading`,
  );
  const writing: Progress = { step: 'report', done: 700_000, of: null, unit: 'rows', words: 'W' };
  expect(progressLine(writing, 2)).toBe('Report    W  700 k rows  350 k rows/s');
  const checking: Progress = { step: 'verify', done: 7, of: 7, unit: null, words: 'Checking' };
  expect(progressLine(checking, 2)).toBe(`Verify    ${'█'.repeat(24)} 100 %  Checking`);
});

it('what is left is left of the step, where only a part of it is counted', () => {
  const part: Progress = {
    step: 'report',
    done: 90,
    of: 100,
    unit: 'rows',
    share: 0.25,
    words: 'W',
  };
  expect(progressLine(part, 1, 10)).toBe(
    `Report    ${'█'.repeat(6)}${'░'.repeat(18)}  25 %  90 rows/s  30 s left  W`,
  );
});

it('the bar is silent where the screen is no terminal', () => {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  progressBar({ write }, () => 0).show(reading);
  expect(written).toEqual([]);
  progressBar({ write, isTTY: true, columns: 20 }, () => 0).show(reading);
  expect(written).toEqual([expect.stringContaining('Validate')]);
  expect(written[0]).toHaveLength(5 + 19);
});

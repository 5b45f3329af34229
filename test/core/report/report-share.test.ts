import { expect, it } from 'vitest';
import { reportShare } from '../../../core/report/report-share.ts';

it('parts count by their rows and what a row costs, side by side and never back', () => {
  const share = reportShare([
    { words: 'Preparing a', rows: 100, weight: 1 },
    { words: 'Writing a.csv', rows: 100, weight: 1 },
    { words: 'Writing sheet A', rows: 100, weight: 6 },
  ]);
  expect(share(0, 100, 'Preparing a')).toBe(0);
  expect(share(50, 100, 'Writing sheet A')).toBe(0.375);
  expect(share(100, 100, 'Preparing a')).toBe(0.5);
  expect(share(20, 100, 'Preparing a')).toBe(0.5);
  expect(share(3, 4, 'Something else')).toBe(0.5);
  expect(share(100, 100, 'Writing sheet A 2')).toBe(0.875);
  expect(share(100, 100, 'Writing a.csv')).toBe(1);
});

it('nothing to be written is written', () => {
  const share = reportShare([{ words: 'Writing a.csv', rows: 0, weight: 1 }]);
  expect(share(0, 0, 'Writing a.csv')).toBe(1);
  expect(reportShare([])(0, 0, 'Anything')).toBe(1);
});

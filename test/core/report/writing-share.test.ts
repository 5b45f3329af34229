import { expect, it } from 'vitest';
import type { WritingPart } from '../../../core/report/outputs/output.ts';
import { tellShare } from '../../../core/report/writing-share.ts';

/** Tells so many rows of a part, and returns the share that was told on. */
function teller(parts: readonly WritingPart[]): (part: string, done: number, of: number) => number {
  let told: number | undefined;
  const tell = tellShare(parts, ({ share }) => (told = share));
  return (part, done, of) => {
    tell({ part, done, of, unit: 'rows', words: 'Whatever a person is told' });
    return told!;
  };
}

it('parts count by their rows and what a row costs, side by side and never back', () => {
  const share = teller([
    { id: 'a.parquet', rows: 100, weight: 1 },
    { id: 'a.csv', rows: 100, weight: 1 },
    { id: 'Sheet A', rows: 100, weight: 6 },
  ]);
  expect(share('a.parquet', 0, 100)).toBe(0);
  expect(share('Sheet A', 50, 100)).toBe(0.375);
  expect(share('a.parquet', 100, 100)).toBe(0.5);
  expect(share('a.parquet', 20, 100)).toBe(0.5);
  expect(share('something else', 3, 4)).toBe(0.5);
  expect(share('Sheet A', 100, 100)).toBe(0.875);
  expect(share('a.csv', 100, 100)).toBe(1);
});

it('nothing to be written is written', () => {
  expect(teller([{ id: 'a.csv', rows: 0, weight: 1 }])('a.csv', 0, 0)).toBe(1);
  expect(teller([])('anything', 0, 0)).toBe(1);
});

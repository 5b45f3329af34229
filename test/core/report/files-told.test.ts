import { expect, it } from 'vitest';
import type { FileProgress } from '../../../core/contract/steps.ts';
import { tellFiles } from '../../../core/report/files-told.ts';

it('files are told as far as their parts are, and as whole only when they are', () => {
  let told: readonly FileProgress[] = [];
  const { tell, written } = tellFiles(
    [
      { name: 'rows.csv', parts: ['tables'] },
      { name: 'rows.parquet', parts: ['tables'] },
      { name: 'figures.json', parts: [] },
      { name: 'book.xlsx', parts: ['one', 'two'] },
    ],
    ({ files }) => (told = files ?? []),
  );
  const shares = (part: string, done: number, of: number): number[] => {
    tell({ part, done, of, unit: 'rows', words: 'Whatever a person is told' });
    return told.map(({ share }) => share);
  };
  expect(shares('tables', 1, 4)).toEqual([0.25, 0.25, 0, 0]);
  expect(told.map(({ name }) => name)).toEqual([
    'rows.csv',
    'rows.parquet',
    'figures.json',
    'book.xlsx',
  ]);
  expect(shares('tables', 4, 4)).toEqual([0.99, 0.99, 0, 0]);
  written('rows.csv');
  written('rows.parquet');
  expect(shares('one', 5, 10)).toEqual([1, 1, 0, 0.25]);
  written('figures.json');
  // Never back.
  expect(shares('one', 2, 10)).toEqual([1, 1, 1, 0.25]);
  expect(shares('two', 0, 0)).toEqual([1, 1, 1, 0.75]);
});

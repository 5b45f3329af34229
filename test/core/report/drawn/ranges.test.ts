import { expect, it } from 'vitest';
import { cellAt, countOf, rangeOn, sumOf } from '../../../../core/report/drawn/ranges.ts';

it('cells and ranges are named as spreadsheets name them', () => {
  expect([cellAt(0, 1), cellAt(25, 2), cellAt(26, 3), cellAt(701, 4), cellAt(702, 5)]).toEqual([
    'A1',
    'Z2',
    'AA3',
    'ZZ4',
    'AAA5',
  ]);
  expect(rangeOn('Ann’s ’26', 2, 2, 9)).toBe("'Ann’s ’26'!$C$2:$C$9");
  expect(rangeOn("Ann's", 2, 2, 9)).toBe("'Ann''s'!$C$2:$C$9");
});

it('a sum over several sheets is one term, whatever sign stands before it', () => {
  expect(sumOf(['A1:A3'])).toBe('SUM(A1:A3)');
  expect(sumOf(['A!A1:A3', 'B!A1:A2'])).toBe('SUM(A!A1:A3,B!A1:A2)');
  expect(sumOf(['A1:A3'], [{ of: ['B1:B3'], is: 'EUR' }])).toBe('SUMIFS(A1:A3,B1:B3,"EUR")');
  expect(sumOf(['A!A1', 'B!A1'], [{ of: ['A!B1', 'B!B1'], is: 'a "b"' }])).toBe(
    '(SUMIFS(A!A1,A!B1,"a ""b""")+SUMIFS(B!A1,B!B1,"a ""b"""))',
  );
  expect(countOf([{ of: ['A!B1', 'B!B1'], is: 'x' }])).toBe(
    '(COUNTIFS(A!B1,"x")+COUNTIFS(B!B1,"x"))',
  );
});

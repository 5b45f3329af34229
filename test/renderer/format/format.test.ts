import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATE_FORMATS, NUMBER_FORMATS } from '../../../core/contract/api/settings.ts';
import {
  bytesText,
  centsOf,
  durationText,
  formatOf,
  separatorsOf,
} from '../../../renderer/format/format.ts';

const ENGLISH = {
  dateFormat: 'YYYY-MM-DD',
  numberFormat: '1,234.56',
  negatives: 'parentheses',
} as const;

describe('amounts', () => {
  it.each([
    ['1,234.56', '1,234,567.89'],
    ['1.234,56', '1.234.567,89'],
    ['1 234,56', '1\u202f234\u202f567,89'],
    ['1’234.56', '1’234’567.89'],
  ] as const)('are grouped and pointed as %s says', (numberFormat, expected) => {
    expect(formatOf({ ...ENGLISH, numberFormat }).amount(123_456_789)).toBe(expected);
  });

  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '(0.05)'],
    [99, '0.99'],
    [100, '1.00'],
    [99_999, '999.99'],
    [100_000, '1,000.00'],
    [null, '–'],
    [undefined, '–'],
  ])('%s cents are %s', (cents, expected) => {
    expect(formatOf(ENGLISH).amount(cents)).toBe(expected);
  });

  it('have a real minus sign where no parentheses are wanted', () => {
    expect(formatOf({ ...ENGLISH, negatives: 'minus' }).amount(-1607)).toBe('−16.07');
  });

  it('are understood again as they are written, whatever the format', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e14, max: 1e14 }),
        fc.constantFrom(...NUMBER_FORMATS),
        fc.constantFrom('parentheses' as const, 'minus' as const),
        (cents, numberFormat, negatives) => {
          const text = formatOf({ ...ENGLISH, numberFormat, negatives }).amount(cents);
          expect(centsOf(text, numberFormat)).toBe(cents);
        },
      ),
    );
  });
});

describe('what a person types', () => {
  it.each([
    ['12', 1200],
    ['12.5', 1250],
    [' 1,234.5 ', 123_450],
    ['-3', -300],
    ['−3.01', -301],
    ['(16.07)', -1607],
    ['0', 0],
  ])('%s is %i cents', (text, cents) => {
    expect(centsOf(text, '1,234.56')).toBe(cents);
  });

  it.each(['', 'abc', '1.234', '1.2.3', '12 EUR', '1e3', '--1', '.5', '(-1)'])(
    '%s is no amount',
    (text) => {
      expect(centsOf(text, '1,234.56')).toBeNull();
    },
  );

  it('takes a plain space for the narrow one that groups', () => {
    expect(centsOf('1 234,56', '1 234,56')).toBe(123_456);
  });
});

describe('counts and shares', () => {
  it('groups counts; negatives have a minus sign even among parentheses', () => {
    const format = formatOf(ENGLISH);
    expect(format.count(1_000_000)).toBe('1,000,000');
    expect(format.count(-1234)).toBe('−1,234');
    expect(format.count(null)).toBe('–');
    expect(['row', 'lot'].map((one) => format.counted(1, one))).toEqual(['1 row', '1 lot']);
    expect(format.counted(1200, 'row')).toBe('1,200 rows');
  });

  it('never calls 100 % what is not all of it', () => {
    const format = formatOf(ENGLISH);
    expect(format.share(1)).toBe('100 %');
    expect(format.share(0.999_99)).toBe('99.9 %');
    expect(format.share(0.125)).toBe('12.5 %');
    expect(format.share(0)).toBe('0 %');
    expect(format.share(null)).toBe('–');
  });

  it('points shares as the numbers are pointed', () => {
    expect(formatOf({ ...ENGLISH, numberFormat: '1.234,56' }).share(0.5)).toBe('50,0 %');
  });
});

describe('days and times', () => {
  const at = Date.UTC(2026, 1, 3, 4, 5, 6);

  it.each([
    ['YYYY-MM-DD', '2026-02-03'],
    ['DD.MM.YYYY', '03.02.2026'],
    ['MM/DD/YYYY', '02/03/2026'],
    ['DD MMM YYYY', '03 Feb 2026'],
  ] as const)('%s', (dateFormat, expected) => {
    const format = formatOf({ ...ENGLISH, dateFormat });
    expect(format.day(at)).toBe(expected);
    expect(format.dayNamed(new Date(at).toISOString().slice(0, 10))).toBe(expected);
    expect(format.dayTime(at)).toBe(`${expected} 04:05:06`);
  });

  it('shows wall-clock time as it is, and a moment in the zone of this machine', () => {
    const format = formatOf(ENGLISH);
    const local = new Date(2026, 6, 1, 14, 30).getTime();
    expect(format.moment(local)).toBe('2026-07-01 14:30');
    expect(format.day(null)).toBe('–');
    expect(format.dayNamed(undefined)).toBe('–');
    expect(format.dayTime(undefined)).toBe('–');
    expect(format.moment(null)).toBe('–');
  });

  it('every format names day, month and year', () => {
    for (const dateFormat of DATE_FORMATS) {
      const text = formatOf({ ...ENGLISH, dateFormat }).day(Date.UTC(2031, 10, 25));
      expect(text).toContain('2031');
      expect(text).toContain('25');
      expect(text).toMatch(/11|Nov/);
    }
  });
});

describe('durations and sizes', () => {
  it.each([
    [0, '0.0 s'],
    [412, '0.4 s'],
    [9999, '10.0 s'],
    [12_400, '12 s'],
    [59_400, '59 s'],
    [185_000, '3 min 05 s'],
    [7_800_000, '2 h 10 min'],
    [null, '–'],
  ])('%s ms are %s', (ms, expected) => {
    expect(durationText(ms)).toBe(expected);
  });

  it.each([
    [0, '0 bytes'],
    [812, '812 bytes'],
    [1024, '1.0 KiB'],
    [62_771, '61.3 KiB'],
    [1_288_490_189, '1.2 GiB'],
    [null, '–'],
  ])('%s bytes are %s', (bytes, expected) => {
    expect(bytesText(bytes)).toBe(expected);
  });
});

it('the two separators of a format differ', () => {
  for (const format of NUMBER_FORMATS) {
    const { group, point } = separatorsOf(format);
    expect(group).not.toBe(point);
  }
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endOfDay,
  serialOfTime,
  timeOfNumber,
  timeOfSerial,
  timeOfText,
  timeText,
} from '../../../core/ledger/time.ts';
import { drawn } from '../../amount.ts';

const moment = fc.integer({ min: Date.UTC(1901, 0, 1), max: Date.UTC(9999, 11, 31) });

describe('wall-clock time', () => {
  it('reads back what it writes, to the millisecond, from text and from an Excel serial', () => {
    fc.assert(
      fc.property(moment, (time) => {
        expect(timeOfText(timeText(time))).toBe(time);
        expect(timeOfSerial(serialOfTime(time))).toBe(time);
      }),
      drawn(2000),
    );
  });

  it('knows both date systems, and the leap day of 1900 that never was', () => {
    expect(timeText(timeOfSerial(45021.708090277774)!)).toBe('2023-04-05 16:59:39');
    expect(timeText(timeOfSerial(1)!)).toBe('1900-01-01 00:00:00');
    expect(timeText(timeOfSerial(61)!)).toBe('1900-03-01 00:00:00');
    expect(timeText(timeOfSerial(0, 1904)!)).toBe('1904-01-01 00:00:00');
    expect(timeOfSerial(-1)).toBeUndefined();
    expect(timeOfSerial(3_000_000)).toBeUndefined();
  });

  it.each([
    ['2026-10-31', '2026-10-31 00:00:00'],
    ['2026-10-31T23:59:59.5Z', '2026-10-31 23:59:59.500'],
    ['2026/1/2 03:04', '2026-01-02 03:04:00'],
    ['20261031', '2026-10-31 00:00:00'],
    ['2026-10-31 10:00:00 UTC', '2026-10-31 10:00:00'],
    ['1700000000', '2023-11-14 22:13:20'],
    ['1700000000123', '2023-11-14 22:13:20.123'],
  ])('reads %s', (text, expected) => {
    expect(timeText(timeOfText(text)!)).toBe(expected);
  });

  it.each([
    '',
    'soon',
    '2026-02-30',
    '2026-13-01',
    '31/10/2026',
    '10/31/2026',
    '2026-10-31 24:00',
    '2026-10-31T10:00:00+05:30',
  ])('refuses %s', (text) => {
    expect(timeOfText(text)).toBeUndefined();
  });

  it('takes numbers as serials or as an epoch', () => {
    expect(timeOfNumber(1_700_000_000)).toBe(1_700_000_000_000);
    expect(timeOfNumber(1_700_000_000_000)).toBe(1_700_000_000_000);
    expect(timeText(timeOfNumber(45021)!)).toBe('2023-04-05 00:00:00');
  });

  it('knows days', () => {
    expect(endOfDay('2024-02-29')).toBe(Date.UTC(2024, 2, 1) - 1);
    expect(endOfDay('2023-02-29')).toBeUndefined();
  });
});

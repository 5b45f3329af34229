import { expect, it } from 'vitest';
import { holidaysIn } from '../../../../core/contract/schedules/holidays.ts';

it('reads a pasted list and a calendar file, each day once and in order', () => {
  expect(holidaysIn('2026-12-25 Christmas\r\n2026-01-01, New Year\n2026-12-25\nnothing\n')).toEqual(
    ['2026-01-01', '2026-12-25'],
  );
  expect(
    holidaysIn(
      'BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261225\r\nEND:VEVENT',
    ),
  ).toEqual(['2026-12-24']);
  expect(holidaysIn('2026-06-31\n2026-13-01\n20261224')).toEqual([]);
});

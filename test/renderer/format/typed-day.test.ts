import { describe, expect, it } from 'vitest';
import { DATE_FORMATS } from '../../../core/contract/api/settings.ts';
import {
  dayText,
  exampleDay,
  localDay,
  typedDay,
  typedPeriod,
} from '../../../renderer/format/typed-day.ts';

describe('a day that is typed', () => {
  it.each(DATE_FORMATS)('is read as %s writes it', (format) => {
    for (const day of ['1900-01-01', '2024-02-29', '2026-06-03', '2026-12-31', '9999-12-31'])
      expect(typedDay(dayText(day, format), format)).toEqual({ ok: true, value: day });
  });

  it.each(DATE_FORMATS)('may always be YYYY-MM-DD, also under %s', (format) => {
    expect(typedDay(' 2026-6-3 ', format)).toEqual({ ok: true, value: '2026-06-03' });
    expect(typedDay('  ', format)).toEqual({ ok: true, value: null });
  });

  it('is not guessed from the marks of another format', () => {
    for (const [text, format] of [
      ['06/03/2026', 'DD.MM.YYYY'],
      ['03.06.2026', 'MM/DD/YYYY'],
      ['3 Jun 2026', 'YYYY-MM-DD'],
      ['03.06.26', 'DD.MM.YYYY'],
      ['June', 'DD MMM YYYY'],
    ] as const)
      expect(typedDay(text, format)).toEqual({
        ok: false,
        wrong: `Enter a date as ${format}, such as ${exampleDay(format)}.`,
      });
  });

  it('takes a name of the month as far as it is written', () => {
    for (const text of ['3 Jun 2026', '03 june 2026', '3 JUNE 2026'])
      expect(typedDay(text, 'DD MMM YYYY')).toEqual({ ok: true, value: '2026-06-03' });
  });

  it('is one that there is', () => {
    for (const [text, format] of [
      ['30.02.2026', 'DD.MM.YYYY'],
      ['31/12/2026', 'MM/DD/YYYY'],
      ['2025-02-29', 'YYYY-MM-DD'],
      ['3 Foo 2026', 'DD MMM YYYY'],
      ['01.01.1899', 'DD.MM.YYYY'],
    ] as const)
      expect(typedDay(text, format)).toEqual({
        ok: false,
        wrong: `${text} is not a date in the calendar.`,
      });
  });
});

it('the day of a moment is that of the clock on this machine, from its first minute to its last', () => {
  for (const hour of [0, 12, 23])
    expect(localDay(new Date(2026, 5, 3, hour, 59))).toBe('2026-06-03');
});

describe('a period that is typed', () => {
  it('may be two days of the format', () => {
    expect(typedPeriod('01.06.2026..14.06.2026', 'DD.MM.YYYY')).toBe('2026-06-01..2026-06-14');
    expect(typedPeriod('1 Jun 2026 .. 14 Jun 2026', 'DD MMM YYYY')).toBe('2026-06-01..2026-06-14');
    expect(typedPeriod('2026-06-01..2026-06-14', 'MM/DD/YYYY')).toBe('2026-06-01..2026-06-14');
  });

  it('is any other name as it is', () => {
    for (const text of ['2026-06', '2026-Q2', 'FY26-P05', '', '..', '2026-06-01..', 'a..b'])
      expect(typedPeriod(` ${text} `, 'DD.MM.YYYY')).toBe(text);
  });
});

import { describe, expect, it } from 'vitest';
import { DEFAULT_APP_SETTINGS } from '../../../core/contract/api/settings.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import { formatOf } from '../../../renderer/format/format.ts';
import { waitingWords } from '../../../renderer/format/waiting.ts';
import { forgetWait, keepWait, minutesLeft } from '../../../renderer/under-way/kept-waits.ts';
import { isNotThereYet, waitsFor, waitText } from '../../../renderer/places/waiting-words.ts';

const unreadable = (code: string): ProblemValue => ({
  kind: 'source-unreadable',
  code,
  message: 'It is not there.',
  hint: 'Look later.',
});
const S3 = 's3://month-end/tc.xlsx';

describe('a source that is not there yet', () => {
  it('is a remote place without its file, or one that was waited for', () => {
    expect(isNotThereYet(unreadable('source.missing'), S3)).toBe(true);
    expect(isNotThereYet(unreadable('source.no-match'), 's3://month-end/{yyyy}/')).toBe(true);
    expect(isNotThereYet(unreadable('source.missing'), 'https://example.com/tc.xlsx')).toBe(true);
    const waited = { ...unreadable('source.not-there-yet'), kind: 'source-not-there-yet' } as const;
    expect(isNotThereYet(waited, '/home/ada/tc.xlsx')).toBe(true);
  });

  it('is no local file that is missing, and no place that cannot be reached', () => {
    expect(isNotThereYet(unreadable('source.missing'), '/home/ada/tc.xlsx')).toBe(false);
    expect(isNotThereYet(unreadable('source.no-bucket'), S3)).toBe(false);
    expect(isNotThereYet(unreadable('source.access-denied'), S3)).toBe(false);
  });
});

describe('how long to wait', () => {
  it('begins with two hours, or with what the source says', () => {
    expect(waitsFor(0)).toEqual({ choices: [30, 120, 480, 1440], first: 120 });
    expect(waitsFor(480)).toEqual({ choices: [30, 120, 480, 1440], first: 480 });
    expect(waitsFor(90)).toEqual({ choices: [30, 90, 120, 480, 1440], first: 90 });
  });

  it.each([
    [30, '30 minutes'],
    [60, '1 hour'],
    [90, '1 hour 30 minutes'],
    [1440, '24 hours'],
  ])('%i minutes are said as %s', (minutes, words) => {
    expect(waitText(minutes)).toBe(words);
  });

  it('is kept for a place until it is forgotten, and ends with its time', () => {
    const place = { place: S3, s3: { region: 'eu-central-1' } };
    expect(minutesLeft(place, 0)).toBe(0);
    keepWait(place, 30, 1_000);
    expect(minutesLeft({ ...place }, 1_000)).toBe(30);
    expect(minutesLeft(place, 61_001)).toBe(29);
    expect(minutesLeft({ place: S3 }, 1_000)).toBe(0);
    expect(minutesLeft(place, 1_000 + 30 * 60_000)).toBe(0);
    forgetWait(place);
    expect(minutesLeft(place, 1_000)).toBe(0);
  });
});

describe('how a wait stands', () => {
  const format = formatOf(DEFAULT_APP_SETTINGS);
  const nextLookAt = new Date(2026, 1, 20, 9, 5, 7).getTime();
  const until = new Date(2026, 1, 20, 17, 30).getTime();

  const noon = new Date(2026, 1, 20, 12, 0).getTime();

  it('counts the looks and names the next one and the end by the clock of this machine', () => {
    expect(waitingWords({ looks: 1, nextLookAt, until }, noon, format)).toBe(
      'Checked once; next check at 09:05:07, until 17:30:00',
    );
    expect(waitingWords({ looks: 1234, nextLookAt, until }, noon, format)).toContain('1,234 times');
  });

  it('names the day of an end that is not today', () => {
    const yesterday = noon - 86_400_000;
    expect(waitingWords({ looks: 2, nextLookAt, until }, yesterday, format)).toMatch(
      /until 2026-02-20 17:30$/,
    );
  });
});

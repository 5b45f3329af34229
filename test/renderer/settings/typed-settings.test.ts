import { describe, expect, it } from 'vitest';
import { DEFAULT_APP_SETTINGS } from '../../../core/contract/api/settings.ts';
import {
  typedAsOf,
  typedFolder,
  typedTolerance,
  typedWorkers,
} from '../../../renderer/settings/typed-settings.ts';

const GERMAN = { ...DEFAULT_APP_SETTINGS, numberFormat: '1.234,56' } as const;

describe('what is typed into the settings', () => {
  it('a tolerance is an amount under the number format', () => {
    expect(typedTolerance('1,50', GERMAN)).toEqual({ ok: true, value: 150 });
    expect(typedTolerance('1.50', DEFAULT_APP_SETTINGS)).toEqual({ ok: true, value: 150 });
    expect(typedTolerance('1000000', DEFAULT_APP_SETTINGS)).toEqual({
      ok: true,
      value: 100_000_000,
    });
  });

  it('a tolerance that is none is explained in the same format', () => {
    expect(typedTolerance('abc', GERMAN)).toMatchObject({ wrong: expect.stringContaining('1,50') });
    expect(typedTolerance('-1', GERMAN)).toMatchObject({ ok: false });
    expect(typedTolerance('(1,00)', GERMAN)).toMatchObject({ ok: false });
    expect(typedTolerance('1000000,01', GERMAN)).toMatchObject({
      wrong: expect.stringContaining('1.000.000,00'),
    });
  });

  it('workers are at most the processors', () => {
    expect(typedWorkers(' 4 ', 8)).toEqual({ ok: true, value: 4 });
    expect(typedWorkers('0', 8)).toEqual({ ok: true, value: 0 });
    expect(typedWorkers('9', 8)).toMatchObject({ wrong: expect.stringContaining('8 processors') });
    expect(typedWorkers('65', 128)).toMatchObject({ ok: false });
    for (const text of ['', '-1', '1.5', 'two']) expect(typedWorkers(text, 8).ok).toBe(false);
  });

  it('an as-of date is a day that there is, or nothing', () => {
    expect(typedAsOf('')).toEqual({ ok: true, value: null });
    expect(typedAsOf('2026-02-28')).toEqual({ ok: true, value: '2026-02-28' });
    expect(typedAsOf('2026-02-30').ok).toBe(false);
    expect(typedAsOf('28.02.2026').ok).toBe(false);
  });

  it.each(['/home/ada/out', 'C:\\Out', 'C:/Out', '\\\\server\\share'])('%s is a folder', (path) => {
    expect(typedFolder(` ${path} `)).toEqual({ ok: true, value: path });
  });

  it('a folder is a whole path, or none', () => {
    expect(typedFolder('')).toEqual({ ok: true, value: null });
    expect(typedFolder('out').ok).toBe(false);
    expect(typedFolder(`/${'x'.repeat(5000)}`).ok).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { DEFAULT_APP_SETTINGS } from '../../../core/contract/api/settings.ts';
import {
  cacheLimitText,
  typedCacheLimit,
  typedPath,
  typedProxy,
  typedTolerance,
  typedUpdateAddress,
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

  it.each(['/home/ada/out', 'C:\\Out', 'C:/Out', '\\\\server\\share'])('%s is a folder', (path) => {
    expect(typedPath(` ${path} `)).toEqual({ ok: true, value: path });
  });

  it('a folder is a whole path, or none', () => {
    expect(typedPath('')).toEqual({ ok: true, value: null });
    expect(typedPath('out').ok).toBe(false);
    expect(typedPath(`/${'x'.repeat(5000)}`).ok).toBe(false);
  });

  it.each(['http://proxy.example.com:8080', 'http://10.0.0.1:3128', 'https://proxy.example.com'])(
    '%s is a proxy',
    (proxy) => {
      expect(typedProxy(` ${proxy} `)).toEqual({ ok: true, value: proxy });
      expect(typedProxy(`${proxy}/`)).toEqual({ ok: true, value: proxy });
    },
  );

  it('an address of updates is encrypted and holds no secret, or there is none', () => {
    expect(typedUpdateAddress(' ')).toEqual({ ok: true, value: null });
    expect(typedUpdateAddress('https://updates.example/a')).toEqual({
      ok: true,
      value: 'https://updates.example/a/',
    });
    for (const text of ['updates.example', 'http://updates.example', 'https://a:b@u.example/'])
      expect(typedUpdateAddress(text)).toMatchObject({ ok: false });
  });

  it('a proxy is an address without a password, or none', () => {
    expect(typedProxy(' ')).toEqual({ ok: true, value: null });
    expect(typedProxy('http://ada:geheim@proxy:8080')).toMatchObject({
      wrong: expect.stringContaining('password'),
    });
    for (const text of [
      'proxy:8080',
      'ftp://proxy',
      'http://proxy/path',
      'http://',
      'http://a:99999',
    ])
      expect(typedProxy(text)).toMatchObject({ wrong: expect.stringContaining('http://') });
  });

  it.each([
    ['500 MiB', 500],
    ['4 GiB', 4096],
    ['1.5 gb', 1536],
    ['1,5 GiB', 1536],
    ['0', 0],
    ['0 MiB', 0],
  ])('a cache limit of %s is %i MiB', (text, value) => {
    expect(typedCacheLimit(text)).toEqual({ ok: true, value });
    expect(typedCacheLimit(cacheLimitText(value))).toEqual({ ok: true, value });
  });

  it('a cache limit has a unit and an end', () => {
    for (const text of ['', '500', '-1 GiB', 'much', '10 TiB'])
      expect(typedCacheLimit(text).ok).toBe(false);
    expect(typedCacheLimit('99999999 GiB')).toMatchObject({
      wrong: expect.stringContaining('At most'),
    });
    expect(cacheLimitText(4096)).toBe('4 GiB');
    expect(cacheLimitText(1500)).toBe('1500 MiB');
  });
});

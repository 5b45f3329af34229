import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  argumentsAgain,
  launchArguments,
  placesHandedOver,
} from '../../../../main/electron/launch/launch-arguments.ts';

const at = resolve('/home/ann');
describe('what the window is started with', () => {
  it('names workbooks, by absolute paths', () => {
    const { places } = launchArguments(
      ['/opt/thrive', 'a.xlsx', '/b/B.CSV', 'c.parquet'],
      false,
      at,
    );
    expect(places).toEqual([resolve(at, 'a.xlsx'), resolve('/b/B.CSV'), resolve(at, 'c.parquet')]);
  });
  it('passes over switches, other files and, unpackaged, the program’s folder', () => {
    const argv = ['electron', '/src/own.csv', '--inspect', '-psn_0_1', 'notes.txt', 'a.xlsx'];
    expect(launchArguments(argv, true, at).places).toEqual([resolve(at, 'a.xlsx')]);
  });
  it('understands the URLs of a file manager', () => {
    const url = pathToFileURL(resolve('/b/my book.xlsx')).href;
    const argv = ['x', url, 'file://elsewhere%2f/a.xlsx', 'https://example.org'];
    expect(launchArguments(argv, false, at).places).toEqual([resolve('/b/my book.xlsx')]);
  });
  it('reads the data folder in both spellings and takes it for no workbook', () => {
    expect(launchArguments(['x', '--data-dir', 'd.csv', 'a.csv'], false, at)).toEqual({
      dataDir: resolve(at, 'd.csv'),
      places: [resolve(at, 'a.csv')],
    });
    expect(launchArguments(['x', '--data-dir=/d'], false, at).dataDir).toBe(resolve('/d'));
    expect(launchArguments(['x'], false, at).dataDir).toBeUndefined();
  });
  it.each([null, undefined, 7, {}, { places: 'a.xlsx' }, { places: [7, null, '/etc/passwd'] }])(
    'a second instance that hands over %j hands over nothing',
    (data) => {
      expect(placesHandedOver(data)).toEqual([]);
    },
  );
});

describe('what the window starts itself with again', () => {
  it('are its switches, its data folder and the places it is to open', () => {
    const argv = ['/opt/thrive', '--no-sandbox', 'old.xlsx', '--data-dir=/a'];
    expect(argumentsAgain(argv, false, '/a', ['/b/new.csv'])).toEqual([
      '--no-sandbox',
      '--data-dir=/a',
      '/b/new.csv',
    ]);
    expect(argumentsAgain(['electron', '/src', 'old.csv'], true, '/a', [])).toEqual([
      '/src',
      '--data-dir=/a',
    ]);
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_APP_SETTINGS } from '../../../core/contract/api/settings.ts';
import { application, problemOf, SAMPLES, scratch, testHost } from '../app/application-fixture.ts';

describe('the settings', () => {
  it('have defaults, keep what was set over a restart, and can be set back', async () => {
    const themes: string[] = [];
    const host = testHost({ useTheme: (theme) => void themes.push(theme) });
    const first = application({ host });
    expect(await first.call('settings.get', {})).toEqual(DEFAULT_APP_SETTINGS);
    const changed = await first.call('settings.set', { policy: 'exact', theme: 'dark' });
    expect(changed).toEqual({ ...DEFAULT_APP_SETTINGS, policy: 'exact', theme: 'dark' });
    expect(first.events).toEqual([{ name: 'settings.changed', payload: changed }]);
    await first.app.close();
    const second = application({ dataDir: first.dataDir, host });
    expect(await second.call('settings.get', {})).toEqual(changed);
    expect(await second.call('settings.reset', {})).toEqual(DEFAULT_APP_SETTINGS);
    expect(themes).toEqual(['dark', 'system']);
  });

  it('refuse what they do not know', async () => {
    const { call, dataDir } = application({ host: testHost({ allowedFolders: [SAMPLES] }) });
    const set = (value: object) => problemOf(call('settings.set', value));
    expect(await set({ policy: 'lifo' })).toBe('api.invalid-input');
    expect(await set({ colour: 'red' })).toBe('api.invalid-input');
    expect(await set({ outputFolder: 'somewhere' })).toBe('settings.folder-not-absolute');
    expect(await set({ outputFolder: '/etc' })).toBe('path.not-allowed');
    const file = join(scratch(), 'file');
    writeFileSync(file, '');
    expect(await problemOf(application().call('settings.set', { outputFolder: file }))).toBe(
      'settings.folder-is-file',
    );
    expect(await set({ outputFolder: join(dataDir, 'runs') })).toBe('export.protected');
    expect(await call('settings.get', {})).toEqual(DEFAULT_APP_SETTINGS);
  });

  it.each(['http://proxy.example:3128', 'https://proxy.example:3128/', 'http://[::1]:3128'])(
    'take the address of a proxy: %s',
    async (proxy) => {
      const { call } = application();
      expect(await call('settings.set', { proxy })).toMatchObject({ proxy });
      expect(await call('settings.set', { theme: 'dark' })).toMatchObject({ proxy });
      expect(await call('settings.set', { proxy: null })).toMatchObject({ proxy: null });
    },
  );

  it.each([
    'proxy.example:3128',
    'socks5://proxy.example:1080',
    'http://',
    'http://proxy.example:3128/path',
    'http://proxy.example:3128?a=1',
    'http://proxy example:3128',
    'http://proxy.example:99999',
    'http://ann@proxy.example:3128',
    'http://ann:hunter2hunter2@proxy.example:3128',
  ])('refuse what is no proxy, or holds a password: %s', async (proxy) => {
    const { call, dataDir } = application();
    const refused = call('settings.set', { proxy, theme: 'dark' });
    await expect(refused).rejects.toMatchObject({ code: 'settings.proxy' });
    await expect(refused).rejects.not.toThrow(/hunter2/);
    expect(await call('settings.get', {})).toEqual(DEFAULT_APP_SETTINGS);
    expect(readFileSync(join(dataDir, 'history.sqlite-wal')).includes('hunter2')).toBe(false);
  });

  it('take a file of certificates, and nothing else for one', async () => {
    const folder = scratch();
    const { call } = application({ host: testHost({ allowedFolders: [folder] }) });
    const set = (caFile: string) => problemOf(call('settings.set', { caFile }));
    const caFile = join(folder, 'company.pem');
    expect(await set(caFile)).toBe('settings.ca-file');
    writeFileSync(caFile, '-----BEGIN PRIVATE KEY-----\n');
    expect(await set(caFile)).toBe('settings.ca-file');
    expect(await set(folder)).toBe('settings.ca-file');
    expect(await set('/etc/hosts')).toBe('path.not-allowed');
    expect(await set(relative(process.cwd(), caFile))).toBe('settings.ca-file');
    writeFileSync(caFile, `Our company\n-----BEGIN CERTIFICATE-----\nMIIB\n`);
    expect(await call('settings.set', { caFile })).toMatchObject({ caFile });
    expect(await call('settings.set', { caFile: null })).toMatchObject({ caFile: null });
  });

  it('say how much of what was fetched is kept', async () => {
    const { call } = application();
    const { cacheMiB } = DEFAULT_APP_SETTINGS;
    expect(await call('sources.cache', {})).toEqual({
      files: 0,
      bytes: 0,
      limitBytes: cacheMiB * 2 ** 20,
    });
    await call('settings.set', { cacheMiB: 3 });
    expect((await call('sources.cache', {})).limitBytes).toBe(3 * 2 ** 20);
    expect(await problemOf(call('settings.set', { cacheMiB: -1 }))).toBe('api.invalid-input');
  });

  it('send exports to the output folder', async () => {
    const { call, start } = application();
    const outputFolder = scratch();
    await call('settings.set', { outputFolder, xlsx: false });
    const { runId } = await start(join(SAMPLES, 'tc_raw_data.xlsx'));
    const target = { kind: 'exports', name: 'x.csv' } as const;
    const written = await call('exceptions.export', {
      runId: runId!,
      query: {},
      format: 'csv',
      target,
    });
    expect(written.path).toBe(join(outputFolder, 'x.csv'));
  });
});

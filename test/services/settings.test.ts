import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_APP_SETTINGS } from '../../core/contract/api/settings.ts';
import { application, problemOf, SAMPLES, scratch, testHost } from './application-fixture.ts';

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
    expect(await set({ outputFolder: join(dataDir, 'runs') })).toBe('export.protected');
    expect(await call('settings.get', {})).toEqual(DEFAULT_APP_SETTINGS);
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

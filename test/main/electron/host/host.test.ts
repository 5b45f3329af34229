import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { electronHost, httpProxyIn } from '../../../../main/electron/host/host.ts';
import type { HostParts } from '../../../../main/electron/host/host.ts';
import { scratchFolder } from '../../history/fixtures.ts';
import { fakeElectron, FakeNotification } from '../../../electron/fake-electron.ts';

function hosted({ withWindow = true, platform = 'linux' as NodeJS.Platform } = {}) {
  const fake = fakeElectron();
  const window = new fake.electron.BrowserWindow({}) as unknown as Electron.BrowserWindow & {
    progress: number;
  };
  const notices: string[] = [];
  const logged: unknown[] = [];
  const host = electronHost({
    ...fake.electron,
    session: fake.session as unknown as HostParts['session'],
    platform,
    updater: {} as HostParts['updater'],
    window: () => (withWindow ? window : null),
    showWindow: () => void fake.log.push('brought to front'),
    notice: (words) => void notices.push(words),
    runner: '/built/runner.js',
    root: scratchFolder(),
    log: (fault) => void logged.push(fault),
  });
  return { ...fake, host, window, notices, logged };
}

describe('the Electron host', () => {
  it('allows any path and offers no downloads: files are saved by path', () => {
    const { host } = hosted();
    expect([host.kind, host.allowedFolders, host.offerDownload]).toEqual(['electron', null, null]);
  });
  it('asks for a workbook, in front of the window', async () => {
    const { host, dialogAnswers, asked, window } = hosted();
    expect(await host.dialogs!.chooseFile()).toBeNull();
    dialogAnswers.open = { canceled: false, filePaths: ['/a/b.xlsx'] };
    expect(await host.dialogs!.chooseFile()).toBe('/a/b.xlsx');
    expect(asked[0]![0]).toBe(window);
    expect(asked[0]![1]).toMatchObject({
      properties: ['openFile'],
      filters: [{ extensions: ['xlsx', 'csv', 'parquet'] }, {}, {}, {}],
    });
  });
  it('asks for folders and for names to save under, also where no window is', async () => {
    const { host, dialogAnswers, asked } = hosted({ withWindow: false });
    expect(await host.dialogs!.chooseFolder()).toBeNull();
    expect(asked[0]).toEqual([{ properties: ['openDirectory', 'createDirectory'] }]);
    expect(await host.dialogs!.chooseSave('report.csv')).toBeNull();
    dialogAnswers.save = { canceled: false, filePath: '/out/report.csv' };
    expect(await host.dialogs!.chooseSave('report.csv')).toBe('/out/report.csv');
    expect(asked[1]).toEqual([
      { defaultPath: 'report.csv', filters: [{ name: 'CSV', extensions: ['csv'] }] },
    ]);
    await host.dialogs!.chooseSave('run.json');
    expect(asked[3]).toEqual([
      { defaultPath: 'run.json', filters: [{ name: 'JSON', extensions: ['json'] }] },
    ]);
  });
  it.each([
    [0.25, 0.25],
    [0, 0],
    [1.4, 1],
    [-1, 2],
    [null, -1],
  ])('shows progress %j as Electron’s %j', (share, value) => {
    const { host, window } = hosted();
    host.showProgress(share);
    expect(window.progress).toBe(value);
  });
  it('notifies, and a click on it brings the window to the front', () => {
    const { host, log } = hosted();
    host.notify('Reconciled', 'All seven checks passed.');
    expect(FakeNotification.shown.map(({ options }) => options)).toEqual([
      { title: 'Reconciled', body: 'All seven checks passed.' },
    ]);
    FakeNotification.shown[0]!.emit('click');
    expect(log).toContain('brought to front');
  });
  it('says in the window what the system will not show, and writes down why', () => {
    const { host, notices, logged } = hosted();
    FakeNotification.refused = 'Notifications are not allowed for this application';
    host.notify('Reconciled', 'All seven checks passed.');
    expect(notices).toEqual(['Reconciled. All seven checks passed.']);
    expect(logged).toEqual([
      'A notification failed: Notifications are not allowed for this application',
    ]);
  });
  it('says it in the window also where the system has no notifications', () => {
    const { host, notices } = hosted();
    FakeNotification.supported = false;
    host.notify('Reconciled', 'All seven checks passed.');
    expect([notices, FakeNotification.shown]).toEqual([
      ['Reconciled. All seven checks passed.'],
      [],
    ]);
  });
  it('passes on the rest', () => {
    const { host, log, nativeTheme } = hosted();
    host.rememberDocument('/a.xlsx');
    host.showInFolder('/out');
    host.useTheme('dark');
    host.quit();
    expect(log.slice(0, 3)).toEqual(['recent /a.xlsx', 'show /out', 'quit']);
    expect(nativeTheme.themeSource).toBe('dark');
  });
  it('forks the runner as a utility process and talks with it', async () => {
    const { host, runners } = hosted();
    const runner = host.forkRunner();
    const child = runners[0]!;
    child.spawns();
    const heard: unknown[] = [];
    runner.onMessage((message) => void heard.push(message));
    runner.onExit((code) => void heard.push(`exit ${code}`));
    runner.send({ kind: 'cancel' });
    child.emit('message', { kind: 'ended' });
    runner.kill();
    child.ends(0);
    child.emit('exit', 0);
    await nextTurn();
    expect(child.script).toBe('/built/runner.js');
    expect(child.posted).toEqual([{ kind: 'cancel' }]);
    expect(heard).toEqual([{ kind: 'ended' }, 'exit 0']);
    expect(child.killed).toBe(true);
  });
});

describe('the proxy of the system', () => {
  it.each([
    ['DIRECT', null],
    ['', null],
    ['PROXY proxy.example:8080; DIRECT', 'http://proxy.example:8080'],
    ['HTTPS proxy.example:443', 'https://proxy.example:443'],
    ['SOCKS5 proxy.example:1080', null],
    ['DIRECT; PROXY proxy.example:8080', null],
  ])('is of %j %j', (list, proxy) => {
    expect(httpProxyIn(list)).toBe(proxy);
  });
  it('is asked of the window’s session', async () => {
    const { host, session } = hosted();
    session.resolveProxy = async () => 'PROXY 10.0.0.1:3128';
    expect(await host.proxyFor('https://bucket.example/')).toBe('http://10.0.0.1:3128');
  });
});

import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { ApiEvent } from '../../../core/contract/api/api.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { startDesktop } from '../../../main/electron/desktop.ts';
import type { Application } from '../../../main/program/application.ts';
import type { Host } from '../../../main/app/host.ts';
import { fakeElectron, fakeFrame } from './fake-electron.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function desktop({
  argv = [] as string[],
  platform = 'linux' as NodeJS.Platform,
  locked = false,
  fails = null as unknown,
  root = mkdtempSync(join(tmpdir(), 'thrive-desktop-')),
} = {}) {
  made.push(root);
  const fake = fakeElectron({ locked });
  const process = Object.assign(new EventEmitter(), {
    argv: ['thrive', `--data-dir=${root}`, ...argv],
    platform,
    cwd: () => '/home/ann',
  });
  const hosts: Host[] = [];
  let listener: (event: ApiEvent) => void = () => undefined;
  const opened: string[] = [];
  let closed = 0;
  const application = {
    handlers: {
      'settings.get': () => ({ theme: 'dark' }),
      'shell.takeOpened': () => opened.splice(0),
    },
    openPlace(place: string) {
      opened.push(place);
      listener({ name: 'place.opened', payload: { place } });
    },
    onEvent: (given: (event: ApiEvent) => void) => {
      listener = given;
      return () => undefined;
    },
    close: async () => void closed++,
  } as unknown as Application;
  const started = startDesktop({
    electron: fake.electron,
    process,
    files: { renderer: '/r', preload: '/p.cjs', runner: '/runner.js', icon: '/icon.png' },
    createApplication: ({ host }) => {
      if (fails) throw fails;
      hosts.push(host);
      return application;
    },
  });
  return {
    ...fake,
    process,
    root,
    started,
    hosts,
    emit: (event: ApiEvent) => listener(event),
    closed: () => closed,
    async ready() {
      fake.becomeReady();
      await started;
    },
    /** What the page does when it listens. */
    async takeOpened(): Promise<unknown> {
      const { webContents } = fake.windows.at(-1)!;
      const event = { sender: webContents, senderFrame: webContents.mainFrame };
      const reply = await fake.handled.get('thrive:call')!(event, 'shell.takeOpened', {});
      return (reply as { value: unknown }).value;
    },
  };
}
const openFile = (app: EventEmitter, path: string): void => {
  let prevented = false;
  app.emit('open-file', { preventDefault: () => (prevented = true) }, path);
  expect(prevented).toBe(true);
};

describe('the start', () => {
  it('sandboxes every page and names the scheme before Electron is ready', () => {
    const { log, schemes, root, windows } = desktop();
    expect(log).toEqual(['sandbox', `path userData ${join(root, 'window')}`, 'lock {"places":[]}']);
    expect(schemes[0]![0]!.scheme).toBe('app');
    expect(windows).toEqual([]);
  });
  it('opens one guarded window on the interface, in the theme of the settings', async () => {
    const started = desktop();
    await started.ready();
    expect(started.log).toContain('load app://thrive/');
    expect(started.windows).toHaveLength(1);
    expect(started.nativeTheme.themeSource).toBe('dark');
    expect(started.hosts[0]!.kind).toBe('electron');
    expect([...started.session.kept.schemes.keys()]).toEqual(['app']);
    expect(started.session.kept.request).not.toBeNull();
    expect(started.menus).toHaveLength(1);
    const contents = started.windows[0]!.webContents;
    started.app.emit('web-contents-created', {}, contents);
    expect(contents.windowOpenHandler({ url: 'https://example.org' })).toEqual({ action: 'deny' });
  });
  it('shows the window once the page is drawn', async () => {
    const { ready, log, windows } = desktop();
    await ready();
    expect(log).not.toContain('window shown');
    windows[0]!.emit('ready-to-show');
    expect(log).toContain('window shown');
  });
  it('of a second instance hands its files over and ends', async () => {
    const { log, started, windows } = desktop({ locked: true, argv: ['a.xlsx'] });
    await started;
    expect(log.slice(2)).toEqual([`lock {"places":["/home/ann/a.xlsx"]}`, 'quit']);
    expect(windows).toEqual([]);
  });
  it('says in sentences why it cannot go on, and logs no secret', async () => {
    const fails = new Problem(
      {
        kind: 'internal',
        code: 'x',
        message: 'The history is of a newer version.',
        hint: 'Install it.',
      },
      new Error('at https://ann:secret@example.org/x?token=abc'),
    );
    const { ready, log, shownErrors, root, windows } = desktop({ fails });
    await ready();
    expect(shownErrors).toEqual([
      'Thrive Cash Reconciler cannot go on: The history is of a newer version.\n\nInstall it.',
    ]);
    expect(log.at(-1)).toBe('exit 1');
    expect(windows).toEqual([]);
    const written = readFileSync(join(root, 'log', 'faults.log'), 'utf8');
    expect(written).toContain('The history is of a newer version.');
    expect(written).toContain('caused by');
    expect(written).not.toMatch(/secret|abc/);
  });
  it('says so where the data folder cannot be used', async () => {
    const root = mkdtempSync(join(tmpdir(), 'thrive-desktop-'));
    made.push(root);
    writeFileSync(join(root, 'file'), '');
    const { started, shownErrors, log } = desktop({ root: join(root, 'file') });
    await started;
    expect(shownErrors[0]).toContain('cannot be used');
    expect(log.at(-1)).toBe('exit 1');
  });
});

describe('files handed to the program', () => {
  it('on the command line and before it is ready wait until the page asks', async () => {
    const { app, ready, takeOpened, windows } = desktop({ argv: ['a.csv'], platform: 'darwin' });
    openFile(app, '/b.xlsx');
    openFile(app, '/b.xlsx');
    openFile(app, '/etc/passwd');
    await ready();
    expect(windows).toHaveLength(1);
    expect(await takeOpened()).toEqual(['/home/ann/a.csv', '/b.xlsx']);
    expect(await takeOpened()).toEqual([]);
  });
  it('later on are told at once, and bring the window to the front', async () => {
    const { app, ready, takeOpened, windows, log } = desktop();
    await ready();
    await takeOpened();
    log.length = 0;
    openFile(app, '/b.xlsx');
    app.emit('second-instance', {}, [], '/', { places: ['/c.csv', '/c.exe'] });
    const told = (place: string) => ['thrive:event', { name: 'place.opened', payload: { place } }];
    expect(windows[0]!.webContents.sent).toEqual([told('/b.xlsx'), told('/c.csv')]);
    expect(log.filter((line) => line === 'window focused')).toHaveLength(2);
    expect(await takeOpened()).toEqual(['/b.xlsx', '/c.csv']);
    expect(await takeOpened()).toEqual([]);
  });
  it('are not told to anybody but the interface', async () => {
    const { app, ready, handled, windows, takeOpened } = desktop();
    await ready();
    openFile(app, '/a.xlsx');
    const foreign = { sender: windows[0]!.webContents, senderFrame: fakeFrame('app://thrive/') };
    const reply = await handled.get('thrive:call')!(foreign, 'shell.takeOpened', {});
    expect(reply).toMatchObject({ ok: false });
    expect(await takeOpened()).toEqual(['/a.xlsx']);
  });
});

describe('the window in use', () => {
  it('gets the program’s events', async () => {
    const { ready, emit, windows } = desktop();
    await ready();
    const event: ApiEvent = { name: 'run.changed', payload: { runId: 'r' } };
    emit(event);
    expect(windows[0]!.webContents.sent).toEqual([['thrive:event', event]]);
  });
  it('gets the menu’s commands; one chosen before it listens is kept', async () => {
    const { ready, menus, windows, takeOpened } = desktop();
    await ready();
    const open = (menus[0]![0]!.submenu as Electron.MenuItemConstructorOptions[])[0]!;
    (open.click as () => void)();
    expect(windows[0]!.webContents.sent).toEqual([]);
    await takeOpened();
    const told = ['thrive:event', { name: 'menu', payload: { command: 'open' } }];
    expect(windows[0]!.webContents.sent).toEqual([told]);
    (open.click as () => void)();
    expect(windows[0]!.webContents.sent).toEqual([told, told]);
  });
  it('gets them again once it has loaded anew; its own addresses are no loading', async () => {
    const { ready, menus, windows, takeOpened } = desktop();
    await ready();
    const { webContents } = windows[0]!;
    const open = (menus[0]![0]!.submenu as Electron.MenuItemConstructorOptions[])[0]!;
    await takeOpened();
    webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
    (open.click as () => void)();
    expect(webContents.sent).toHaveLength(1);
    webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    (open.click as () => void)();
    expect(webContents.sent).toHaveLength(1);
    await takeOpened();
    expect(webContents.sent).toHaveLength(2);
  });
  it('is remembered and comes back as it was left', async () => {
    const first = desktop();
    await first.ready();
    first.windows[0]!.maximised = true;
    first.windows[0]!.emit('close');
    const second = desktop({ root: first.root });
    await second.ready();
    expect(second.windows[0]!.options).toMatchObject({ x: 40, y: 50, width: 1000, height: 700 });
    second.windows[0]!.emit('ready-to-show');
    expect(second.log).toContain('window maximised');
  });
  it('is reopened on macOS, where closing it does not end the program', async () => {
    const { app, ready, windows, log } = desktop({ platform: 'darwin' });
    await ready();
    windows[0]!.emit('closed');
    app.emit('window-all-closed');
    expect(log).not.toContain('quit');
    app.emit('activate');
    expect(windows).toHaveLength(2);
  });
  it('ends the program elsewhere, after the application has closed', async () => {
    const { app, ready, windows, log, closed } = desktop();
    await ready();
    windows[0]!.emit('closed');
    app.emit('window-all-closed');
    expect(log).toContain('quit');
    let prevented = 0;
    const event = { preventDefault: () => prevented++ };
    const exited = new Promise<void>((resolve) => {
      app.exit = (code) => {
        log.push(`exit ${code}`);
        resolve();
      };
    });
    app.emit('will-quit', event);
    app.emit('will-quit', event);
    await exited;
    expect([prevented, closed(), log.at(-1)]).toEqual([1, 1, 'exit 0']);
  });
  it('follows the theme', async () => {
    const { ready, nativeTheme, log } = desktop();
    await ready();
    nativeTheme.shouldUseDarkColors = true;
    nativeTheme.emit('updated');
    expect(log).toContain('ground #131514');
  });
  it('offers to reload when the page’s process has crashed, not when it ended', async () => {
    const { ready, windows, asked, root } = desktop();
    await ready();
    const contents = windows[0]!.webContents;
    contents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(asked).toHaveLength(0);
    const reloaded = new Promise((resolve) => contents.once('reloaded', () => resolve(true)));
    contents.emit('render-process-gone', {}, { reason: 'oom' });
    expect(await reloaded).toBe(true);
    expect(readFileSync(join(root, 'log', 'faults.log'), 'utf8')).toContain('oom');
  });
  it('shows a fault nobody caught as sentences, and ends only where it has to', async () => {
    const { ready, process, shownErrors, log, root } = desktop();
    await ready();
    process.emit('unhandledRejection', new Error('disk'));
    expect(log).not.toContain('exit 1');
    process.emit('uncaughtException', new Error('broken'));
    expect(log).toContain('exit 1');
    expect(shownErrors).toHaveLength(2);
    for (const text of shownErrors) {
      expect(text).toContain('can be resumed');
      expect(text).not.toMatch(/\n\s+at /);
    }
    expect(existsSync(join(root, 'log', 'faults.log'))).toBe(true);
  });
});

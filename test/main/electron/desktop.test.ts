import { EventEmitter } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { ApiEvent } from '../../../core/contract/api/api.ts';
import type { Job, RunEnding } from '../../../core/contract/api/runs.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { noCallLog } from '../app/no-call-log.ts';
import { startDesktop } from '../../../main/electron/desktop.ts';
import type { Application } from '../../../main/program/application.ts';
import type { Host } from '../../../main/app/host.ts';
import { fakeElectron, FakeNotification } from '../../electron/fake-electron.ts';
import { fakeFrame } from '../../electron/fake-window.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const root = mkdtempSync(join(tmpdir(), 'thrive-desktop-'));
  made.push(root);
  return root;
}

function desktop({
  argv = [] as string[],
  platform = 'linux' as NodeJS.Platform,
  locked = false,
  wayland = false,
  jobs = [] as Job[],
  fails = null as unknown,
  replacing = 'none' as 'none' | 'again' | 'fails',
  root = folder(),
} = {}) {
  const fake = fakeElectron({ locked, wayland });
  const process = Object.assign(new EventEmitter(), {
    argv: ['thrive', `--data-dir=${root}`, ...argv],
    env: {} as NodeJS.ProcessEnv,
    platform,
    pid: 4711,
    execPath: '/opt/thrive/thrive',
    resourcesPath: join(root, 'resources'),
    cwd: () => '/home/ann',
  });
  const hosts: Host[] = [];
  const listeners: ((event: ApiEvent) => void)[] = [];
  const tell = (event: ApiEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const opened: string[] = [];
  let closed = 0;
  const replaced: { busy: boolean; told: boolean }[] = [];
  const application = {
    calls: noCallLog,
    handlers: {
      'settings.get': () => ({ theme: 'dark' }),
      'shell.takeOpened': () => opened.splice(0),
    },
    openPlace(place: string) {
      opened.push(place);
      tell({ name: 'place.opened', payload: { place } });
    },
    onEvent: (given: (event: ApiEvent) => void) => {
      listeners.push(given);
      return () => undefined;
    },
    jobs: () => jobs,
    close: async () => void closed++,
    admit: () => undefined,
    replace: async (busy: boolean, told: boolean) => {
      replaced.push({ busy, told });
      if (replacing === 'fails') throw new Error('no room');
      return replacing === 'again';
    },
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
    emit: tell,
    closed: () => closed,
    replaced,
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
    expect(existsSync(join(root, 'window'))).toBe(true);
    expect(schemes[0]![0]!.scheme).toBe('app');
    expect(windows).toEqual([]);
  });
  it('leaves the sandbox out where it was started without, as an AppImage is that can have none', async () => {
    const { log, ready, windows } = desktop({ argv: ['--no-sandbox', 'a.xlsx'] });
    expect(log).not.toContain('sandbox');
    await ready();
    expect(windows[0]!.options.webPreferences).toMatchObject({ sandbox: true });
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
    expect(contents.windowOpenHandler({ url: 'https://example.org' })).toEqual({ action: 'deny' });
  });
  it('shows the window once the page is drawn', async () => {
    const { ready, log, windows } = desktop();
    await ready();
    expect(log).not.toContain('window shown');
    windows[0]!.emit('ready-to-show');
    expect(log).toContain('window shown');
  });
  it('shows the window on Wayland, where nothing is drawn before it is shown', async () => {
    const { ready, log, windows } = desktop({ wayland: true });
    await ready();
    windows[0]!.pageLoads();
    expect(log).toContain('window shown');
  });
  it.skipIf(process.platform === 'win32')(
    'of a second instance hands its files over and ends',
    async () => {
      const root = folder();
      const mark = join(root, 'window', 'SingletonLock');
      mkdirSync(join(root, 'window'));
      symlinkSync(`${hostname()}-${process.pid}`, mark);
      const { log, started, windows } = desktop({ locked: true, argv: ['a.xlsx'], root });
      await started;
      expect(log.slice(2)).toEqual([`lock {"places":["/home/ann/a.xlsx"]}`, 'quit', 'exit 0']);
      expect(windows).toEqual([]);
    },
  );
  it('without a lock says why, where no other instance has it', async () => {
    const { log, ready, shownErrors } = desktop({ locked: true });
    await ready();
    expect(shownErrors[0]).toContain('cannot make sure that it is open only once');
    expect(log.at(-1)).toBe('exit 1');
  });
  it('without a lock on Windows names the computer that has it', async () => {
    const first = desktop({ platform: 'win32' });
    await first.ready();
    const note = join(first.root, 'window', 'instance.json');
    expect(JSON.parse(readFileSync(note, 'utf8'))).toEqual({ host: hostname(), pid: 4711 });
    writeFileSync(note, JSON.stringify({ host: 'ANN-DESK', pid: 7 }));
    const second = desktop({ platform: 'win32', locked: true, root: first.root });
    await second.ready();
    expect(second.shownErrors[0]).toContain('open on another computer, ANN-DESK');
    expect(second.log.at(-1)).toBe('exit 1');
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
      'Thrive Cash Reconciler cannot continue: The history is of a newer version.\n\nInstall it.',
    ]);
    expect(log.at(-1)).toBe('exit 1');
    expect(windows).toEqual([]);
    const written = readFileSync(join(root, 'log', 'faults.log'), 'utf8');
    expect(written).toContain('The history is of a newer version.');
    expect(written).toContain('caused by');
    expect(written).not.toMatch(/secret|abc/);
  });
  it('says so where a virus scanner has taken a part of it away', async () => {
    const fails = Object.assign(
      new Error("Cannot find module 'duckdb.node'\nRequire stack:\n- x"),
      {
        code: 'MODULE_NOT_FOUND',
      },
    );
    const { ready, shownErrors } = desktop({ fails });
    await ready();
    expect(shownErrors[0]).toContain(
      "cannot be loaded: Cannot find module 'duckdb.node'\n\nA virus",
    );
    expect(shownErrors[0]).not.toMatch(/Require stack|resumed/);
  });
  it('says so where the data folder cannot be used', async () => {
    const root = folder();
    writeFileSync(join(root, 'file'), '');
    const { ready, shownErrors, log } = desktop({ root: join(root, 'file') });
    // Before it is ready Linux would only print it.
    await nextTurn();
    expect(log).toEqual(['sandbox']);
    await ready();
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
  it('gets the news that the system would not show', async () => {
    const { ready, hosts, windows } = desktop();
    await ready();
    FakeNotification.refused = 'not signed';
    hosts[0]!.notify('Reconciliation completed', 'a.xlsx is reconciled and verified.');
    const words = 'Reconciliation completed. a.xlsx is reconciled and verified.';
    expect(windows[0]!.webContents.sent).toEqual([
      ['thrive:event', { name: 'notice', payload: { words } }],
    ]);
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
  it('gets its size anew on a second display, whose scale may be another', async () => {
    const { root, displays, log, ready, windows } = desktop();
    const left = { bounds: { x: 2000, y: 100, width: 1000, height: 700 }, maximised: false };
    writeFileSync(join(root, 'window.json'), JSON.stringify(left));
    displays.push({ id: 2, workArea: { x: 1920, y: 0, width: 1920, height: 1040 } });
    await ready();
    expect(windows[0]!.options).toMatchObject(left.bounds);
    expect(log).toContainEqual(expect.stringMatching(/^bounds .*"x":2000.*"width":1000/));
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
    windows[0]!.closes();
    app.emit('window-all-closed');
    expect(log).toContain('quit');
    await nextTurn();
    expect([closed(), log.at(-1)]).toEqual([1, 'exit 0']);
  });
  it('asks before it takes a run with it, but not on macOS, where it does not', async () => {
    const jobs = [{ kind: 'run', progress: null } as Job];
    const here = desktop({ jobs });
    await here.ready();
    expect(here.windows[0]!.userCloses()).toBe(false);
    expect(here.asked).toHaveLength(1);
    const mac = desktop({ jobs, platform: 'darwin' });
    await mac.ready();
    expect(mac.windows[0]!.userCloses()).toBe(true);
    expect(mac.asked).toEqual([]);
    mac.app.quit();
    expect([mac.asked.length, mac.closed()]).toEqual([1, 0]);
  });
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('ends on %s without asking', async (signal) => {
    const { ready, process, asked, log, closed } = desktop({
      jobs: [{ kind: 'run', progress: null } as Job],
    });
    await ready();
    process.emit(signal);
    await nextTurn();
    expect([asked, closed(), log.at(-1)]).toEqual([[], 1, 'exit 0']);
  });
  it('ends with the session without asking, which waits for it', async () => {
    const { ready, powerMonitor, asked, log } = desktop({
      jobs: [{ kind: 'run', progress: null } as Job],
    });
    await ready();
    let delayed = false;
    powerMonitor.emit('shutdown', { preventDefault: () => (delayed = true) });
    await nextTurn();
    expect([asked, delayed, log.at(-1)]).toEqual([[], true, 'exit 0']);
  });
  it('started once more while the program closes is opened by the next one', async () => {
    const { app, ready, root, log } = desktop({ argv: ['old.xlsx'] });
    await ready();
    app.quit();
    app.emit('second-instance', {}, [], '/', { places: ['/c.csv'] });
    await nextTurn();
    const again = { args: [`--data-dir=${root}`, '/c.csv'] };
    expect(log.slice(-2)).toEqual([`relaunch ${JSON.stringify(again)}`, 'exit 0']);
  });
  it('asks for a newer version to be installed once the application has closed, and says where it was not', async () => {
    const { app, ready, replaced, log, shownErrors, closed } = desktop({ replacing: 'fails' });
    await ready();
    app.quit();
    await nextTurn();
    expect([closed(), replaced]).toEqual([1, [{ busy: false, told: false }]]);
    expect(shownErrors[0]).toContain('Thrive Cash Reconciler was not updated: ');
    expect(log.at(-1)).toBe('exit 0');
  });
  it('starts again with the newer version, where that was wanted', async () => {
    const { app, ready, root, log } = desktop({ replacing: 'again', argv: ['old.xlsx'] });
    await ready();
    app.quit();
    await nextTurn();
    const again = { args: [`--data-dir=${root}`] };
    expect(log.slice(-2)).toEqual([`relaunch ${JSON.stringify(again)}`, 'exit 0']);
  });
  it('keeps the machine awake while a run is under way or waits, or files are written', async () => {
    const jobs: Job[] = [{ kind: 'inspect' } as Job];
    const { ready, emit, blockers } = desktop({ jobs });
    await ready();
    emit({ name: 'progress', payload: jobs[0]! });
    expect(blockers.size).toBe(0);
    jobs.push({ kind: 'run' } as Job);
    emit({ name: 'progress', payload: jobs[1]! });
    expect(blockers.size).toBe(1);
    jobs[1] = { kind: 'deliver' } as Job;
    emit({ name: 'job.ended', payload: {} as RunEnding });
    expect(blockers.size).toBe(1);
    jobs.pop();
    emit({ name: 'job.ended', payload: {} as RunEnding });
    expect(blockers.size).toBe(0);
  });
  it('follows the theme', async () => {
    const { ready, nativeTheme, log } = desktop();
    await ready();
    nativeTheme.shouldUseDarkColors = true;
    nativeTheme.emit('updated');
    expect(log).toContain('ground #131514');
  });
  it('is told nothing while the page’s process is gone, and menu commands wait for the next', async () => {
    const { ready, emit, windows, menus, takeOpened, root } = desktop();
    await ready();
    await takeOpened();
    const { webContents } = windows[0]!;
    webContents.die('killed');
    emit({ name: 'run.changed', payload: { runId: 'r' } });
    const open = (menus[0]![0]!.submenu as Electron.MenuItemConstructorOptions[])[0]!;
    (open.click as () => void)();
    expect(webContents.sent).toEqual([]);
    webContents.reload();
    await takeOpened();
    expect(webContents.sent).toEqual([
      ['thrive:event', { name: 'menu', payload: { command: 'open' } }],
    ]);
    expect(readFileSync(join(root, 'log', 'faults.log'), 'utf8')).toContain('killed');
  });
  it('has the end of Chromium’s processes written down, but of a runner that had done its work', async () => {
    const { app, ready, root } = desktop();
    await ready();
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'clean-exit', exitCode: 0 });
    const runner = { type: 'Utility', name: 'Reconciliation run', exitCode: 15 };
    app.emit('child-process-gone', {}, { ...runner, reason: 'killed' });
    expect(existsSync(join(root, 'log', 'faults.log'))).toBe(false);
    app.emit('child-process-gone', {}, { ...runner, reason: 'oom' });
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 11 });
    const written = readFileSync(join(root, 'log', 'faults.log'), 'utf8');
    expect(written).toContain('Reconciliation run, oom (15)');
    expect(written).toContain('GPU, crashed (11)');
  });
  it('shows a fault nobody caught as sentences, and ends only where it has to', async () => {
    const { ready, process, asked, leaveOpen, shownErrors, log, root, windows } = desktop();
    await ready();
    leaveOpen();
    // Nothing stops for the first, and there is no box a fault.
    process.emit('unhandledRejection', new Error('disk'));
    process.emit('unhandledRejection', new Error('disk'));
    await nextTurn();
    expect([log.includes('exit 1'), shownErrors, asked.length]).toEqual([false, [], 1]);
    expect(asked[0]![0]).toBe(windows[0]);
    process.emit('uncaughtException', new Error('broken'));
    await nextTurn();
    expect(log).toContain('exit 1');
    expect(shownErrors).toHaveLength(1);
    const { message, detail } = asked[0]![1] as Electron.MessageBoxOptions;
    for (const text of [`${message} ${detail}`, ...shownErrors]) {
      expect(text).toContain('can be resumed');
      expect(text).not.toMatch(/\n\s+at /);
    }
    expect(existsSync(join(root, 'log', 'faults.log'))).toBe(true);
  });
});

import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../../core/contract/api/runs.ts';
import type { UpdateView } from '../../../core/contract/updates/update-state.ts';
import { DEFAULT_SETTINGS } from '../../../core/contract/settings.ts';
import { Problem } from '../../../core/contract/problem.ts';
import type { Host } from '../../../main/app/host.ts';
import type { Jobs } from '../../../main/app/jobs.ts';
import { updateDesk } from '../../../main/updates/update-desk.ts';
import type { DeskSurroundings } from '../../../main/updates/update-desk.ts';
import { openHistory } from '../../../main/history/history.ts';
import type { History } from '../../../main/history/history.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { settingsKey } from '../../../main/history/tables/settings-key.ts';
import { softwareVersion } from '../../../main/software-version.ts';
import { application, problemOf, scratch, testHost } from '../app/application-fixture.ts';

const NEWER = { version: '9.0.0', releasedOn: '2026-12-01', page: 'https://own.example/' };
const offline = new Problem({
  kind: 'internal',
  code: 'updates.unreachable',
  message: 'There is no network.',
  hint: 'Check it.',
});

/** An updater that does as it is told, and says what it was asked for. */
function told({ byHand = null as string | null } = {}) {
  const asked: string[] = [];
  const answers = { newer: NEWER as typeof NEWER | null, fails: null as Problem | null };
  let come: ((share: number) => void) | null = null;
  const download = { ...Promise.withResolvers<undefined>() };
  const updater: Host['updater'] = {
    byHand,
    async look(place) {
      asked.push(`look ${place.kind}`);
      if (answers.fails) throw answers.fails;
      return answers.newer;
    },
    async download(share, signal) {
      asked.push('download');
      come = share;
      signal.addEventListener('abort', () => download.reject(signal.reason));
      await download.promise;
    },
    async install(again) {
      asked.push(`install ${again}`);
      return again;
    },
  };
  return { updater, asked, answers, download, comes: (share: number) => come!(share) };
}

function desk(
  around: Partial<DeskSurroundings> = {},
  options: { byHand?: string; kind?: Host['kind'] } = {},
) {
  const stand = told({ byHand: options.byHand ?? null });
  const history = openHistory(historyFile(scratch()));
  const jobs: Job[] = [];
  const events: UpdateView[] = [];
  let quits = 0;
  const host: Host = {
    ...testHost(),
    kind: options.kind ?? 'electron',
    updater: stand.updater,
    quit: () => void quits++,
  };
  const closing: (() => void | Promise<void>)[] = [];
  const made = updateDesk(
    {
      history,
      host,
      jobs: { list: () => jobs } as unknown as Jobs,
      now: () => new Date('2026-12-01T10:00:00Z'),
      emit: (name, payload) => {
        if (name === 'updates.changed') events.push(payload as UpdateView);
      },
      onClose: (close) => void closing.unshift(close),
    },
    { managed: () => null, repository: () => 'thrive/reconciler', ...around },
  );
  const close = (): void => {
    for (const each of closing) void each();
    history.close();
  };
  return { ...stand, desk: made, history, jobs, events, close, quits: () => quits };
}

describe('a newer version', () => {
  it('is looked for, fetched, and installed at the end, each when it is told', async () => {
    const { desk: at, asked, comes, download, events, close } = desk();
    expect(at.view()).toMatchObject({
      state: { kind: 'unknown' },
      place: 'https://github.com/thrive/reconciler/releases',
      looksItself: true,
    });
    expect((await at.look()).state).toEqual({ kind: 'found', newer: NEWER });
    expect(asked).toEqual(['look github']);
    expect(at.download().state).toMatchObject({ kind: 'downloading', share: 0 });
    for (const share of [0.001, 0.5, 0.501, 1]) comes(share);
    download.resolve(undefined);
    await nextTurn();
    const shares = events.flatMap(({ state }) =>
      state.kind === 'downloading' ? [state.share] : [],
    );
    expect(shares).toEqual([0, 0.5, 1]);
    expect(at.view().state).toEqual({ kind: 'ready', newer: NEWER, onQuit: false });
    expect(at.installAtEnd(false).state).toMatchObject({ onQuit: true });
    close();
    expect(await at.end(false, false)).toBe(false);
    expect(asked).toEqual(['look github', 'download', 'install false']);
  });
  it('that is to be installed now ends the program, which asks first where work is under way', async () => {
    const { desk: at, download, asked, quits, close } = desk();
    await at.look();
    at.download();
    download.resolve(undefined);
    await nextTurn();
    at.installAtEnd(true);
    expect(quits()).toBe(1);
    close();
    expect(await at.end(true, false)).toBe(false);
    expect(await at.end(false, true)).toBe(false);
    expect(asked).not.toContain('install true');
    expect(await at.end(false, false)).toBe(true);
  });
  it('is not installed where nobody has chosen it', async () => {
    const { desk: at, download, asked, close } = desk();
    await at.look();
    at.download();
    download.resolve(undefined);
    await nextTurn();
    close();
    await at.end(false, false);
    expect(asked).toEqual(['look github', 'download']);
  });
  it('that a person has to install is found and never fetched', async () => {
    const { desk: at, asked, history } = desk({}, { byHand: 'It is a .deb.' });
    history.setAppSettings({ updatesDownload: true });
    await at.lookByItself();
    expect(at.download()).toMatchObject({ state: { kind: 'found' }, byHand: 'It is a .deb.' });
    expect(asked).toEqual(['look github']);
  });
  it('can be stopped on its way, and fetched after all', async () => {
    const { desk: at, asked } = desk();
    await at.look();
    at.download();
    at.stopDownload();
    await nextTurn();
    expect(at.view().state).toEqual({ kind: 'found', newer: NEWER });
    expect(at.download().state.kind).toBe('downloading');
    expect(asked).toEqual(['look github', 'download', 'download']);
  });
  it('is not installed now while anything runs, but at an end after that', async () => {
    const { desk: at, download, jobs, quits, close } = desk();
    await at.look();
    at.download();
    download.resolve(undefined);
    await nextTurn();
    jobs.push({ kind: 'inspect' } as Job);
    expect(() => at.installAtEnd(true)).toThrow('Something is still running');
    expect([quits(), at.view().state]).toMatchObject([0, { onQuit: true }]);
    close();
    expect(await at.end(false, false)).toBe(false);
  });
});

describe('a stopped run', () => {
  const stop = (history: History, version = softwareVersion()): void => {
    const { id } = history.startRun({
      sourceId: history.sourceAt('/a.csv').id,
      settings: DEFAULT_SETTINGS,
      settingsKey: settingsKey(DEFAULT_SETTINGS, version),
      version,
      sha256: 'ab'.repeat(32),
    });
    history.failRun(id, 'cancelled', null);
  };

  it('is told of, where only this version can take it further', async () => {
    const { desk: at, history } = desk();
    stop(history);
    stop(history, '0.1.0');
    expect(at.view().stoppedRuns).toBe(0);
    expect(await at.look()).toMatchObject({ stoppedRuns: 1 });
  });
  it.each([
    ['before a version was chosen was told of', true],
    ['since then keeps it from being installed', false],
  ])('%s', async (_when, before) => {
    const { desk: at, history, download, asked, close } = desk();
    await at.look();
    at.download();
    download.resolve(undefined);
    await nextTurn();
    if (before) stop(history);
    at.installAtEnd(false);
    if (!before) stop(history);
    close();
    await at.end(false, false);
    expect(asked.includes('install false')).toBe(before);
  });
});

describe('looking by itself', () => {
  it('is quiet about what goes wrong, and says so in the settings', async () => {
    const { desk: at, answers } = desk();
    answers.fails = offline;
    await at.lookByItself();
    expect(at.view().state).toMatchObject({ kind: 'failed', newer: null, asked: false });
    await expect(at.look()).rejects.toBe(offline);
    expect(at.view().state).toMatchObject({ asked: true });
  });
  it('fetches what it finds, where the settings want that', async () => {
    const { desk: at, history, asked } = desk();
    history.setAppSettings({ updatesDownload: true });
    await at.lookByItself();
    expect(asked).toEqual(['look github', 'download']);
  });
  it('is quiet about a download that fails, which nobody has asked for', async () => {
    const { desk: at, history, download } = desk();
    history.setAppSettings({ updatesDownload: true });
    await at.lookByItself();
    download.reject(offline);
    await nextTurn();
    expect(at.view().state).toMatchObject({ kind: 'failed', newer: NEWER, asked: false });
    expect(at.download().state.kind).toBe('downloading');
  });
  it('is left out where the settings do not want it, or nobody is to be asked', async () => {
    const { desk: at, history, asked } = desk();
    history.setAppSettings({ updatesLook: false });
    await at.lookByItself();
    history.setAppSettings({ updatesLook: true, updatesFrom: 'off' });
    await at.lookByItself();
    expect(asked).toEqual([]);
  });
  it('has none newer', async () => {
    const { desk: at, answers } = desk();
    answers.newer = null;
    await at.lookByItself();
    expect(at.view().state).toEqual({ kind: 'newest', at: '2026-12-01T10:00:00.000Z' });
  });
});

describe('where nobody is to be asked', () => {
  it('a question is answered with the reason', async () => {
    const { desk: at, asked } = desk({ managed: () => ({ says: 'off', by: 'THRIVE_UPDATES' }) });
    await expect(at.look()).rejects.toMatchObject({ code: 'updates.no-place' });
    expect(at.view()).toMatchObject({ place: null, without: 'off', managedBy: 'THRIVE_UPDATES' });
    expect(asked).toEqual([]);
  });
  it('what was found before is offered no longer, and not installed', async () => {
    const { desk: at, history, download, asked, close } = desk();
    await at.look();
    at.download();
    download.resolve(undefined);
    await nextTurn();
    at.installAtEnd(false);
    history.setAppSettings({ updatesFrom: 'off' });
    close();
    expect(await at.end(false, false)).toBe(false);
    expect(asked.at(-1)).toBe('download');
  });
});

describe('the program', () => {
  it('in the browser asks nobody, and says that this build names no repository', async () => {
    const { call } = application();
    expect(await call('updates.get', {})).toMatchObject({
      state: { kind: 'unknown' },
      place: null,
      without: 'no-repository',
      looksItself: false,
    });
    expect(await problemOf(call('updates.look', {}))).toBe('updates.no-place');
    expect(await call('updates.download', {})).toMatchObject({ state: { kind: 'unknown' } });
    expect(await call('updates.install', { now: false })).toMatchObject({
      state: { kind: 'unknown' },
    });
  });
  it('asks once where it is told to, at the address of the settings', async () => {
    const stand = told({ byHand: 'In the browser.' });
    const { call, events } = application({ host: testHost({ updater: stand.updater }) });
    await call('settings.set', { updatesFrom: 'address', updatesAddress: 'https://own.example' });
    expect(await call('updates.look', {})).toMatchObject({ state: { kind: 'found' } });
    expect(stand.asked).toEqual(['look address']);
    expect(events.map(({ name }) => name)).toContain('updates.changed');
    const refused = { updatesAddress: 'http://own.example' };
    expect(await problemOf(call('settings.set', refused))).toBe('api.invalid-input');
  });
});

import type { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../../../core/contract/api/runs.ts';
import { orderlyEnding } from '../../../../main/electron/ending/ending.ts';
import type { EndingParts } from '../../../../main/electron/ending/ending.ts';
import { fakeElectron } from '../../../electron/fake-electron.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const job = (kind: Job['kind'], waiting = false): Job => ({
  jobId: 'j',
  kind,
  place: null,
  runId: null,
  startedAt: 0,
  progress: waiting ? ({ waiting: {} } as unknown as Job['progress']) : null,
});

function program({
  jobs = [] as Job[],
  close = (): Promise<unknown> => Promise.resolve(),
  replace = (): Promise<boolean> => Promise.resolve(false),
} = {}) {
  const fake = fakeElectron();
  const again: (readonly string[])[] = [];
  const logged: string[] = [];
  const replaced: { busy: boolean; told: boolean }[] = [];
  const notReplaced: string[] = [];
  let closes = 0;
  const window = new fake.electron.BrowserWindow({});
  const ending = orderlyEnding({
    app: fake.electron.app,
    dialog: fake.electron.dialog,
    window: () => window,
    jobs: () => jobs,
    close: async () => {
      closes++;
      await close();
    },
    replace: (busy, told) => {
      replaced.push({ busy, told });
      return replace();
    },
    notReplaced: (fault) => void notReplaced.push(String(fault)),
    startAgain: (places) => void again.push(places),
    log: (fault) => void logged.push(String(fault)),
  } satisfies EndingParts);
  (window as unknown as EventEmitter).on('close', (event: Electron.Event) =>
    ending.windowCloses(event),
  );
  return {
    ...fake,
    ending,
    again,
    replaced,
    notReplaced,
    logged,
    window: fake.windows[0]!,
    closes: () => closes,
    /** Until everything that has been begun has come as far as it can. */
    settle: () => vi.advanceTimersByTimeAsync(0),
  };
}

describe('the end of the program', () => {
  it('asks nothing where nothing is under way, and closes what is open first', async () => {
    const { app, asked, closes, log, settle } = program({ jobs: [job('inspect')] });
    app.quit();
    expect(log).not.toContain('exit 0');
    await settle();
    expect([asked, closes(), log]).toEqual([[], 1, ['quit', 'exit 0']]);
  });
  it('waits no longer than five seconds for what does not end', async () => {
    const { app, log, logged, settle } = program({ close: () => new Promise(() => undefined) });
    app.quit();
    await vi.advanceTimersByTimeAsync(4999);
    expect(log).toEqual(['quit']);
    await vi.advanceTimersByTimeAsync(1);
    await settle();
    expect(log).toEqual(['quit', 'exit 0']);
    expect(logged).toEqual(['Error: The program was ended before everything in it had ended.']);
  });
  it('comes also where closing fails, and that is written down', async () => {
    const { app, log, logged, settle } = program({ close: () => Promise.reject(new Error('no')) });
    app.quit();
    await settle();
    expect([log.at(-1), logged]).toEqual(['exit 0', ['Error: no']]);
  });
  it('is not held up by a page that does not let its window close', async () => {
    const { app, window, logged } = program();
    window.userCloses = () => false;
    app.quit();
    await vi.advanceTimersByTimeAsync(2999);
    expect(window.destroyed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect([window.destroyed, logged.length]).toEqual([true, 1]);
  });
  it('leaves the window alone where one stays after all', async () => {
    const jobs: Job[] = [];
    const { app, window, closes } = program({ jobs });
    const { userCloses } = window;
    // Work began between the question to the program and that to its window.
    window.userCloses = () => {
      jobs.push(job('run'));
      return userCloses.call(window);
    };
    app.quit();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([window.destroyed, closes()]).toEqual([false, 0]);
  });
  it('does not come sooner for being asked for twice', async () => {
    const closing = Promise.withResolvers<undefined>();
    const { app, log, closes, settle } = program({ close: () => closing.promise });
    app.quit();
    app.quit();
    await settle();
    expect([log, closes()]).toEqual([['quit', 'quit'], 1]);
    closing.resolve(undefined);
    await settle();
    expect(log.at(-1)).toBe('exit 0');
  });
});

describe('with work under way', () => {
  it('the question is in sight also where the window was not', () => {
    const { app, asked, window } = program({ jobs: [job('run')] });
    window.minimised = true;
    app.quit();
    expect([asked.length, window.minimised]).toEqual([1, false]);
  });
  it.each([
    ['a run', job('run'), 'A reconciliation is still running.'],
    ['a wait for a file', job('run', true), 'The program is still waiting for a file.'],
    ['a delivery', job('deliver'), 'Files are still being written.'],
  ])('closing the window asks: %s', async (_what, under, message) => {
    const { window, asked, log, settle } = program({ jobs: [under] });
    expect(window.userCloses()).toBe(false);
    expect(window.userCloses()).toBe(false);
    await settle();
    expect(asked).toHaveLength(1);
    expect(asked[0]![0]).toBe(window);
    expect(asked[0]![1]).toMatchObject({ message, defaultId: 0, cancelId: 0 });
    expect(log).toEqual([]);
  });
  it('goes on where one stays, and asks again the next time', async () => {
    const { app, asked, closes, settle } = program({ jobs: [job('run')] });
    app.quit();
    await settle();
    app.quit();
    await settle();
    expect([asked.length, closes()]).toEqual([2, 0]);
  });
  it('ends where one closes anyway', async () => {
    const { window, answer, closes, log, settle } = program({ jobs: [job('run')] });
    answer(1);
    window.userCloses();
    await settle();
    expect([closes(), log]).toEqual([1, ['quit', 'exit 0']]);
  });
  it('ends without a question where the session ends', async () => {
    const { ending, asked, log, settle } = program({ jobs: [job('run')] });
    ending.withoutAsking();
    await settle();
    expect([asked, log]).toEqual([[], ['quit', 'exit 0']]);
  });
});

describe('what is handed over', () => {
  it('is not for the next program as long as this one goes on', () => {
    expect(program().ending.handsOver(['/a.xlsx'])).toBe(false);
  });
  it('while it closes has the program start anew with it, once it has ended', async () => {
    const closing = Promise.withResolvers<undefined>();
    const { app, ending, again, log, settle } = program({ close: () => closing.promise });
    app.quit();
    expect(ending.handsOver(['/a.xlsx'])).toBe(true);
    expect(ending.handsOver(['/b.csv', '/a.xlsx'])).toBe(true);
    expect(again).toEqual([]);
    closing.resolve(undefined);
    await settle();
    expect(again).toEqual([['/a.xlsx', '/b.csv']]);
    expect(log.at(-1)).toBe('exit 0');
  });
  it('while its window still closes is not lost either', async () => {
    const { app, ending, again, window, settle } = program();
    window.userCloses = () => false;
    app.quit();
    expect(ending.handsOver(['/a.xlsx'])).toBe(false);
    app.emit('will-quit', { preventDefault: () => undefined });
    await settle();
    expect(again).toEqual([['/a.xlsx']]);
  });
  it('to a program that went on after all is not handed over once more', async () => {
    const { app, ending, again, window, settle } = program();
    window.userCloses = () => false;
    app.quit();
    ending.handsOver(['/a.xlsx']);
    window.userCloses = () => true;
    app.quit();
    await settle();
    expect(again).toEqual([]);
  });
  it('also without a file: somebody wants the program', async () => {
    const { app, ending, again, settle } = program();
    app.quit();
    ending.handsOver([]);
    await settle();
    expect(again).toEqual([[]]);
  });
});

describe('a newer version', () => {
  it('is put in the place of the program once everything has ended', async () => {
    const closing = Promise.withResolvers<undefined>();
    const { app, replaced, again, log, settle } = program({ close: () => closing.promise });
    app.quit();
    await settle();
    expect(replaced).toEqual([]);
    closing.resolve(undefined);
    await settle();
    expect([replaced, again, log.at(-1)]).toEqual([[{ busy: false, told: false }], [], 'exit 0']);
  });
  it('is started then, where that was wanted', async () => {
    const { app, again, settle } = program({ replace: () => Promise.resolve(true) });
    app.quit();
    await settle();
    expect(again).toEqual([[]]);
  });
  it('is told of what was under way, of what did not end, and of who ends the program', async () => {
    const running = program({ jobs: [job('run')] });
    running.answer(1);
    running.window.userCloses();
    const stuck = program({ close: () => new Promise(() => undefined) });
    stuck.app.quit();
    const told = program();
    told.ending.withoutAsking();
    await vi.advanceTimersByTimeAsync(5000);
    expect(running.replaced).toEqual([{ busy: true, told: false }]);
    expect(stuck.replaced).toEqual([{ busy: true, told: false }]);
    expect(told.replaced).toEqual([{ busy: false, told: true }]);
  });
  it('that cannot be put there is told of, and the program ends', async () => {
    const { app, logged, notReplaced, again, log, settle } = program({
      replace: () => Promise.reject(new Error('no room')),
    });
    app.quit();
    await settle();
    expect([logged, notReplaced, again]).toEqual([['Error: no room'], ['Error: no room'], []]);
    expect(log.at(-1)).toBe('exit 0');
  });
  it('is waited for a minute, and no longer', async () => {
    const { app, log, logged, settle } = program({ replace: () => new Promise(() => undefined) });
    app.quit();
    await vi.advanceTimersByTimeAsync(59_999);
    expect(log).toEqual(['quit']);
    await vi.advanceTimersByTimeAsync(1);
    await settle();
    expect(log).toEqual(['quit', 'exit 0']);
    expect(logged).toHaveLength(1);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterPageDeath, mendPage } from '../../../../main/electron/window/page-trouble.ts';
import { fakeElectron } from '../../../electron/fake-electron.ts';
import { FakeWindow } from '../../../electron/fake-window.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const REASONS = [
  'clean-exit',
  'abnormal-exit',
  'killed',
  'crashed',
  'oom',
  'launch-failed',
  'integrity-failure',
  'memory-eviction',
] as const satisfies Electron.RenderProcessGoneDetails['reason'][];

function mended() {
  const fake = fakeElectron();
  const window = new FakeWindow();
  const logged: unknown[] = [];
  let quits = 0;
  let loads = 0;
  mendPage({
    dialog: fake.electron.dialog,
    window: window as unknown as Electron.BrowserWindow,
    load: () => loads++,
    log: (fault) => void logged.push(String(fault)),
    quit: () => quits++,
  });
  return {
    ...fake,
    window,
    page: window.webContents,
    logged,
    quits: () => quits,
    loads: () => loads,
  };
}

describe('a page whose process has ended', () => {
  it('is loaded anew, but where that was meant or would not help', () => {
    expect(REASONS.map((reason) => [reason, afterPageDeath(reason, null, 0)])).toEqual([
      ['clean-exit', 'nothing'],
      ['abnormal-exit', 'reload'],
      ['killed', 'reload'],
      ['crashed', 'reload'],
      ['oom', 'reload'],
      ['launch-failed', 'ask'],
      ['integrity-failure', 'ask'],
      ['memory-eviction', 'reload'],
    ]);
  });
  it('is asked about when it ends again within a minute, and mended by itself later', () => {
    expect(afterPageDeath('crashed', 1000, 60_999)).toBe('ask');
    expect(afterPageDeath('crashed', 1000, 61_000)).toBe('reload');
  });
  it('comes back by itself where it was killed, and it is written down', () => {
    const { page, asked, logged } = mended();
    page.die('killed');
    vi.runAllTimers();
    expect([page.reloads, page.crashed, asked]).toEqual([1, false, []]);
    expect(logged).toEqual(["Error: The page's process ended: killed (9)"]);
  });
  it('is tried again where no process came of it', () => {
    const { page, loads } = mended();
    page.reload = () => void page.reloads++;
    page.die('killed');
    vi.runAllTimers();
    expect([page.reloads, loads()]).toEqual([2, 1]);
  });
  it('is loaded from its beginning where it was nowhere yet: Electron reloads nothing then', async () => {
    const { page, answer, loads } = mended();
    page.url = '';
    answer(0);
    page.die('launch-failed');
    await vi.advanceTimersByTimeAsync(250);
    expect([page.reloads, loads()]).toEqual([0, 1]);
  });
  it.each([
    [0, 2, 0],
    [1, 1, 1],
  ])('a second time: button %i reloads or quits', async (button, reloads, quits) => {
    const fake = mended();
    fake.answer(button);
    fake.page.die('oom');
    await vi.runAllTimersAsync();
    fake.page.die('oom');
    await vi.runAllTimersAsync();
    expect(fake.asked).toHaveLength(1);
    expect([fake.page.reloads, fake.quits()]).toEqual([reloads, quits]);
  });
  it('is left alone where it ended as it should, or its window has gone', () => {
    const { page, window, logged } = mended();
    page.die('clean-exit');
    expect(logged).toEqual([]);
    page.die('killed');
    window.closes();
    vi.runAllTimers();
    expect(page.reloads).toBe(0);
  });
});

describe('a page that does not answer', () => {
  it('is waited for, and the question goes when it comes to itself', async () => {
    const { window, page, asked, leaveOpen, logged } = mended();
    leaveOpen();
    window.emit('unresponsive');
    window.emit('responsive');
    await vi.runAllTimersAsync();
    expect(asked).toHaveLength(1);
    expect([page.crashed, page.reloads, logged]).toEqual([
      false,
      0,
      ['Error: The page does not answer.'],
    ]);
  });
  it('loses its process where it is reloaded, and comes back', async () => {
    const { window, page, answer } = mended();
    answer(1);
    window.emit('unresponsive');
    await vi.runAllTimersAsync();
    expect([page.crashed, page.reloads]).toEqual([false, 1]);
  });
});

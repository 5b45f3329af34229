import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showOnce } from '../../../../main/electron/window/show-once.ts';
import { FakeWindow } from '../../../electron/fake-window.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function hidden(wayland = false) {
  const window = new FakeWindow({}, [], wayland);
  let times = 0;
  showOnce(window as unknown as Electron.BrowserWindow, () => times++);
  return { window, times: () => times };
}

describe('a window that was made hidden is shown', () => {
  it('when it is drawn, and once only', () => {
    const { window, times } = hidden();
    window.emit('ready-to-show');
    expect(times()).toBe(1);
    window.pageLoads();
    vi.advanceTimersByTime(10_000);
    expect(times()).toBe(1);
  });
  it('when its page is there, on Wayland, where nothing is drawn before', () => {
    const { window, times } = hidden(true);
    window.pageLoads();
    expect(times()).toBe(1);
  });
  it('when its page cannot be had', () => {
    const { window, times } = hidden(true);
    window.webContents.emit('did-fail-load', {}, -6);
    expect(times()).toBe(1);
  });
  it('after two seconds where nothing is told of it', () => {
    const { times } = hidden(true);
    vi.advanceTimersByTime(1999);
    expect(times()).toBe(0);
    vi.advanceTimersByTime(1);
    expect(times()).toBe(1);
  });
  it('never once it is closed', () => {
    const { window, times } = hidden(true);
    window.closes();
    window.pageLoads();
    vi.advanceTimersByTime(10_000);
    expect([times(), vi.getTimerCount()]).toEqual([0, 0]);
  });
});

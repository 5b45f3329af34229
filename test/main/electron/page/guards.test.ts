import { describe, expect, it } from 'vitest';
import { guardContents, guardSession } from '../../../../main/electron/page/guards.ts';
import { fakeSession } from '../../../electron/fake-electron.ts';
import { FakeContents } from '../../../electron/fake-window.ts';

const guarded = (): FakeContents => {
  const contents = new FakeContents();
  guardContents(contents as unknown as Electron.WebContents);
  return contents;
};
/** Whether the event was let through. */
const passes = (contents: FakeContents, name: string, url: string, isMainFrame = true): boolean => {
  let prevented = false;
  contents.emit(name, { url, isMainFrame, preventDefault: () => (prevented = true) });
  return !prevented;
};

describe('navigation', () => {
  it.each([
    'https://example.org/',
    'file:///etc/passwd',
    'app://other/',
    'app://thrive/elsewhere',
    'javascript:alert(1)',
    'data:text/html,x',
  ])('to %s is denied', (url) => {
    expect(passes(guarded(), 'will-navigate', url)).toBe(false);
  });
  it('allows a reload of the page that is shown, and that only', () => {
    const contents = guarded();
    expect(passes(contents, 'will-navigate', 'app://thrive/')).toBe(true);
    contents.url = 'https://example.org/';
    expect(passes(contents, 'will-navigate', 'https://example.org/')).toBe(false);
  });
  it('denies frames, redirects, webviews and new windows', () => {
    const contents = guarded();
    expect(passes(contents, 'will-frame-navigate', 'app://thrive/', false)).toBe(false);
    expect(passes(contents, 'will-redirect', 'app://thrive/')).toBe(false);
    expect(passes(contents, 'will-attach-webview', 'app://thrive/')).toBe(false);
    expect(contents.windowOpenHandler({ url: 'app://thrive/' })).toEqual({ action: 'deny' });
  });
});

describe('the session', () => {
  const session = fakeSession();
  guardSession(session as unknown as Electron.Session);
  const { kept } = session;
  const request = (permission: string, url: string, isMainFrame = true): boolean => {
    let answer = true;
    const ask = kept.request as unknown as (...args: unknown[]) => void;
    ask({ getURL: () => url }, permission, (given: boolean) => (answer = given), { isMainFrame });
    return answer;
  };
  const check = kept.check as unknown as (...args: unknown[]) => boolean;

  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'fullscreen',
  ])('denies %s', (permission) => {
    expect(request(permission, 'app://thrive/')).toBe(false);
    expect(check(null, permission, 'app://thrive')).toBe(false);
  });
  it('lets the interface alone put text on the clipboard', () => {
    const copy = 'clipboard-sanitized-write';
    expect(request(copy, 'app://thrive/runs')).toBe(true);
    expect(check(null, copy, 'app://thrive')).toBe(true);
    expect(request(copy, 'app://thrive/', false)).toBe(false);
    expect(request(copy, 'https://example.org/')).toBe(false);
    expect(check(null, copy, 'https://example.org')).toBe(false);
  });
  it('denies devices and downloads', () => {
    expect((kept.device as unknown as () => boolean)()).toBe(false);
    let prevented = false;
    session.emit('will-download', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });
  it.each([
    ['app://thrive/index.js', false],
    ['blob:app://thrive/1', false],
    ['https://example.org/x', true],
    ['http://127.0.0.1:9/', true],
    ['ws://example.org/', true],
    ['file:///etc/passwd', true],
    ['app://thrive@evil/', true],
  ])('request to %s: cancelled %s', (url, cancel) => {
    let answer: unknown;
    const before = kept.before as unknown as (details: unknown, cb: (a: unknown) => void) => void;
    before({ url }, (given) => (answer = given));
    expect(answer).toEqual({ cancel });
  });
});

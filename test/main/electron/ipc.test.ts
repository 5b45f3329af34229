import { describe, expect, it } from 'vitest';
import type { ApiHandlers, ApiReply } from '../../../core/contract/api/api.ts';
import { answerCalls } from '../../../main/electron/ipc.ts';
import { noCallLog } from '../app/no-call-log.ts';
import { FakeContents, fakeFrame } from '../../electron/fake-window.ts';

const calls: unknown[] = [];
const handlers = {
  'shell.takeOpened': (input: unknown) => {
    calls.push(input);
    return ['/a.xlsx'];
  },
} as unknown as ApiHandlers;

type Listener = (event: unknown, name: unknown, input: unknown) => Promise<ApiReply>;
let channel = '';
let listener: Listener = () => Promise.reject(new Error('nothing handles'));
answerCalls(
  {
    handle: (name: string, given: Listener) => {
      channel = name;
      listener = given;
    },
  } as unknown as Electron.IpcMain,
  { handlers, calls: noCallLog, admit: () => undefined },
  () => undefined,
);

const sender = new FakeContents();
const call = (senderFrame: unknown, name: unknown = 'shell.takeOpened'): Promise<ApiReply> =>
  listener({ sender, senderFrame }, name, {});

describe('calls from the window', () => {
  it('come on one channel and are dispatched', async () => {
    expect(channel).toBe('thrive:call');
    expect(await call(sender.mainFrame)).toEqual({ ok: true, value: ['/a.xlsx'] });
    expect(calls).toEqual([{}]);
  });
  it.each([
    ['a frame that is gone', null],
    [
      'a destroyed frame',
      Object.assign(sender.mainFrame, {}) && { ...sender.mainFrame, isDestroyed: () => true },
    ],
    ['a sub-frame of the same origin', fakeFrame('app://thrive/', { parent: sender.mainFrame })],
    ['another page’s main frame', fakeFrame('app://thrive/')],
  ])('from %s reach no handler', async (_what, frame) => {
    calls.length = 0;
    expect(await call(frame)).toMatchObject({ ok: false, problem: { code: 'api.foreign-sender' } });
    expect(calls).toEqual([]);
  });
  it.each([
    ['another origin', { origin: 'https://example.org', url: 'https://example.org/' }],
    ['a page that only pretends by its address', { origin: 'null' }],
    ['an address that only pretends by its origin', { url: 'app://thrive.example.org/' }],
    ['a destroyed main frame', { isDestroyed: () => true }],
    ['a detached main frame', { detached: true }],
  ])('from the main frame with %s reach no handler', async (_what, changes) => {
    calls.length = 0;
    const contents = new FakeContents();
    const frame = Object.assign(contents.mainFrame, changes);
    const reply = await listener({ sender: contents, senderFrame: frame }, 'shell.takeOpened', {});
    expect(reply).toMatchObject({ ok: false, problem: { code: 'api.foreign-sender' } });
    expect(calls).toEqual([]);
  });
  it.each(['shell.nothing', 'toString', '__proto__', 7, null, { a: 1 }])(
    'for the unknown name %s get a problem',
    async (name) => {
      expect(await call(sender.mainFrame, name)).toMatchObject({
        ok: false,
        problem: { code: 'api.unknown-call' },
      });
    },
  );
});

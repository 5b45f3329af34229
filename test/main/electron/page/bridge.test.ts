import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { CALL_NAMES } from '../../../../core/contract/api/api.ts';
import type { ApiEvent, CallName } from '../../../../core/contract/api/api.ts';
import {
  bridgeOf,
  callNamesArgument,
  callNamesFrom,
} from '../../../../main/electron/page/bridge.ts';
import { acrossWorlds } from '../../../electron/fake-context-bridge.ts';

const page = () => {
  const invoked: unknown[][] = [];
  const channel = new EventEmitter();
  return {
    invoked,
    channel,
    parts: {
      invoke: async (...args: unknown[]) => {
        invoked.push(args);
        return { ok: true, value: 1 };
      },
      on: (name: string, listener: (...args: unknown[]) => void) => void channel.on(name, listener),
      off: (name: string, listener: (...args: unknown[]) => void) =>
        void channel.off(name, listener),
      pathForFile: ({ name }: File) => (name === 'known.xlsx' ? '/x/known.xlsx' : ''),
    },
  };
};

describe('window.thrive', () => {
  it('passes on every call of the map', async () => {
    const { invoked, parts } = page();
    const bridge = bridgeOf(CALL_NAMES, parts);
    for (const name of CALL_NAMES) await bridge.call(name, { a: name });
    expect(invoked).toEqual(CALL_NAMES.map((name) => ['thrive:call', name, { a: name }]));
  });
  it.each(['shell.exec', 'toString', '', 'thrive:call'])(
    'refuses the name %j before it leaves the page',
    async (name) => {
      const { invoked, parts } = page();
      const reply = await bridgeOf(CALL_NAMES, parts).call(name as CallName, {});
      expect(reply).toMatchObject({ ok: false, problem: { code: 'api.unknown-call' } });
      expect(invoked).toEqual([]);
    },
  );
  it('knows no call at all where no names were handed over', async () => {
    const { invoked, parts } = page();
    const bridge = bridgeOf(callNamesFrom(['electron', '--type=renderer']), parts);
    expect((await bridge.call('shell.info', {})).ok).toBe(false);
    expect(invoked).toEqual([]);
  });
  it('passes on the events of the map without Electron’s own event, until nobody listens', () => {
    const { channel, parts } = page();
    const heard: ApiEvent[] = [];
    const stop = bridgeOf(CALL_NAMES, parts).onEvent((event) => void heard.push(event));
    const event: ApiEvent = { name: 'menu', payload: { command: 'open' } };
    channel.emit('thrive:event', { sender: 'electron' }, event);
    channel.emit('thrive:event', {}, { name: 'else', payload: 1 });
    channel.emit('thrive:event', {}, null);
    stop();
    channel.emit('thrive:event', {}, event);
    expect(heard).toEqual([event]);
    expect(channel.listenerCount('thrive:event')).toBe(0);
  });
  it('tells the path of a dropped file, and null where it has none', () => {
    const bridge = bridgeOf([], page().parts);
    expect(bridge.pathOf(new File([], 'known.xlsx'))).toBe('/x/known.xlsx');
    expect(bridge.pathOf(new File([], 'made-up.xlsx'))).toBeNull();
    expect(bridge.upload).toBeNull();
  });
  it('gets the names back as they were handed over', () => {
    expect(callNamesFrom(['x', callNamesArgument(CALL_NAMES)])).toEqual(CALL_NAMES);
  });
  it('loses nothing on its way into the page, where only copies arrive', async () => {
    const { channel, invoked, parts } = page();
    const problem = { kind: 'usage', code: 'x', message: 'No.', hint: 'Other.', details: { n: 1 } };
    const reply = { ok: false, problem };
    const invoke = async (...args: unknown[]): Promise<unknown> => {
      invoked.push(args);
      return reply;
    };
    const bridge = acrossWorlds(bridgeOf(CALL_NAMES, { ...parts, invoke }));
    const given = { rows: [1, 2], at: null };
    const answer = await bridge.call('shell.info', given);
    expect(answer).toEqual(reply);
    expect(answer).not.toBe(reply);
    expect(invoked[0]![2]).toEqual(given);
    expect(invoked[0]![2]).not.toBe(given);

    const heard: ApiEvent[] = [];
    const stop = bridge.onEvent((event) => void heard.push(event));
    const event: ApiEvent = { name: 'notice', payload: { words: 'Done.' } };
    channel.emit('thrive:event', {}, event);
    stop();
    channel.emit('thrive:event', {}, event);
    expect(heard).toEqual([event]);
    expect(bridge.pathOf(new File([], 'known.xlsx'))).toBe('/x/known.xlsx');
    expect(bridge.upload).toBeNull();
  });
});

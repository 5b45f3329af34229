import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { allowedPath } from '../../../main/app/allowed-path.ts';
import { json, scratch, served } from './served.ts';

const problemOf = (text: string) => (JSON.parse(text) as { problem: { code: string } }).problem;

it('a call that is not on the map does not exist', async () => {
  const { ask, own } = await served();
  const headers = { ...json, ...(await own()) };
  for (const name of ['files.delete', 'constructor', '__proto__', 'shell']) {
    const { status, text } = await ask({
      method: 'POST',
      path: `/api/${name}`,
      headers,
      body: '{}',
    });
    expect(status).toBe(404);
    expect(problemOf(text).code).toBe('api.unknown-call');
  }
  const traversal = { method: 'POST', path: '/api/../shell.info', headers, body: '{}' };
  expect((await ask(traversal)).status).toBe(404);
  expect((await ask({ path: '/api/shell.info', headers })).status).toBe(404);
});

it.each(['{"more":1}', '[]', 'null', '"text"'])('refuses the input %s', async (body) => {
  const { ask, own } = await served();
  const headers = { ...json, ...(await own()) };
  const { status, text } = await ask({ method: 'POST', path: '/api/shell.info', headers, body });
  expect(status).toBe(400);
  expect(problemOf(text).code).toBe('api.invalid-input');
});

it.each(['{', '', '{"__proto__":{"a":1}}'])('does not understand the body %j', async (body) => {
  const { ask, own } = await served();
  const headers = { ...json, ...(await own()) };
  const { status, text } = await ask({ method: 'POST', path: '/api/shell.info', headers, body });
  expect(status).toBe(400);
  expect(text).toBe('Not understood.\n');
});

it('makes nothing of what is nested deeper, or is longer, than any call', async () => {
  const { ask, own } = await served();
  const headers = { ...json, ...(await own()) };
  const sent = (body: string) => ask({ method: 'POST', path: '/api/shell.info', headers, body });
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    const nested = (depth: number) => `${open.repeat(depth)}1${close.repeat(depth)}`;
    expect(problemOf((await sent(nested(60))).text).code).toBe('api.invalid-input');
    const deep = await sent(nested(1_000_000));
    expect([deep.status, deep.text]).toEqual([400, 'Not understood.\n']);
  }
  const wide = await sent(`{"a":[${'[],'.repeat(500_000)}0]}`);
  expect([wide.status, wide.text]).toEqual([400, 'Not understood.\n']);
  const within = JSON.stringify({ more: `"${'['.repeat(100)}` });
  expect(problemOf((await sent(within)).text).code).toBe('api.invalid-input');
});

it.each([
  undefined,
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
])('reads no call with the content type %s', async (type) => {
  const { ask, own } = await served();
  const headers = { ...(await own()), ...(type && { 'content-type': type }) };
  const { status } = await ask({ method: 'POST', path: '/api/shell.info', headers, body: '{}' });
  expect(status).toBe(415);
});

it('remembers preferences', async () => {
  const { ask, own } = await served();
  const headers = { ...json, ...(await own()) };
  const call = async (name: string, input: object): Promise<unknown> => {
    const body = JSON.stringify(input);
    const { text } = await ask({ method: 'POST', path: `/api/${name}`, headers, body });
    return JSON.parse(text);
  };
  expect(await call('prefs.get', { key: 'grid' })).toEqual({ ok: true, value: null });
  await call('prefs.set', { key: 'grid', value: '[1]' });
  expect(await call('prefs.get', { key: 'grid' })).toEqual({ ok: true, value: '[1]' });
  await call('prefs.set', { key: 'grid', value: null });
  expect(await call('prefs.get', { key: 'grid' })).toEqual({ ok: true, value: null });
});

it('hands over what it was started with, once', async () => {
  const { ask, own } = await served({ opened: ['/tmp/ledger.xlsx'] });
  const headers = { ...json, ...(await own()) };
  const take = { method: 'POST', path: '/api/shell.takeOpened', headers, body: '{}' };
  expect(JSON.parse((await ask(take)).text)).toEqual({ ok: true, value: ['/tmp/ledger.xlsx'] });
  expect(JSON.parse((await ask(take)).text)).toEqual({ ok: true, value: [] });
});

it('names paths only within the folders that were allowed', async () => {
  const folder = scratch();
  const root = join(folder, 'data');
  const allowed = join(folder, 'allowed');
  for (const each of [root, allowed, join(folder, 'allowed-not'), join(folder, 'other')])
    mkdirSync(each);
  writeFileSync(join(allowed, 'in.csv'), '');
  writeFileSync(join(folder, 'other', 'out.csv'), '');
  symlinkSync(join(folder, 'other'), join(allowed, 'way-out'));
  symlinkSync(join(folder, 'other', 'out.csv'), join(allowed, 'link.csv'));
  symlinkSync(join(folder, 'other', 'not-yet.csv'), join(allowed, 'dangling.csv'));
  symlinkSync(allowed, join(folder, 'way-in'));
  const ask = (path: string) => allowedPath({ allowedFolders: [allowed] }, path, root);

  expect(await ask(join(allowed, 'in.csv'))).toBe(join(allowed, 'in.csv'));
  expect(await ask(join(allowed, 'sub', 'new.csv'))).toBe(join(allowed, 'sub', 'new.csv'));
  expect(await ask(join(folder, 'way-in', 'in.csv'))).toBe(join(allowed, 'in.csv'));
  expect(await ask(join(root, 'exports', 'a.csv'))).toBe(join(root, 'exports', 'a.csv'));
  for (const path of [
    join(folder, 'other', 'out.csv'),
    `${allowed}/../other/out.csv`,
    join(allowed, 'way-out', 'out.csv'),
    join(allowed, 'way-out', 'new.csv'),
    join(allowed, 'link.csv'),
    join(allowed, 'dangling.csv'),
    join(folder, 'allowed-not', 'a.csv'),
    folder,
    '/etc/passwd',
  ])
    await expect(ask(path), path).rejects.toMatchObject({
      code: 'path.not-allowed',
      hint: expect.stringContaining('--allow') as string,
    });
  const outside = join(folder, 'other', 'out.csv');
  expect(await allowedPath({ allowedFolders: null }, outside, root)).toBe(outside);
});

it('says of what is no path that it is none', async () => {
  const root = scratch();
  writeFileSync(join(root, 'file.csv'), '');
  symlinkSync(join(root, 'round'), join(root, 'about'));
  symlinkSync(join(root, 'about'), join(root, 'round'));
  for (const [path, reason] of [
    [join(root, 'file.csv', 'in it.csv'), 'part of it is a file'],
    [join(root, 'a'.repeat(300)), 'it is too long'],
    [join(root, 'round'), 'its links form a loop'],
    [join(root, 'a\0b'), 'a character that is not allowed'],
  ] as const)
    await expect(allowedPath({ allowedFolders: [] }, path, root), reason).rejects.toMatchObject({
      kind: 'usage',
      code: 'path.unusable',
      message: expect.stringContaining(reason) as string,
    });
});

it('shows no folder outside what was allowed', async () => {
  const { ask, own } = await served();
  const headers = { ...json, ...(await own()) };
  const body = '{"path":"/etc/passwd"}';
  const path = '/api/shell.showInFolder';
  const { text } = await ask({ method: 'POST', path, headers, body });
  expect(problemOf(text).code).toBe('path.not-allowed');
});

it('streams events, and those missed while the line was down', async () => {
  const { loopback, own } = await served();
  const { cookie, 'x-thrive-session': key } = await own();
  const listen = async (lastSeen?: string) => {
    const request = get({
      host: '127.0.0.1',
      port: loopback.port,
      path: `/events?key=${key}`,
      headers: { cookie, ...(lastSeen && { 'last-event-id': lastSeen }) },
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.setEncoding('utf8');
    let text = '';
    const seen = async (wanted: string): Promise<string> => {
      while (!text.includes(wanted)) text += ((await once(response, 'data')) as [string])[0];
      return text;
    };
    return { response, request, seen };
  };
  const first = await listen();
  expect(first.response.headers['content-type']).toBe('text/event-stream');
  await first.seen('retry');
  loopback.application.openPlace('/a.csv');
  const id = /id: (\S+)/.exec(await first.seen('/a.csv'))![1]!;
  first.request.destroy();
  loopback.application.openPlace('/b.csv');
  const second = await listen(id);
  const text = await second.seen('/b.csv');
  expect(text).not.toContain('/a.csv');
  expect(text).toContain('data: {"name":"place.opened","payload":{"place":"/b.csv"}}\n\n');
  const ended = once(second.response, 'end');
  second.response.resume();
  await loopback.stop();
  await ended;
});

it('stops when asked, and answers who asked', async () => {
  const { ask, own, loopback } = await served();
  const headers = { ...json, ...(await own()) };
  const quit = await ask({ method: 'POST', path: '/api/shell.quit', headers, body: '{}' });
  expect(JSON.parse(quit.text)).toEqual({ ok: true, value: null });
  await loopback.stopped;
  await expect(ask({ path: '/' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

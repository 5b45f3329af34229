import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { json, scratch, served } from './served.ts';
import type { Sent } from './served.ts';

const CALL: Sent = { method: 'POST', path: '/api/shell.info', body: '{}' };

it('answers its own page', async () => {
  const { ask, own, loopback } = await served();
  const page = { ...json, ...(await own()), origin: `http://127.0.0.1:${loopback.port}` };
  const { status, text } = await ask({
    ...CALL,
    headers: { ...page, 'sec-fetch-site': 'same-origin' },
  });
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ ok: true, value: { host: 'loopback', dialogs: false } });
  const local = `localhost:${loopback.port}`;
  expect(
    (await ask({ ...CALL, headers: { ...page, host: local, origin: `http://${local}` } })).status,
  ).toBe(200);
});

it.each<[string, (port: number) => Record<string, string>]>([
  ['a foreign Origin', () => ({ origin: 'https://evil.example' })],
  ['the Origin of another port', (port) => ({ origin: `http://127.0.0.1:${port + 1}` })],
  ['an Origin of null', () => ({ origin: 'null' })],
  ['its other name as Origin', (port) => ({ origin: `http://localhost:${port}` })],
  ['a rebound Host', (port) => ({ host: `evil.example:${port}` })],
  ['a Host without the port', () => ({ host: '127.0.0.1' })],
  ['a Host that begins alike', (port) => ({ host: `127.0.0.1:${port}.evil.example` })],
  ['a cross-site request', () => ({ 'sec-fetch-site': 'cross-site' })],
  ['a request of another port', () => ({ 'sec-fetch-site': 'same-site' })],
])('gives nothing to %s, even with the cookie', async (_what, headers) => {
  const { ask, own, loopback } = await served();
  const forged = { ...json, ...(await own()), ...headers(loopback.port) };
  for (const sent of [
    CALL,
    { path: '/' },
    { path: '/events' },
    { path: '/assets/index-1a2b.js' },
    { method: 'POST', path: '/upload?name=a.csv', body: 'a' },
    { path: '/nowhere' },
  ]) {
    const { status, text } = await ask({ ...sent, headers: forged });
    expect(status).toBe(403);
    expect(text).toBe('Not allowed.\n');
  }
});

it('does not spend the token on a foreign request', async () => {
  const { ask, loopback } = await served();
  const { pathname, search } = new URL(loopback.openingUrl());
  const path = pathname + search;
  expect((await ask({ path, headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  expect((await ask({ path })).status).toBe(303);
});

it.each<[string, (good: string) => string | undefined]>([
  ['no cookie', () => undefined],
  ['an empty cookie', (good) => `${good.split('=')[0]}=`],
  ['a wrong cookie', (good) => `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`],
  ['the cookie of another port', (good) => good.replace(/^thrive-\d+/, 'thrive-1')],
])('gives nothing to a request with %s', async (_what, spoiled) => {
  const { ask, own } = await served();
  const { cookie, ...key } = await own();
  const value = spoiled(cookie);
  const headers = { ...json, ...key, ...(value !== undefined && { cookie: value }) };
  for (const sent of [CALL, { path: '/' }, { path: '/events' }, { path: '/download/x' }]) {
    const { status, text } = await ask({ ...sent, headers });
    expect(status).toBe(401);
    expect(text).toBe('Open this page with the link that was printed at the start.\n');
  }
});

it.each<[string, (good: string) => Readonly<Record<string, string>>]>([
  ['which browsers send to every port', () => ({})],
  ['with an empty key', () => ({ 'x-thrive-session': '' })],
  ['with its value as the key', (good) => ({ 'x-thrive-session': good.split('=')[1]! })],
])(
  'gives a page that has nothing in it to the cookie alone, %s, and no more',
  async (_what, key) => {
    const { ask, own, loopback } = await served();
    const { cookie } = await own();
    const headers = { ...json, ...key(cookie), cookie };
    for (const sent of [
      CALL,
      { path: '/events' },
      { path: '/events?key=' },
      { path: '/events?key=a&key=b' },
      { method: 'POST', path: '/upload?name=a.csv', body: 'a' },
      { path: '/nowhere' },
    ])
      expect((await ask({ ...sent, headers })).status).toBe(401);
    for (const path of ['/', '/assets/index-1a2b.js'])
      expect((await ask({ path, headers })).status).toBe(200);
    const other = await served();
    const foreign = { ...json, ...(await other.own()), cookie };
    expect((await ask({ ...CALL, headers: foreign })).status).toBe(401);
    expect(loopback.port).not.toBe(other.loopback.port);
  },
);

it('exchanges the token once, for a strict cookie', async () => {
  const { ask, loopback } = await served();
  const { pathname, search } = new URL(loopback.openingUrl());
  expect(search.length).toBeGreaterThanOrEqual('?token='.length + 43);
  const first = await ask({ path: pathname + search });
  expect(first.status).toBe(303);
  expect(first.headers['location']).toMatch(/^\/#key=[\w-]{43}$/);
  expect(first.headers['set-cookie']![0]).not.toContain(first.headers['location']!.slice(6));
  expect(first.headers['set-cookie']).toEqual([
    expect.stringMatching(/^thrive-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
  ]);
  const again = await ask({ path: pathname + search });
  expect(again.status).toBe(403);
  expect(again.headers['set-cookie']).toBeUndefined();
});

it('opens the running program for the browser that has it open, also by a link that was used', async () => {
  const { ask, own, loopback } = await served();
  const { cookie: held } = await own();
  const { pathname } = new URL(loopback.openingUrl());
  const again = await ask({ path: `${pathname}?token=spent`, headers: { cookie: held } });
  expect(again.status).toBe(303);
  expect(again.headers['location']).toBe('/');
  expect(again.headers['set-cookie']).toBeUndefined();
  const forged = { cookie: held.slice(0, -2) };
  expect((await ask({ path: `${pathname}?token=spent`, headers: forged })).status).toBe(403);
});

it.each(['', '?token=', '?token=wrong', '?token=a&token=b'])(
  'opens nothing for /open%s',
  async (query) => {
    const { ask, loopback } = await served();
    loopback.openingUrl();
    const { status, headers, text } = await ask({ path: `/open${query}` });
    expect(status).toBe(403);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain('<h1>This link no longer opens the program</h1>');
    expect(text).toContain('npm start');
  },
);

it('a new link makes the one before it void', async () => {
  const { ask, loopback } = await served();
  const old = new URL(loopback.openingUrl());
  loopback.openingUrl();
  expect((await ask({ path: old.pathname + old.search })).status).toBe(403);
});

it('puts a policy with a nonce of its own on every answer, and that nonce into the page', async () => {
  const { ask, own } = await served();
  const headers = { ...(await own()) };
  const nonces = new Set<string>();
  for (const sent of [
    { path: '/', headers },
    { path: '/', headers },
    { path: '/assets/index-1a2b.js', headers },
    { path: '/nowhere', headers },
    { ...CALL, headers: { ...headers, ...json } },
    { path: '/' },
    { path: '/%zz', headers: { host: 'elsewhere.example' } },
    { path: `/download/${'a'.repeat(500)}` },
  ]) {
    const answer = await ask(sent);
    // A mirror of the address would be for others to use.
    expect(answer.text).not.toMatch(/%zz|aaa/);
    const policy = String(answer.headers['content-security-policy']);
    const nonce = /'nonce-([\w-]{22})'/.exec(policy)?.[1];
    expect(policy).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    if (answer.text.startsWith('<script'))
      expect(answer.text).toBe(`<script nonce="${nonce}"></script>`);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    nonces.add(nonce!);
  }
  expect(nonces.size).toBe(8);
});

it('tells the one who started it what failed, and the page nothing of it', async () => {
  const faults: unknown[] = [];
  const pages = scratch();
  mkdirSync(join(pages, 'assets'));
  const { ask, own } = await served({ pages, log: (fault) => faults.push(fault) });
  const { status, text } = await ask({ headers: { ...(await own()) } });
  expect([status, text]).toEqual([500, 'Failed.\n']);
  expect(faults).toMatchObject([{ code: 'ENOENT', path: join(pages, 'index.html') }]);
});

it('lets the browser keep assets and nothing else', async () => {
  const { ask, own } = await served();
  const headers = { ...(await own()) };
  const cacheOf = async (path: string) => (await ask({ path, headers })).headers['cache-control'];
  expect(await cacheOf('/assets/index-1a2b.js')).toBe('public, max-age=31536000, immutable');
  expect(await cacheOf('/')).toBe('no-store');
  expect(await cacheOf('/assets/nothing.js')).toBe('no-store');
});

it.each([
  '/assets/../index.html',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/assets/..%5c..%5csecret.txt',
  '//etc/passwd',
])('serves no file outside the assets: %s', async (path) => {
  const { ask, own } = await served();
  const { status, text } = await ask({ path, headers: { ...(await own()) } });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(text).not.toContain('secret');
});

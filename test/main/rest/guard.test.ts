import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { SCOPES } from '../../../core/contract/tokens/scopes.ts';
import { giveToken } from '../../../main/tokens/give-token.ts';
import { servedApi } from './served.ts';

it('lets in who has a token that holds, for what it allows, and says what is wrong to who had one', async () => {
  const { ask, token, mine, history } = await servedApi();
  const status = (authorization: string) => ask('/v1/status', { headers: { authorization } });
  expect((await status(`Bearer ${mine}`)).json.token).toMatchObject({ name: 'test' });

  for (const wrong of [
    '',
    'Bearer',
    mine,
    `Basic ${mine}`,
    `Bearer ${mine}x`,
    `Bearer ${mine.slice(0, -1)}`,
  ])
    expect((await status(wrong)).json).toMatchObject({ status: 401, code: 'api.no-token' });
  const forged = mine.slice(0, -1) + (mine.endsWith('A') ? 'B' : 'A');
  const refusal = await status(`Bearer ${forged}`);
  expect([refusal.json.code, refusal.headers['www-authenticate']]).toEqual([
    'api.no-token',
    'Bearer',
  ]);
  expect(refusal.headers['content-type']).toMatch(/^application\/problem\+json/);

  const wanted = { name: 'old', scopes: ['runs:read' as const], days: 1 };
  const old = giveToken(history, wanted, Date.now() - 2 * 86_400_000);
  expect((await status(`Bearer ${old.token}`)).json.code).toBe('api.token-expired');
  const gone = token(['runs:read'], 'gone');
  history.revokeApiToken(history.apiTokens().find(({ name }) => name === 'gone')!.id);
  expect((await status(`Bearer ${gone}`)).json.code).toBe('api.token-revoked');

  const reader = token(['runs:read'], 'reader');
  const as = (path: string, method: string, body?: unknown) =>
    ask(path, { method, headers: { authorization: `Bearer ${reader}` }, body });
  expect((await as('/v1/runs', 'GET')).status).toBe(200);
  expect((await as('/v1/runs', 'POST', {})).json).toMatchObject({ status: 403, code: 'api.scope' });
});

it('keeps nothing of a token but its digest', async () => {
  const { mine, history } = await servedApi();
  expect(JSON.stringify(history.auditTrail())).not.toContain(mine.split('_')[2]);
  expect(JSON.stringify(history.apiTokens())).not.toContain(mine.split('_')[2]);
  expect(history.auditTrail().find(({ action }) => action === 'token.added')?.detail).toMatchObject(
    { name: 'test', scopes: Object.keys(SCOPES).sort() },
  );
});

it.each<[string, (port: number) => Record<string, string>]>([
  ['a rebound Host', (port) => ({ host: `evil.example:${port}` })],
  ['a Host without the port', () => ({ host: '127.0.0.1' })],
  ['a foreign Origin', () => ({ origin: 'https://evil.example' })],
  ['an Origin of null', () => ({ origin: 'null' })],
])('gives nothing to %s, and no page of elsewhere leave to read', async (_what, headers) => {
  const { ask, server } = await servedApi();
  for (const path of ['/v1/status', '/docs', '/openapi.json']) {
    const answer = await ask(path, { headers: headers(server.port) });
    expect(answer.json).toMatchObject({ status: 403, code: 'api.foreign-host' });
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  }
});

it('refuses what is too large, announced or not, too deep, of another type, or no JSON', async () => {
  const { ask } = await servedApi();
  const post = (body: string, headers: Record<string, string> = {}) =>
    ask('/v1/runs', { method: 'POST', body, headers });
  const large = 'x'.repeat(33 * 2 ** 20);
  expect(
    (await post(large, { 'content-length': String(large.length) }).catch(() => null))?.status ??
      413,
  ).toBe(413);
  expect(
    (await post(large, { 'transfer-encoding': 'chunked' }).catch(() => null))?.status ?? 413,
  ).toBe(413);
  expect((await post('['.repeat(5000) + ']'.repeat(5000))).json.code).toBe('api.malformed');
  expect((await post('{"place":')).json.code).toBe('api.malformed');
  expect((await post('{"__proto__":{"a":1}}')).json.code).toBe('api.malformed');
  expect(
    (await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).json.code,
  ).toBe('api.media-type');
  expect((await ask('/v1/runs?cursor=x')).json).toMatchObject({
    code: 'api.invalid-input',
    details: { where: 'query.cursor' },
  });
  expect((await ask('/v1/status')).status).toBe(200);
});

it('gives up who sends slowly, and lets no header through in a line of its own', async () => {
  const { server, mine } = await servedApi({ slowSenders: { headersMs: 200, silenceMs: 200 } });
  const send = (...lines: string[]): Promise<string> =>
    new Promise((resolve) => {
      let text = '';
      const socket = connect(server.port, '127.0.0.1', () => socket.write(lines.join('\r\n')));
      socket.setEncoding('utf8').on('data', (part: string) => (text += part));
      socket.on('error', () => undefined).on('close', () => resolve(text));
    });
  const own = [`host: 127.0.0.1:${server.port}`, `authorization: Bearer ${mine}`];
  expect(await send('POST /v1/runs HTTP/1.1', ...own)).not.toContain('200 OK');
  const body = ['content-type: application/json', 'content-length: 99', '', '{'];
  expect(await send('POST /v1/runs HTTP/1.1', ...own, ...body)).toBe('');
  const injected = await send(
    'GET /v1/runs/x%0d%0aset-cookie:%20a=b HTTP/1.1',
    ...own,
    'connection: close',
    '',
    '',
  );
  expect(injected.toLowerCase()).not.toContain('\nset-cookie');
});

it('lets a token make so many requests in a minute, and no more, whatever others do', async () => {
  const { ask, token } = await servedApi({ requestsPerMinute: 3 });
  const other = { authorization: `Bearer ${token(['runs:read'], 'other')}` };
  for (let i = 0; i < 3; i++) expect((await ask('/v1/status')).status).toBe(200);
  const refused = await ask('/v1/status');
  expect(refused.json).toMatchObject({ status: 429, code: 'api.too-many-requests' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask('/v1/status', { headers: other })).status).toBe(200);
});

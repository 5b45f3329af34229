import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { attachment, newDownloads } from '../../../main/loopback/downloads.ts';
import { keepUpload } from '../../../main/loopback/upload.ts';
import { inLines, json, scratch, served } from './served.ts';
import { PATIENTLY } from '../../patience.ts';

const octets = { 'content-type': 'application/octet-stream' };
const uploadsIn = (dataDir: string): string[] => {
  const folder = join(dataDir, 'uploads');
  return existsSync(folder) ? readdirSync(folder) : [];
};

it('keeps an upload under its hash and name', async () => {
  const { ask, own, dataDir } = await served();
  const headers = { ...octets, ...(await own()) };
  const body = Buffer.from('TRANS_ID\n1\n');
  const sha256 = createHash('sha256').update(body).digest('hex');
  const path = `/upload?name=${encodeURIComponent('März & <April>.csv')}`;
  const place = join(dataDir, 'uploads', sha256, 'März & _April_.csv');
  for (let time = 0; time < 2; time++) {
    const { status, text } = await ask({ method: 'POST', path, headers, body });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ ok: true, value: { place } });
  }
  expect(readFileSync(place)).toEqual(body);
  expect(uploadsIn(dataDir)).toEqual([sha256]);
});

it.each([
  ['con', '_con'],
  ['AUX.csv', '_AUX.csv'],
  ['nul .xlsx', '_nul .xlsx'],
  ['com1.parquet', '_com1.parquet'],
  ['lpt³', '_lpt³'],
  ['CONIN$.csv', '_CONIN$.csv'],
  ['rows.csv. .', 'rows.csv_'],
  ['console.csv', 'console.csv'],
])('keeps %s as %s, which Windows can open', async (name, kept) => {
  const { ask, own } = await served();
  const headers = { ...octets, ...(await own()) };
  const path = `/upload?name=${encodeURIComponent(name)}`;
  const { text } = await ask({ method: 'POST', path, headers, body: 'a' });
  const { value } = JSON.parse(text) as { value: { place: string } };
  expect(basename(value.place)).toBe(kept);
});

it.each([
  '',
  '?name=',
  '?name=..',
  '?name=.hidden',
  '?name=..%2F..%2Fhistory.sqlite',
  '?name=..%5C..%5Chistory.sqlite',
  '?name=%2Fetc%2Fpasswd',
  '?name=C%3A%5Ca.csv',
  '?name=a%00.csv',
  '?name=a&name=b',
  `?name=${'a'.repeat(251)}`,
  `?name=${encodeURIComponent('漢'.repeat(100))}`,
])('keeps nothing under the name %s', async (query) => {
  const { ask, own, dataDir } = await served();
  const headers = { ...octets, ...(await own()) };
  const answer = await ask({ method: 'POST', path: `/upload${query}`, headers, body: 'a' });
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text)).toMatchObject({ ok: false, problem: { code: 'upload.name' } });
  expect(uploadsIn(dataDir)).toEqual([]);
});

it.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain'])(
  'takes no upload as %s',
  async (type) => {
    const { ask, own, dataDir } = await served();
    const headers = { 'content-type': type, ...(await own()) };
    const path = '/upload?name=a.csv';
    expect((await ask({ method: 'POST', path, headers, body: '{}' })).status).toBe(415);
    expect(uploadsIn(dataDir)).toEqual([]);
  },
);

it('refuses what is announced as too large before any of it has come', async () => {
  const { send, own, dataDir } = await served();
  const head = [
    'POST /upload?name=a.csv HTTP/1.1',
    ...inLines(await own()),
    'content-type: application/octet-stream',
    `content-length: ${9 * 2 ** 30}`,
    '',
    '',
  ];
  const answer = await send(head);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('"upload.too-large"');
  expect(uploadsIn(dataDir)).toEqual([]);
});

it.each([
  ['headers', ['POST /upload?name=a.csv HTTP/1.1', 'x-half: '], { headersMs: 50 }],
  [
    'an upload',
    ['content-type: application/octet-stream', 'content-length: 9', '', 'half'],
    { silenceMs: 50 },
  ],
  ['a call', ['content-type: application/json', 'content-length: 9', '', '{'], { silenceMs: 50 }],
] as const)('gives %s up that stop halfway', async (what, lines, slowSenders) => {
  const { send, own, dataDir } = await served({ slowSenders });
  const path = what === 'a call' ? '/api/shell.info' : '/upload?name=a.csv';
  const head = what === 'headers' ? [] : [`POST ${path} HTTP/1.1`, ...inLines(await own())];
  // Resolves when the program has closed the connection.
  expect(await send([...head, ...lines])).not.toMatch(/ 200 /);
  await vi.waitFor(() => expect(uploadsIn(dataDir)).toEqual([]), PATIENTLY);
});

it('refuses what is too large, said beforehand or not', async () => {
  const { ask, own, dataDir } = await served({ mostUploadedBytes: 10 });
  const headers = { ...octets, ...(await own()) };
  const path = '/upload?name=a.csv';
  expect((await ask({ method: 'POST', path, headers, body: 'x'.repeat(10) })).status).toBe(200);
  const refused = { ok: false, problem: { code: 'upload.too-large' } };
  const large = await ask({ method: 'POST', path, headers, body: 'x'.repeat(11) });
  expect(large.status).toBe(400);
  expect(JSON.parse(large.text)).toMatchObject(refused);
  const chunked = { ...headers, 'transfer-encoding': 'chunked' };
  const larger = Buffer.alloc(5_000_000);
  const unsaid = await ask({ method: 'POST', path, headers: chunked, body: larger });
  expect(JSON.parse(unsaid.text)).toMatchObject(refused);
  // What had arrived is cleared away beside the answer, not before it.
  await vi.waitFor(() => expect(uploadsIn(dataDir)).toHaveLength(1), PATIENTLY);
});

it('leaves nothing of an upload that was cut off', async () => {
  const root = scratch();
  const body = new PassThrough();
  const kept = keepUpload(root, 'a.csv', body, 100);
  body.write('half');
  body.destroy();
  await expect(kept).rejects.toMatchObject({ code: 'upload.cut-off' });
  expect(uploadsIn(root)).toEqual([]);
});

it('offers a download under an id, once', () => {
  const folder = scratch();
  const path = join(folder, 'a.csv');
  writeFileSync(path, '<b>1</b>');
  const downloads = newDownloads();
  const url = downloads.offer(path, 'a.csv');
  const id = url.split('/').at(-1)!;
  expect(url).toMatch(/^\/download\/[\w-]{22}$/);
  expect(downloads.take('other')).toBeNull();
  expect(downloads.take(id)).toEqual({ path, name: 'a.csv' });
  expect(downloads.take(id)).toBeNull();
});

it('gives a download once, as an attachment', async () => {
  const { loopback, ask, own, dataDir } = await served();
  const path = join(dataDir, 'a.csv');
  writeFileSync(path, '<b>1</b>');
  const url = loopback.offerDownload(path, 'ä.html');
  expect((await ask({ path: url })).status).toBe(401);
  const headers = { ...(await own()) };
  const first = await ask({ path: url, headers });
  expect(first.text).toBe('<b>1</b>');
  expect(first.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="_.html"; filename*=UTF-8''%C3%A4.html`,
    'content-length': '8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  const again = await ask({ path: url, headers });
  expect([again.status, again.text]).toEqual([404, 'Not found.\n']);
  const gone = loopback.offerDownload(join(dataDir, 'gone.csv'), 'gone.csv');
  expect((await ask({ path: gone, headers })).status).toBe(404);
});

it('names a download whatever letters its name has', () => {
  expect(attachment('Übersicht "1"\r\nx: y.csv')).toBe(
    `attachment; filename="_bersicht _1___x: y.csv"; filename*=UTF-8''%C3%9Cbersicht%20%221%22%0D%0Ax%3A%20y.csv`,
  );
});

it('takes an upload from nobody who is not signed in, where the data folder has people', async () => {
  const { ask, own, dataDir } = await served();
  const headers = { ...(await own()), ...json };
  const call = async (name: string, input: object): Promise<number> => {
    const body = JSON.stringify(input);
    return (await ask({ method: 'POST', path: `/api/${name}`, headers, body })).status;
  };
  const passphrase = 'the passphrase of Ada';
  expect(await call('people.add', { name: 'Ada', roles: ['preparer'], passphrase })).toBe(200);
  const upload = () =>
    ask({
      method: 'POST',
      path: '/upload?name=a.csv',
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      body: 'a',
    });
  expect((await upload()).status).toBe(200);
  await call('people.sign-out', {});
  const refused = await upload();
  expect(JSON.parse(refused.text)).toMatchObject({ problem: { code: 'people.sign-in' } });
  expect(uploadsIn(dataDir)).toHaveLength(1);
});

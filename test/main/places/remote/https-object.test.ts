import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fetchPlace } from '../../../../main/places/fetch/fetch-place.ts';
import { problemOf, scratch } from '../../app/application-fixture.ts';
import { fetchOptions } from '../fetch/fetch-options.ts';
import { keptIn, remoteServer, truncated } from './remote-server.ts';
import type { Answer } from './remote-server.ts';

const LEDGER = 'TRANS_ID,TCTYPE\n1,earned\n';
const SHA256 = createHash('sha256').update(LEDGER).digest('hex');
const MODIFIED = 'Tue, 24 Nov 2026 10:00:00 GMT';

const ledger: Answer = (_request, response) =>
  void response
    .writeHead(200, { 'content-length': LEDGER.length, 'last-modified': MODIFIED })
    .end(LEDGER);
const status =
  (code: number): Answer =>
  (_request, response) =>
    void response.writeHead(code).end('no ledger at all');

describe('a place of the web', () => {
  it('is kept under its checksum and its name, without what gave access to it', async () => {
    const { origin, asked } = await remoteServer(ledger);
    const root = scratch();
    const told: [number, number | null][] = [];
    const fetched = await fetchPlace(
      `${origin}/2026/M%C3%A4rz%20ledger.csv?X-Amz-Signature=secret`,
      fetchOptions(root, { onProgress: ({ done, of }) => void told.push([done, of]) }),
    );
    expect(fetched).toEqual({
      place: `${origin}/2026/M%C3%A4rz%20ledger.csv`,
      name: 'März ledger.csv',
      path: join(root, 'fetched', SHA256, 'März ledger.csv'),
      sha256: SHA256,
      bytes: LEDGER.length,
      modifiedAt: Date.parse(MODIFIED),
      source: `${origin}/2026/M%C3%A4rz%20ledger.csv`,
      facts: { from: 'place', checkedBy: null, etag: null, versionId: null, choice: null },
      choice: null,
    });
    expect(readFileSync(fetched.path, 'utf8')).toBe(LEDGER);
    expect(asked[0]!.url).toContain('X-Amz-Signature=secret');
    expect(told.at(-1)).toEqual([LEDGER.length, LEDGER.length]);
    expect(keptIn(root)).toEqual([SHA256, join(SHA256, 'März ledger.csv')]);
    // The same bytes again lie where they lay.
    expect(await fetchPlace(fetched.place, fetchOptions(root))).toEqual(fetched);
    expect(keptIn(root)).toHaveLength(2);
  });

  it('is fetched without an announced size', async () => {
    const { origin } = await remoteServer((_request, response) => {
      response.writeHead(200);
      response.write(LEDGER.slice(0, 10));
      response.end(LEDGER.slice(10));
    });
    const told: (number | null)[] = [];
    const fetched = await fetchPlace(
      `${origin}/a.csv`,
      fetchOptions(scratch(), { onProgress: ({ of }) => void told.push(of) }),
    );
    expect(fetched).toMatchObject({ sha256: SHA256, modifiedAt: null });
    expect(new Set(told)).toEqual(new Set([null]));
  });

  it('is followed where it has moved to', async () => {
    const other = await remoteServer(ledger);
    const { origin, asked } = await remoteServer(
      (request, response) =>
        void response
          .writeHead(302, { location: request.url === '/a' ? '/b' : `${other.origin}/c.csv` })
          .end(),
    );
    const fetched = await fetchPlace(`${origin}/a`, fetchOptions(scratch()));
    // It is known by the address that was given.
    expect(fetched).toMatchObject({ place: `${origin}/a`, sha256: SHA256 });
    expect(asked.map(({ url }) => url)).toEqual(['/a', '/b']);
    expect(other.asked.map(({ url }) => url)).toEqual(['/c.csv']);
  });

  it('gives user and password to the place they are for, and to no other', async () => {
    const other = await remoteServer(ledger);
    const { origin, asked } = await remoteServer(
      (request, response) =>
        void response
          .writeHead(302, { location: request.url === '/a' ? '/b' : `${other.origin}/c.csv` })
          .end(),
    );
    const place = `${origin.replace('//', '//ana:p%40ss%zz@')}/a`;
    const fetched = await fetchPlace(place, fetchOptions(scratch()));
    expect(fetched.place).not.toContain('ss');
    const basic = `Basic ${Buffer.from('ana:p%40ss%zz').toString('base64')}`;
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([basic, basic]);
    expect(other.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('is given up where nothing is heard of it, before and within the body', async () => {
    const root = scratch();
    const silent = await remoteServer(() => undefined);
    const stuck = await remoteServer((_request, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('the first of them');
    });
    for (const { origin } of [silent, stuck])
      expect(
        await problemOf(fetchPlace(`${origin}/a.csv`, fetchOptions(root, { patienceMs: 100 }))),
      ).toBe('source.timeout');
    expect(keptIn(root)).toEqual([]);
  });

  const refusals: [string, Answer, string][] = [
    ['is not there', status(404), 'source.missing'],
    ['is gone', status(410), 'source.missing'],
    ['wants a sign-in', status(401), 'source.no-permission'],
    ['is denied', status(403), 'source.no-permission'],
    ['is served by a broken server', status(500), 'source.server-fault'],
    ['is busy', status(503), 'source.busy'],
    ['is refused for another reason', status(418), 'source.http-status'],
    [
      'redirects in circles',
      (_request, response) => void response.writeHead(301, { location: '/again' }).end(),
      'source.redirects',
    ],
    [
      'redirects to plain http elsewhere',
      (_request, response) =>
        void response.writeHead(302, { location: 'http://ledgers.example/a.csv' }).end(),
      'source.not-encrypted',
    ],
    [
      'redirects to a file of this machine',
      (_request, response) => void response.writeHead(302, { location: 'file:///etc/hosts' }).end(),
      'source.not-encrypted',
    ],
    ['ends before its end', truncated, 'source.truncated'],
    ['cuts the connection', (request) => void request.socket.destroy(), 'source.connection-lost'],
  ];
  it.each(refusals)('says what is wrong where it %s', async (_name, answer, code) => {
    const { origin } = await remoteServer(answer);
    const root = scratch();
    const fetching = fetchPlace(`${origin}/a.csv?X-Amz-Signature=secret`, fetchOptions(root));
    await expect(fetching).rejects.toMatchObject({ kind: 'source-unreadable', code });
    await expect(fetching).rejects.not.toMatchObject({
      message: expect.stringContaining('secret') as string,
    });
    expect(keptIn(root)).toEqual([]);
  });

  it('has an address that can be one', async () => {
    expect(await problemOf(fetchPlace('https://', fetchOptions(scratch())))).toBe('source.address');
    const { origin } = await remoteServer(
      (_request, response) => void response.writeHead(302, { location: 'https://' }).end(),
    );
    expect(await problemOf(fetchPlace(`${origin}/a`, fetchOptions(scratch())))).toBe(
      'source.address',
    );
  });

  it('says so where nobody listens', async () => {
    const server = await remoteServer(ledger);
    await server.close();
    expect(await problemOf(fetchPlace(`${server.origin}/a.csv`, fetchOptions(scratch())))).toBe(
      'source.connection-refused',
    );
  });

  it.each([
    'http://ledgers.example/a.csv',
    'http://127.0.0.1.ledgers.example/a.csv',
    'http://localhost.ledgers.example/a.csv',
  ])('is not asked without encryption: %s', async (place) => {
    expect(await problemOf(fetchPlace(place, fetchOptions(scratch())))).toBe(
      'source.not-encrypted',
    );
  });

  it('is given up when the analyst cancels, before and within the body', async () => {
    const root = scratch();
    const before = new AbortController();
    const silent = await remoteServer(() => before.abort());
    expect(
      await problemOf(
        fetchPlace(`${silent.origin}/a.csv`, fetchOptions(root, { signal: before.signal })),
      ),
    ).toBe('run.cancelled');

    const within = new AbortController();
    const slow = await remoteServer((_request, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('the first of them');
    });
    expect(
      await problemOf(
        fetchPlace(
          `${slow.origin}/a.csv`,
          fetchOptions(root, { signal: within.signal, onProgress: () => within.abort() }),
        ),
      ),
    ).toBe('run.cancelled');
    expect(keptIn(root)).toEqual([]);
  });
});

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchPlace } from '../../../../main/places/fetch/fetch-place.ts';
import type { FetchOptions } from '../../../../main/places/fetch/fetch-place.ts';
import { problemOf, scratch } from '../../app/application-fixture.ts';
import { fetchOptions, PLAIN } from '../fetch/fetch-options.ts';
import { keptIn, remoteServer, truncated } from '../remote/remote-server.ts';
import type { Answer } from '../remote/remote-server.ts';

const LEDGER = 'TRANS_ID,TCTYPE\n1,earned\n';
const SHA256 = createHash('sha256').update(LEDGER).digest('hex');
const MODIFIED = 'Tue, 24 Nov 2026 10:00:00 GMT';
const KEY = 'AKIAEXAMPLE';

const object: Answer = (_request, response) =>
  void response
    .writeHead(200, { 'content-length': LEDGER.length, 'last-modified': MODIFIED })
    .end(LEDGER);

/** An error as S3 words it. */
const refusal =
  (status: number, code: string): Answer =>
  (_request, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/xml' })
      .end(
        `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}, says the storage</Message></Error>`,
      );

const fetchFrom = (
  endpoint: string,
  root: string,
  changes: Partial<FetchOptions> = {},
  place = 's3://ledgers/2026/a.csv',
) =>
  fetchPlace(
    place,
    fetchOptions(root, {
      access: { ...PLAIN, s3: { endpoint, region: 'eu-central-1', pathStyle: true } },
      ...changes,
    }),
  );

beforeEach(() => {
  // Whatever this machine knows of AWS is not to be used, and none of it is to be asked.
  const none = join(import.meta.dirname, 'no-such-file');
  const env: Record<string, string | undefined> = {
    AWS_ACCESS_KEY_ID: KEY,
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_REGION: undefined,
    AWS_DEFAULT_REGION: undefined,
    AWS_CONFIG_FILE: none,
    AWS_SHARED_CREDENTIALS_FILE: none,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
    AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
    AWS_MAX_ATTEMPTS: '2',
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return () => vi.unstubAllEnvs();
});

describe('an object of S3', () => {
  it('is asked for with a signature, and kept under its checksum and its name', async () => {
    const { origin, asked } = await remoteServer(object);
    const root = scratch();
    const told: [number, number | null][] = [];
    const fetched = await fetchFrom(origin, root, {
      onProgress: ({ done, of }) => void told.push([done, of]),
    });
    expect(fetched).toEqual({
      place: 's3://ledgers/2026/a.csv',
      name: 'a.csv',
      path: join(root, 'fetched', SHA256, 'a.csv'),
      sha256: SHA256,
      bytes: LEDGER.length,
      modifiedAt: Date.parse(MODIFIED),
      source: 's3://ledgers/2026/a.csv',
      facts: { from: 'place', checkedBy: null, etag: null, versionId: null, choice: null },
      choice: null,
    });
    expect(readFileSync(fetched.path, 'utf8')).toBe(LEDGER);
    expect(told.at(-1)).toEqual([LEDGER.length, LEDGER.length]);
    expect(asked[0]!.url).toMatch(/^\/ledgers\/2026\/a\.csv(\?|$)/);
    expect(asked[0]!.headers.authorization).toMatch(
      new RegExp(`^AWS4-HMAC-SHA256 Credential=${KEY}/\\d+/eu-central-1/s3/`),
    );
  });

  it('may have a key with blanks, signs and letters of any language', async () => {
    const { origin, asked } = await remoteServer(object);
    const place = 's3://ledgers/März 2026/a+b (1).csv';
    const fetched = await fetchFrom(origin, scratch(), {}, place);
    expect(fetched).toMatchObject({ place, name: 'a+b (1).csv' });
    expect(decodeURIComponent(asked[0]!.url!.split('?')[0]!)).toBe(
      '/ledgers/März 2026/a+b (1).csv',
    );
  });

  it('in a version that is missing is told apart from one that is missing, also where the storage does not', async () => {
    for (const [known, code] of [
      [true, 'source.no-version'],
      [false, 'source.missing'],
    ] as const) {
      const { origin } = await remoteServer((request, response) =>
        known && !request.url!.includes('versionId')
          ? void object(request, response)
          : void refusal(404, 'NoSuchKey')(request, response),
      );
      const s3 = { endpoint: origin, region: 'us-east-1', pathStyle: true, versionId: 'gone' };
      const asked = fetchFrom(origin, scratch(), { access: { ...PLAIN, s3 } });
      expect(await problemOf(asked)).toBe(code);
    }
  });

  it('that was refused is not to be tried again later, unless the storage failed', async () => {
    for (const [status, hint] of [
      [400, /would be refused again/],
      [599, /^Try again later/],
    ] as const) {
      const { origin } = await remoteServer(refusal(status, 'SomethingNew'));
      await expect(fetchFrom(origin, scratch())).rejects.toMatchObject({
        code: 'source.s3',
        hint: expect.stringMatching(hint) as string,
      });
    }
  });

  const refusals: [string, Answer, string][] = [
    ['no such object', refusal(404, 'NoSuchKey'), 'source.missing'],
    ['no such bucket', refusal(404, 'NoSuchBucket'), 'source.no-bucket'],
    ['access denied', refusal(403, 'AccessDenied'), 'source.no-permission'],
    ['another region', refusal(400, 'AuthorizationHeaderMalformed'), 'source.wrong-region'],
    ['an expired session', refusal(400, 'ExpiredToken'), 'source.expired-token'],
    ['a wrong key', refusal(403, 'InvalidAccessKeyId'), 'source.wrong-credentials'],
    ['a wrong secret', refusal(403, 'SignatureDoesNotMatch'), 'source.wrong-credentials'],
    ['an archived object', refusal(403, 'InvalidObjectState'), 'source.archived'],
    [
      'a refusal without a name',
      (_r, response) => void response.writeHead(403).end(),
      'source.no-permission',
    ],
    [
      'other bytes than were stored',
      (_request, response) =>
        void response
          .writeHead(200, { 'content-length': LEDGER.length, 'x-amz-checksum-crc32': 'AAAAAA==' })
          .end(LEDGER),
      'source.checksum',
    ],
    ['an error of its own', refusal(400, 'SomethingNew'), 'source.s3'],
    ['a body that ends before its end', truncated, 'source.truncated'],
    [
      'a connection that is cut',
      (request) => void request.socket.destroy(),
      'source.connection-lost',
    ],
  ];
  it.each(refusals)('says what is wrong: %s', async (_name, answer, code) => {
    const { origin } = await remoteServer(answer);
    const root = scratch();
    await expect(fetchFrom(origin, root)).rejects.toMatchObject({
      kind: 'source-unreadable',
      code,
    });
    expect(keptIn(root)).toEqual([]);
  });

  it('is fetched at the second attempt where the storage was busy at the first', async () => {
    const { origin, asked } = await remoteServer((request, response) =>
      (asked.length === 1 ? refusal(503, 'SlowDown') : object)(request, response),
    );
    expect(await fetchFrom(origin, scratch())).toMatchObject({ sha256: SHA256 });
    expect(asked.map(({ method }) => method)).toEqual(['HEAD', 'HEAD', 'GET']);
  });

  it('is given up where nothing is heard of it', async () => {
    const { origin } = await remoteServer(() => undefined);
    expect(await problemOf(fetchFrom(origin, scratch(), { patienceMs: 100 }))).toBe(
      'source.timeout',
    );
  });

  it('says so where nobody listens', async () => {
    const server = await remoteServer(object);
    await server.close();
    expect(await problemOf(fetchFrom(server.origin, scratch()))).toBe('source.connection-refused');
  });

  it('says so where there are no credentials', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    const { origin, asked } = await remoteServer(object);
    expect(await problemOf(fetchFrom(origin, scratch()))).toBe('source.no-credentials');
    expect(asked).toEqual([]);
  });

  it('is not asked without encryption but on this machine', async () => {
    expect(await problemOf(fetchFrom('http://minio.example:9000', scratch()))).toBe(
      'source.not-encrypted',
    );
  });

  it.each(['s3://a', 's3:///a.csv', 's3://led gers/a.csv'])(
    'has an address that can be one: not %s',
    async (place) => {
      const { origin, asked } = await remoteServer(object);
      expect(await problemOf(fetchFrom(origin, scratch(), {}, place))).toBe('source.address');
      expect(asked).toEqual([]);
    },
  );

  it('is given up when the analyst cancels, before and within the body', async () => {
    const root = scratch();
    const before = new AbortController();
    const silent = await remoteServer(() => before.abort());
    expect(await problemOf(fetchFrom(silent.origin, root, { signal: before.signal }))).toBe(
      'run.cancelled',
    );
    const within = new AbortController();
    const slow = await remoteServer(({ method }, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      if (method === 'HEAD') response.end();
      else response.write('the first of them');
    });
    expect(
      await problemOf(
        fetchFrom(slow.origin, root, {
          signal: within.signal,
          onProgress: () => within.abort(),
        }),
      ),
    ).toBe('run.cancelled');
    expect(keptIn(root)).toEqual([]);
  });
});

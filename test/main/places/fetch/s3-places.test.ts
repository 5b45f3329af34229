import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RemoteAccess } from '../../../../core/contract/api/places.ts';
import { fetchPlace } from '../../../../main/places/fetch/fetch-place.ts';
import type { FetchOptions } from '../../../../main/places/fetch/fetch-place.ts';
import { testConnection } from '../../../../main/sources/test-connection.ts';
import { awsErrors } from '../../../s3/s3-answer.ts';
import type { Fault } from '../../../s3/faults.ts';
import { forwardProxy } from '../../../s3/forward-proxy.ts';
import { s3Server } from '../../../s3/s3-server.ts';
import type { S3Server } from '../../../s3/s3-server.ts';
import { problemOf, scratch } from '../../app/application-fixture.ts';
import { fetchOptions, PART_BYTES } from './fetch-options.ts';
import { keptIn } from '../remote/remote-server.ts';

let s3: S3Server;
beforeAll(async () => {
  s3 = await s3Server({
    buckets: [
      'ledgers',
      { name: 'versions', versioned: true },
      { name: 'paid', requesterPays: true },
      { name: 'frankfurt', region: 'eu-central-1' },
      { name: 'plain', checksums: 'unknown' },
      { name: 'public', public: true },
      { name: 'pages', pageKeys: 5 },
    ],
  });
});
afterAll(() => s3.close());
afterEach(() => s3.faults.clear());

const CUSTOMER_KEY = Buffer.alloc(32, 7).toString('base64');
const LARGE = 3 * PART_BYTES + 4321;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const access = (
  changes: RemoteAccess['s3'] = {},
  secret: Partial<NonNullable<RemoteAccess['secret']>> = {},
): RemoteAccess => ({
  s3: { endpoint: s3.endpoint, pathStyle: true, region: 'us-east-1', ...changes },
  secret: {
    keys: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey },
    ...secret,
  },
  network: { proxy: null, caFile: null },
});
const fetching = (place: string, changes: Partial<FetchOptions> = {}, root = scratch()) =>
  fetchPlace(place, fetchOptions(root, { access: access(), ...changes }));
/** What was asked since. */
const asking = () => {
  const before = s3.requests.length;
  return () => s3.requests.slice(before).map(({ operation }) => operation);
};

describe('an object of an S3 server', () => {
  it('is looked at, fetched, checked and kept', async () => {
    await s3.put('ledgers', '2026/März a+b?c#d%41.csv', 'TRANS_ID\n1\n');
    const asked = asking();
    const fetched = await fetching('s3://ledgers/2026/März a+b?c#d%41.csv');
    expect(fetched).toMatchObject({
      place: 's3://ledgers/2026/März a+b?c#d%41.csv',
      name: 'März a+b?c#d%41.csv',
      bytes: 11,
      sha256: sha256(Buffer.from('TRANS_ID\n1\n')),
      facts: { from: 'place', checkedBy: 'md5', choice: null },
    });
    expect(asked()).toEqual(['HeadObject', 'GetObject']);
  });

  it('that is large comes in parts, and is checked as a whole', async () => {
    const bytes = randomBytes(LARGE);
    await s3.put('ledgers', 'large.csv', bytes);
    const asked = asking();
    const fetched = await fetching('s3://ledgers/large.csv');
    expect(fetched.sha256).toBe(sha256(bytes));
    expect(sha256(readFileSync(fetched.path))).toBe(fetched.sha256);
    expect(asked()).toEqual(['HeadObject', ...Array.from({ length: 4 }, () => 'GetObject')]);
  });

  it('that was uploaded in parts is checked by the checksum of their checksums', async () => {
    const parts = [randomBytes(5000), randomBytes(5000), randomBytes(700)];
    await s3.putInParts('ledgers', 'parts.csv', parts);
    const fetched = await fetching('s3://ledgers/parts.csv');
    expect(fetched.sha256).toBe(sha256(Buffer.concat(parts)));
    expect(fetched.facts).toMatchObject({ checkedBy: 'crc32' });
    s3.faults.next(9, { kind: 'flip', at: 6000 }, { operation: 'GetObject' });
    expect(await problemOf(fetching('s3://ledgers/parts.csv'))).toBe('source.checksum');
  });

  it('that was uploaded in parts of unequal size is checked by its number of bytes', async () => {
    await s3.putInParts('ledgers', 'odd.csv', [randomBytes(100), randomBytes(5000)]);
    expect((await fetching('s3://ledgers/odd.csv')).facts?.checkedBy).toBeNull();
  });

  it('costs one request while it is unchanged', async () => {
    const root = scratch();
    await s3.put('ledgers', 'same.csv', 'same');
    const first = await fetching('s3://ledgers/same.csv', {}, root);
    const asked = asking();
    const second = await fetching('s3://ledgers/same.csv', {}, root);
    expect(asked()).toEqual(['HeadObject']);
    expect(second).toEqual({ ...first, facts: { ...first.facts, from: 'cache' } });
    await s3.put('ledgers', 'same.csv', 'other');
    expect((await fetching('s3://ledgers/same.csv', {}, root)).bytes).toBe(5);
  });

  it('may be one version of it', async () => {
    await s3.put('versions', 'a.csv', 'first');
    const one = await fetching('s3://versions/a.csv');
    await s3.put('versions', 'a.csv', 'second!');
    expect((await fetching('s3://versions/a.csv')).bytes).toBe(7);
    const versionId = one.facts!.versionId!;
    const old = await fetching('s3://versions/a.csv', { access: access({ versionId }) });
    expect(old).toMatchObject({ bytes: 5, facts: { versionId } });
    const none = access({ versionId: 'no-such-version' });
    expect(await problemOf(fetching('s3://versions/a.csv', { access: none }))).toBe(
      'source.no-version',
    );
  });

  it('may be paid for by whoever asks', async () => {
    await s3.put('paid', 'a.csv', 'a');
    expect(await problemOf(fetching('s3://paid/a.csv'))).toBe('source.no-permission');
    const paying = access({ requesterPays: true });
    expect((await fetching('s3://paid/a.csv', { access: paying })).bytes).toBe(1);
    expect((await fetching('s3://paid/', { access: paying })).facts?.choice?.of).toBe(1);
  });

  it('may be encrypted with a key of the customer, or by KMS', async () => {
    const md5 = createHash('md5').update(Buffer.from(CUSTOMER_KEY, 'base64')).digest('base64');
    const header = 'x-amz-server-side-encryption';
    await s3.put('ledgers', 'own.csv', 'own key', {
      [`${header}-customer-algorithm`]: 'AES256',
      [`${header}-customer-key`]: CUSTOMER_KEY,
      [`${header}-customer-key-md5`]: md5,
    });
    const withKey = access({}, { customerKey: CUSTOMER_KEY });
    expect((await fetching('s3://ledgers/own.csv', { access: withKey })).bytes).toBe(7);
    expect(await problemOf(fetching('s3://ledgers/own.csv'))).toBe('source.customer-key');
    await s3.put('ledgers', 'kms.csv', 'by KMS', {
      [header]: 'aws:kms',
      [`${header}-aws-kms-key-id`]: 'alias/ledgers',
    });
    // Its ETag is no MD5, and is not taken for one.
    expect((await fetching('s3://ledgers/kms.csv')).facts?.checkedBy).toBe('crc64nvme');
  });

  it('in another region is found when that is set, and the problem names it', async () => {
    await s3.put('frankfurt', 'a.csv', 'a');
    await expect(fetching('s3://frankfurt/a.csv')).rejects.toMatchObject({
      code: 'source.wrong-region',
      details: { region: 'eu-central-1' },
    });
    const there = access({ region: 'eu-central-1' });
    expect((await fetching('s3://frankfurt/a.csv', { access: there })).bytes).toBe(1);
  });

  it('of a storage that tells no checksums is checked by its ETag', async () => {
    await s3.put('plain', 'a.csv', 'a');
    expect((await fetching('s3://plain/a.csv')).facts?.checkedBy).toBe('md5');
  });

  it('may be public or presigned, by its https address', async () => {
    await s3.put('public', 'a b.csv', 'public');
    const fetched = await fetching(`${s3.endpoint}/public/a%20b.csv`, {
      access: { ...access(), s3: {}, secret: null },
    });
    expect(fetched).toMatchObject({ name: 'a b.csv', bytes: 6, facts: { checkedBy: 'md5' } });
  });
});

describe('a place that stands for many objects', () => {
  beforeAll(async () => {
    for (const [key, body] of [
      ['month-end/2026-09/tc_raw_data.csv', 'september'],
      ['month-end/2026-10/tc_raw_data.csv', 'october, first'],
      ['month-end/2026-10/old/tc_raw_data.csv', 'not this one'],
      ['month-end/2026-10/notes.txt', 'nor this one'],
    ] as const)
      await s3.put('ledgers', key, body);
  });

  it('is one object by the period', async () => {
    const place = 's3://ledgers/month-end/{yyyy}-{MM}/tc_raw_data.csv';
    const fetched = await fetching(place, { period: '2026-09' });
    expect(fetched).toMatchObject({
      place: 's3://ledgers/month-end/2026-09/tc_raw_data.csv',
      source: place,
      bytes: 9,
      facts: { choice: { pattern: place, of: 1 } },
    });
    expect(await problemOf(fetching(place))).toBe('source.period-needed');
    expect(await problemOf(fetching(place, { period: '2026-11' }))).toBe('source.missing');
  });

  it('is the newest that fits, and the choice is told', async () => {
    const place = 's3://ledgers/month-end/{yyyy}-{MM}/tc_raw_data*.csv';
    const only = await fetching(place, { period: '2026-10' });
    expect(only.facts?.choice).toMatchObject({ of: 1, others: [] });
    // S3 tells times in whole seconds; the later key wins within one.
    await s3.put('ledgers', 'month-end/2026-10/tc_raw_data_v2.csv', 'october, second');
    const newest = await fetching(place, { period: '2026-10' });
    expect(newest.place).toBe('s3://ledgers/month-end/2026-10/tc_raw_data_v2.csv');
    expect(newest.facts?.choice).toMatchObject({
      of: 2,
      chosen: { bytes: 15 },
      others: [{ place: 's3://ledgers/month-end/2026-10/tc_raw_data.csv', bytes: 14 }],
    });
  });

  it('may be a prefix, of which the newest is taken wherever it lies below', async () => {
    await s3.put('ledgers', 'inbox/', '');
    await s3.put('ledgers', 'inbox/a/ledger.csv', 'a');
    expect((await fetching('s3://ledgers/inbox/')).place).toBe('s3://ledgers/inbox/a/ledger.csv');
    expect(await problemOf(fetching('s3://ledgers/outbox/'))).toBe('source.no-match');
  });

  it('is looked through to the last page', async () => {
    for (let n = 10; n < 23; n++) await s3.put('pages', `many/${n}.csv`, `${n}`);
    const asked = asking();
    const fetched = await fetching('s3://pages/many/*.csv');
    expect(fetched.facts?.choice).toMatchObject({ of: 13 });
    expect(fetched.facts?.choice?.others).toHaveLength(9);
    expect(asked().filter((one) => one === 'ListObjectsV2')).toHaveLength(3);
  });

  it('has no version', async () => {
    const one = access({ versionId: '1' });
    expect(await problemOf(fetching('s3://ledgers/inbox/', { access: one }))).toBe(
      'source.version-of-many',
    );
  });

  it('is waited for until something fits', async () => {
    const looks: number[] = [];
    const fetched = await fetching('s3://ledgers/late/*.csv', {
      waitMs: 60_000,
      lookEveryMs: 1,
      async onProgress({ waiting }) {
        if (!waiting) return;
        looks.push(waiting.looks);
        if (waiting.looks === 2) await s3.put('ledgers', 'late/ledger.csv', 'at last');
      },
    });
    expect(fetched.bytes).toBe(7);
    expect(looks.slice(0, 2)).toEqual([1, 2]);
  });
});

describe('trouble on the way', () => {
  const bytes = randomBytes(LARGE);
  const place = 's3://ledgers/troubled.csv';
  beforeAll(() => s3.put('ledgers', 'troubled.csv', bytes));

  /** Short where it has to run out, else long enough for a machine that is busy. */
  const patienceFor = ({ kind }: Fault): number => (kind === 'stall' ? 1_000 : 600_000);

  const passing: [string, Fault, RegExp][] = [
    ['a reset before the answer', { kind: 'reset' }, /was interrupted/],
    ['a reset in mid-body', { kind: 'reset-after', bytes: 1_000_000 }, /was interrupted/],
    [
      'a body that ends too soon under a right status',
      { kind: 'truncate', bytes: 1_000_000 },
      /ended after \d+ of \d+ bytes/,
    ],
    [
      'a fault of the storage',
      { kind: 'answer', answer: awsErrors.internalError() },
      /internal error/,
    ],
    ['a storage that is busy', { kind: 'answer', answer: awsErrors.slowDown(0) }, /is busy/],
    ['a stalled stream', { kind: 'stall', bytes: 1_000_000 }, /did not respond in time/],
    ['silence', { kind: 'stall', bytes: null }, /did not respond in time/],
  ];
  it.each(passing)('passes: %s', async (_name, fault, words) => {
    const root = scratch();
    const told = new Set<string>();
    s3.faults.next(2, fault, { operation: 'GetObject' });
    const met = s3.faults.met;
    const fetched = await fetching(
      place,
      {
        patienceMs: patienceFor(fault),
        onProgress: (progress) => void told.add(progress.words),
      },
      root,
    );
    expect(s3.faults.met - met).toBe(2);
    expect(sha256(readFileSync(fetched.path))).toBe(sha256(bytes));
    expect([...told].some((one) => words.test(one))).toBe(true);
    expect(keptIn(root).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  const lasting: [string, Fault, string][] = [
    ['resets', { kind: 'reset-after', bytes: 0 }, 'source.connection-lost'],
    ['truncated bodies', { kind: 'truncate', bytes: 0 }, 'source.truncated'],
    [
      'a broken storage',
      { kind: 'answer', answer: awsErrors.internalError() },
      'source.server-fault',
    ],
    ['a busy storage', { kind: 'answer', answer: awsErrors.slowDown(0) }, 'source.busy'],
    ['stalled streams', { kind: 'stall', bytes: 0 }, 'source.timeout'],
    ['altered bytes', { kind: 'flip', at: 77 }, 'source.checksum'],
  ];
  it.each(lasting)('that lasts is told by its own name: %s', async (_name, fault, code) => {
    const root = scratch();
    s3.faults.next(1000, fault, { operation: 'GetObject' });
    const fetched = fetching(place, { patienceMs: patienceFor(fault) }, root);
    await expect(fetched).rejects.toMatchObject({ kind: 'source-unreadable', code });
    expect(keptIn(root).filter((name) => name.endsWith('.csv'))).toEqual([]);
    // It can be gone on with as if nothing had been.
    s3.faults.clear();
    expect((await fetching(place, {}, root)).sha256).toBe(sha256(bytes));
  });

  it('of a checksum that the storage tells wrongly is told, and nothing is kept', async () => {
    await s3.put('ledgers', 'small.csv', 'small', {
      'x-amz-checksum-sha256': createHash('sha256').update('small').digest('base64'),
    });
    expect((await fetching('s3://ledgers/small.csv')).facts?.checkedBy).toBe('sha256');
    const root = scratch();
    s3.faults.next(1, { kind: 'wrong-checksum' }, { operation: 'HeadObject' });
    expect((await fetching('s3://ledgers/small.csv', {}, root)).bytes).toBe(5);
    s3.faults.next(1000, { kind: 'wrong-checksum' }, { operation: 'HeadObject' });
    const other = scratch();
    expect(await problemOf(fetching('s3://ledgers/small.csv', {}, other))).toBe('source.checksum');
    expect(keptIn(other)).toEqual([]);
  });

  it('of an object that is replaced between looking and fetching ends with the new one', async () => {
    await s3.put('ledgers', 'replaced.csv', randomBytes(LARGE));
    const newer = randomBytes(LARGE - 5);
    s3.faults.next(
      1,
      { kind: 'meanwhile', run: () => s3.put('ledgers', 'replaced.csv', newer) },
      { operation: 'HeadObject' },
    );
    const told = new Set<string>();
    const fetched = await fetching('s3://ledgers/replaced.csv', {
      onProgress: ({ words }) => void told.add(words),
    });
    expect(fetched.sha256).toBe(sha256(newer));
    expect([...told].some((words) => words.includes('was replaced'))).toBe(true);
  });

  it('of an object that is replaced at every look is told', async () => {
    await s3.put('ledgers', 'restless.csv', randomBytes(100));
    s3.faults.next(
      1000,
      { kind: 'meanwhile', run: () => s3.put('ledgers', 'restless.csv', randomBytes(100)) },
      { operation: 'HeadObject' },
    );
    const root = scratch();
    expect(await problemOf(fetching('s3://ledgers/restless.csv', {}, root))).toBe(
      'source.replaced',
    );
    expect(keptIn(root)).toEqual([]);
  });

  it.each<[string, Fault['kind'] | object, string]>([
    ['another region', awsErrors.permanentRedirect('eu-west-1'), 'source.wrong-region'],
    ['another endpoint', awsErrors.temporaryRedirect('https://x.example'), 'source.wrong-region'],
    ['an expired session', awsErrors.expiredToken(), 'source.expired-token'],
    ['a wrong clock', awsErrors.clockSkew(), 'source.clock'],
    ['a denial', awsErrors.accessDenied('kms:Decrypt'), 'source.no-permission'],
  ])('that will not pass is not tried again: %s', async (_name, answer, code) => {
    const fault = { kind: 'answer', answer } as Fault;
    s3.faults.next(1000, fault);
    const asked = asking();
    await expect(fetching(place)).rejects.toMatchObject({ code });
    // The look, the same in words, and at most one more where the region was followed.
    expect(asked().length).toBeLessThanOrEqual(4);
  });

  it('names the region, and the action that is denied', async () => {
    s3.faults.next(1000, { kind: 'answer', answer: awsErrors.permanentRedirect('eu-west-1') });
    await expect(fetching(place)).rejects.toMatchObject({
      message: expect.stringContaining('eu-west-1') as string,
      details: { region: 'eu-west-1' },
    });
    s3.faults.clear();
    s3.faults.next(1000, { kind: 'answer', answer: awsErrors.accessDenied('kms:Decrypt') });
    await expect(fetching(place)).rejects.toMatchObject({
      message: expect.stringContaining('(kms:Decrypt)') as string,
    });
  });
});

describe('the test of a connection', () => {
  const testing = (
    place: string,
    changes: Partial<RemoteAccess> = {},
    period: string | null = null,
  ) => testConnection(place, { access: { ...access(), ...changes }, period, patienceMs: 2000 });
  const failed = async (report: ReturnType<typeof testing>) =>
    (await report).steps.find(({ outcome }) => outcome === 'failed');

  it('goes step by step to the object', async () => {
    await s3.put('ledgers', 'there.csv', 'there');
    const report = await testing('s3://ledgers/there.csv');
    expect(report.steps.map(({ step, outcome }) => [step, outcome])).toEqual([
      ['address', 'passed'],
      ['host', 'passed'],
      ['connection', 'passed'],
      ['credentials', 'passed'],
      ['bucket', 'passed'],
      ['object', 'passed'],
    ]);
    expect(report).toMatchObject({ ok: true, object: { bytes: 5 }, choice: null });
    expect(JSON.stringify(report)).not.toContain(s3.accessKeyId);
    expect(report.steps[3]!.words).toContain('…TEST');
  });

  it('tells what a pattern would take', async () => {
    const place = 's3://ledgers/month-end/{yyyy}-{MM}/tc_raw_data*.csv';
    const report = await testing(place, {}, '2026-09');
    expect(report).toMatchObject({ ok: true, choice: { of: 1 } });
    expect(await failed(testing(place))).toMatchObject({ code: 'source.period-needed' });
  });

  it.each<[string, string, string, () => Promise<void> | void]>([
    ['no address', 's3://x', 'address', () => undefined],
    ['no such bucket', 's3://nowhere/a.csv', 'bucket', () => undefined],
    ['no such object', 's3://ledgers/nothing.csv', 'object', () => undefined],
    [
      'a denied bucket of a pattern',
      's3://ledgers/x/*.csv',
      'bucket',
      () =>
        s3.faults.next(
          9,
          { kind: 'answer', answer: awsErrors.accessDenied('s3:ListBucket') },
          { operation: 'ListObjectsV2' },
        ),
    ],
    [
      'an expired session',
      's3://ledgers/there.csv',
      'bucket',
      () =>
        s3.faults.next(
          9,
          { kind: 'answer', answer: awsErrors.expiredToken() },
          { operation: 'ListObjectsV2' },
        ),
    ],
    [
      'a wrong clock',
      's3://ledgers/there.csv',
      'bucket',
      () =>
        s3.faults.next(
          9,
          { kind: 'answer', answer: awsErrors.clockSkew() },
          { operation: 'ListObjectsV2' },
        ),
    ],
    [
      'a wrong region',
      's3://ledgers/there.csv',
      'bucket',
      () =>
        s3.faults.next(
          9,
          { kind: 'answer', answer: awsErrors.permanentRedirect('eu-west-1') },
          { operation: 'ListObjectsV2' },
        ),
    ],
  ])('ends where something is wrong: %s', async (_name, place, step, arrange) => {
    await arrange();
    const report = await testing(place);
    expect(report.ok).toBe(false);
    const at = report.steps.findIndex(({ outcome }) => outcome === 'failed');
    expect(report.steps[at]).toMatchObject({ step });
    expect(report.steps[at]!.hint).toBeTruthy();
    for (const later of report.steps.slice(at + 1)) expect(later.outcome).toBe('skipped');
  });

  it('goes on where only the listing is denied, for one object does not need it', async () => {
    s3.faults.next(
      1,
      { kind: 'answer', answer: awsErrors.accessDenied('s3:ListBucket') },
      { operation: 'ListObjectsV2' },
    );
    const report = await testing('s3://ledgers/there.csv');
    expect(report.ok).toBe(true);
    expect(report.steps[4]!.words).toContain('s3:ListBucket');
  });

  it('tells wrong keys, a host that is none, and one that refuses', async () => {
    const keys = { accessKeyId: s3.accessKeyId, secretAccessKey: 'another' };
    expect(await failed(testing('s3://ledgers/there.csv', { secret: { keys } }))).toMatchObject({
      step: 'bucket',
      code: 'source.wrong-credentials',
    });
    const nowhere = access({ endpoint: 'https://nowhere.invalid' });
    expect(await failed(testing('s3://ledgers/there.csv', nowhere))).toMatchObject({
      step: 'host',
      code: expect.stringMatching(/^source\.(no-such-host|name-server)$/) as string,
    });
    const refusing = access({ endpoint: 'http://127.0.0.1:1' });
    expect(await failed(testing('s3://ledgers/there.csv', refusing))).toMatchObject({
      step: 'connection',
      code: 'source.connection-refused',
    });
  });

  it('tells where there are no credentials', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE'])
      vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_CONFIG_FILE', join(scratch(), 'none'));
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(scratch(), 'none'));
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    try {
      expect(await failed(testing('s3://ledgers/there.csv', { secret: null }))).toMatchObject({
        step: 'credentials',
        code: 'source.no-credentials',
      });
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe('the way through the network', () => {
  it('is trusted by a certificate of the company’s own, and by none that is not named', async () => {
    const secure = await s3Server({ buckets: ['ledgers'], https: true });
    try {
      await secure.put('ledgers', 'a.csv', 'secure');
      const caFile = join(scratch(), 'company.pem');
      writeFileSync(caFile, secure.certificate!);
      const through = (file: string | null): RemoteAccess => ({
        ...access({ endpoint: secure.endpoint }),
        network: { proxy: null, caFile: file },
      });
      expect((await fetching('s3://ledgers/a.csv', { access: through(caFile) })).bytes).toBe(6);
      expect(await problemOf(fetching('s3://ledgers/a.csv', { access: through(null) }))).toBe(
        'source.certificate',
      );
      const none = through(join(scratch(), 'none.pem'));
      expect(await problemOf(fetching('s3://ledgers/a.csv', { access: none }))).toBe(
        'source.ca-file',
      );
    } finally {
      await secure.close();
    }
  });

  it('leads through the proxy that is set, in a tunnel', async () => {
    const secure = await s3Server({ buckets: ['ledgers'], https: true });
    const proxy = await forwardProxy(new URL(secure.endpoint).host);
    try {
      await secure.put('ledgers', 'a.csv', 'through the proxy');
      const caFile = join(scratch(), 'company.pem');
      writeFileSync(caFile, secure.certificate!);
      // A name that only the proxy knows; the certificate is good for it.
      const endpoint = 'https://storage.localhost.test:4443';
      const named: RemoteAccess = {
        ...access({ endpoint }),
        network: { proxy: proxy.url, caFile },
      };
      const refused = await problemOf(fetching('s3://ledgers/a.csv', { access: named }));
      // It got there, and the certificate bears another name.
      expect(refused).toBe('source.certificate');
      expect(new Set(proxy.asked)).toEqual(new Set(['storage.localhost.test:4443']));
      proxy.refuseWith = 407;
      expect(await problemOf(fetching('s3://ledgers/a.csv', { access: named }))).toBe(
        'source.proxy-login',
      );
      proxy.refuseWith = 403;
      expect(await problemOf(fetching('s3://ledgers/a.csv', { access: named }))).toBe(
        'source.proxy',
      );
      await proxy.close();
      expect(await problemOf(fetching('s3://ledgers/a.csv', { access: named }))).toBe(
        'source.proxy',
      );
    } finally {
      await secure.close();
    }
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverySchema } from '../../../../core/contract/api/delivery.ts';
import type { Delivery } from '../../../../core/contract/api/delivery.ts';
import type { RemoteAccess } from '../../../../core/contract/api/places.ts';
import { deliverFiles } from '../../../../main/delivery/upload/deliver-files.ts';
import type {
  DeliveryFile,
  DeliveryOptions,
} from '../../../../main/delivery/upload/deliver-files.ts';
import { testDelivery } from '../../../../main/delivery/test-delivery.ts';
import { scratchHistory, startRun } from '../../history/fixtures.ts';
import { awsErrors } from '../../../s3/s3-answer.ts';
import type { Fault } from '../../../s3/faults.ts';
import { s3Server } from '../../../s3/s3-server.ts';
import type { S3Server } from '../../../s3/s3-server.ts';
import { problemOf, scratch } from '../../app/application-fixture.ts';

let s3: S3Server;
beforeAll(async () => {
  s3 = await s3Server({
    buckets: [
      'reports',
      { name: 'simple', checksums: 'refused' },
      { name: 'deaf', checksums: 'unknown' },
      { name: 'swift', checksums: 'not of parts' },
      { name: 'paid', requesterPays: true },
    ],
  });
});
afterAll(() => s3.close());
/** Those whose beginning was answered into the void cannot be known, and stay. */
let unfinished = 0;
beforeEach(() => {
  unfinished = s3.unfinishedUploads;
});
afterEach(() => s3.faults.clear());

const CUSTOMER_KEY = Buffer.alloc(32, 9).toString('base64');
/** As small as the storage takes them. */
const PART_BYTES = 5 * 2 ** 20;
/** Two parts. */
const LARGE = PART_BYTES + 99;

const file = (name: string, bytes: Buffer): DeliveryFile => {
  const path = join(scratch(), name);
  writeFileSync(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, path, bytes: bytes.length, sha256, rows: null };
};
const small = (): DeliveryFile[] => [
  file('report.csv', Buffer.from('TRANS_ID\n1\n')),
  file('analytics_report.json', Buffer.from('{}\n')),
];
const run = () => {
  const history = scratchHistory();
  return startRun(history, { sourceId: history.sourceAt('/ledgers/a.csv').id });
};
const to = (place: string, changes: Partial<Delivery> = {}): Delivery => ({
  ...deliverySchema.parse({ place, s3: { endpoint: s3.endpoint, pathStyle: true } }),
  ...changes,
});
const access = (changes: Partial<RemoteAccess> = {}): RemoteAccess => ({
  s3: { endpoint: s3.endpoint, pathStyle: true, region: 'us-east-1' },
  secret: { keys: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey } },
  network: { proxy: null, caFile: null },
  ...changes,
});
const delivering = (
  delivery: Delivery,
  files: readonly DeliveryFile[],
  record = run(),
  options: Partial<DeliveryOptions> = {},
) =>
  deliverFiles(delivery, files, record, {
    access: access(),
    firstWaitMs: 1,
    partBytes: PART_BYTES,
    ...options,
  });
/** What was asked since, with its key. */
const asking = () => {
  const before = s3.requests.length;
  return () => s3.requests.slice(before);
};
const textOf = async (bucket: string, key: string): Promise<string> =>
  (await s3.bytes(bucket, key))!.toString();

describe('a delivery', () => {
  it('puts the files of a run into a folder of its own, and the manifests last', async () => {
    const record = run();
    const asked = asking();
    const head = { entry: 7, hash: 'a'.repeat(64) };
    const delivered = await delivering(to('s3://reports/finance'), small(), record, {
      onComplete: () => head,
    });
    const folder = `finance/${record.id}`;
    expect(
      asked().flatMap(({ operation, key }) => (operation === 'PutObject' ? [key] : [])),
    ).toEqual([
      `${folder}/report.csv`,
      `${folder}/analytics_report.json`,
      `${folder}/manifest.json`,
      'finance/manifest.json',
    ]);
    expect(delivered.manifest).toBe(`s3://reports/${folder}/manifest.json`);
    const manifest = await textOf('reports', 'finance/manifest.json');
    expect(manifest).toBe(await textOf('reports', `${folder}/manifest.json`));
    expect(JSON.parse(manifest)).toMatchObject({
      format: 'thrive-cash-delivery/1',
      run: { id: record.id },
      auditLog: head,
      files: [
        { name: 'analytics_report.json', key: `${folder}/analytics_report.json` },
        { name: 'report.csv', key: `${folder}/report.csv`, bytes: 11 },
      ],
    });
    expect(await textOf('reports', `${folder}/report.csv`)).toBe('TRANS_ID\n1\n');
  });

  it('announces nothing where the run was put aside while its files went', async () => {
    const record = run();
    const asked = asking();
    const archived = new Error('archived');
    const onComplete = (): never => {
      throw archived;
    };
    await expect(
      delivering(to('s3://reports/aside'), small(), record, { onComplete }),
    ).rejects.toMatchObject({ cause: archived });
    const put = asked().filter(({ operation }) => operation === 'PutObject');
    expect(put.map(({ key }) => key)).toEqual([
      `aside/${record.id}/report.csv`,
      `aside/${record.id}/analytics_report.json`,
    ]);
  });

  it('says of every object which bytes it has to be', async () => {
    const asked = asking();
    await delivering(to('s3://reports'), small());
    const puts = asked().filter(({ operation }) => operation === 'PutObject');
    for (const { headers, body } of puts) {
      expect(headers['x-amz-checksum-sha256']).toBe(
        createHash('sha256').update(body).digest('base64'),
      );
      expect(headers['content-md5']).toBe(createHash('md5').update(body).digest('base64'));
    }
    expect(puts.map(({ headers }) => headers['content-type'])).toEqual([
      'text/csv; charset=utf-8',
      'application/json',
      'application/json',
      'application/json',
    ]);
  });

  it('sends large files in parts, with a checksum each', async () => {
    const bytes = randomBytes(LARGE);
    const record = run();
    const told: number[] = [];
    const asked = asking();
    await delivering(to('s3://reports/large/'), [file('all.parquet', bytes)], record, {
      onProgress: ({ done }) => void told.push(done),
    });
    const parts = asked().filter(({ operation }) => operation === 'UploadPart');
    expect(parts).toHaveLength(2);
    for (const { headers, body } of parts)
      expect(headers['x-amz-checksum-sha256']).toBe(
        createHash('sha256').update(body).digest('base64'),
      );
    expect((await s3.bytes('reports', `large/${record.id}/all.parquet`))!.equals(bytes)).toBe(true);
    expect(told.at(-1)).toBe(LARGE);
    expect(s3.unfinishedUploads).toBe(unfinished);
  });

  it.each<[Delivery['encryption'], Record<string, string>]>([
    [{ kind: 'aes256' }, { 'x-amz-server-side-encryption': 'AES256' }],
    [{ kind: 'kms', keyId: null }, { 'x-amz-server-side-encryption': 'aws:kms' }],
    [
      { kind: 'kms', keyId: 'alias/finance' },
      {
        'x-amz-server-side-encryption': 'aws:kms',
        'x-amz-server-side-encryption-aws-kms-key-id': 'alias/finance',
      },
    ],
    [{ kind: 'customer' }, { 'x-amz-server-side-encryption-customer-key': CUSTOMER_KEY }],
  ])('is encrypted as it is set up: %o', async (encryption, headers) => {
    const asked = asking();
    const files = [...small(), file('large.csv', randomBytes(LARGE))];
    await delivering(to('s3://reports/secret', { encryption }), files, run(), {
      access: access({ secret: { ...access().secret, customerKey: CUSTOMER_KEY } }),
    });
    const begun = asked().filter(({ operation }) =>
      /^(PutObject|CreateMultipartUpload)$/.test(operation),
    );
    expect(begun).toHaveLength(5);
    for (const one of begun) expect(one.headers).toMatchObject(headers);
  });

  it('with a key of one’s own wants that key, and sends it for nothing else', async () => {
    const customer = to('s3://reports/x', { encryption: { kind: 'customer' } });
    expect(await problemOf(delivering(customer, small()))).toBe('delivery.no-customer-key');
    const asked = asking();
    await delivering(to('s3://reports/x'), small(), run(), {
      access: access({ secret: { ...access().secret, customerKey: CUSTOMER_KEY } }),
    });
    expect(JSON.stringify(asked())).not.toContain(CUSTOMER_KEY);
  });

  it('goes to storages that know no checksums but Content-MD5', async () => {
    for (const bucket of ['simple', 'deaf', 'swift']) {
      const record = run();
      const files = [...small(), file('large.csv', randomBytes(LARGE))];
      await delivering(to(`s3://${bucket}/a`), files, record);
      expect(await s3.keys(bucket)).toContain(`a/${record.id}/large.csv`);
    }
    const lies: Fault = { kind: 'flip-request', at: 3 };
    s3.faults.next(1000, lies, { operation: 'PutObject' });
    expect(await problemOf(delivering(to('s3://simple/b'), small()))).toBe('delivery.bad-digest');
  });

  it('may be paid for by whoever delivers', async () => {
    const paying = access();
    const delivery = to('s3://paid/a');
    expect(await problemOf(delivering(delivery, small()))).toBe('delivery.no-permission');
    const options = { access: { ...paying, s3: { ...paying.s3, requesterPays: true } } };
    await delivering(delivery, small(), run(), options);
    expect(await s3.keys('paid')).toContain('a/manifest.json');
  });

  it('leaves earlier deliveries whole, and may be made again', async () => {
    const [first, second] = [run(), run()];
    const files = small();
    await delivering(to('s3://reports/month'), files, first);
    const before = await textOf('reports', `month/${first.id}/manifest.json`);
    await delivering(to('s3://reports/month'), [file('report.csv', Buffer.from('other'))], second);
    expect(await textOf('reports', `month/${first.id}/manifest.json`)).toBe(before);
    expect(await textOf('reports', `month/${first.id}/report.csv`)).toBe('TRANS_ID\n1\n');
    expect(await textOf('reports', 'month/manifest.json')).toContain(second.id);
    await delivering(to('s3://reports/month'), files, first);
    expect(await textOf('reports', 'month/manifest.json')).toBe(before);
  });
});

describe('a delivery in trouble', () => {
  it.each<[string, Fault]>([
    ['a reset', { kind: 'reset' }],
    ['a lost answer', { kind: 'reset-after', bytes: 0 }],
    ['a fault of the storage', { kind: 'answer', answer: awsErrors.internalError() }],
    ['a storage that is busy', { kind: 'answer', answer: awsErrors.slowDown(0) }],
    ['bytes that are altered on their way', { kind: 'flip-request', at: 5 }],
  ])('passes: %s', async (_name, fault) => {
    const record = run();
    const bytes = randomBytes(LARGE);
    for (const operation of [
      'PutObject',
      'CreateMultipartUpload',
      'UploadPart',
      'CompleteMultipartUpload',
    ] as const)
      if (fault.kind !== 'flip-request' || /Put|Part$/.test(operation))
        s3.faults.next(2, fault, { operation });
    await delivering(to('s3://reports/t'), [...small(), file('l.csv', bytes)], record);
    expect((await s3.bytes('reports', `t/${record.id}/l.csv`))!.equals(bytes)).toBe(true);
    expect(await textOf('reports', 't/manifest.json')).toContain(record.id);
  });

  it.each(['PutObject', 'UploadPart', 'CompleteMultipartUpload'] as const)(
    'that lasts announces nothing, and leaves no upload open: %s',
    async (operation) => {
      const record = run();
      const fault: Fault = { kind: 'answer', answer: awsErrors.internalError() };
      s3.faults.next(1000, fault, { operation });
      const files = [file('l.csv', randomBytes(LARGE)), ...small()];
      const failing = delivering(to(`s3://reports/f-${operation}`), files, record);
      await expect(failing).rejects.toMatchObject({
        kind: 'delivery-failed',
        code: 'delivery.server-fault',
      });
      const keys = await s3.keys('reports');
      expect(keys.filter((key) => key.includes(`f-${operation}`) && key.endsWith('.json'))).toEqual(
        [],
      );
      expect(s3.unfinishedUploads).toBe(unfinished);
    },
  );

  it('ends when it is cancelled, with nothing announced', async () => {
    const cancelling = new AbortController();
    const failing = delivering(to('s3://reports/c'), [file('l.csv', randomBytes(LARGE))], run(), {
      signal: cancelling.signal,
      onProgress: ({ done }) => done > 0 && cancelling.abort(),
    });
    expect(await problemOf(failing)).toBe('run.cancelled');
    expect((await s3.keys('reports')).filter((key) => key.startsWith('c/'))).toEqual([]);
    expect(s3.unfinishedUploads).toBe(unfinished);
  });

  it('of a file that was changed, cut or deleted since is told, with nothing announced', async () => {
    for (const [name, bytes] of [
      ['small.csv', 100],
      ['large.csv', LARGE],
    ] as const) {
      const changed = file(name, randomBytes(bytes));
      writeFileSync(changed.path, randomBytes(bytes));
      expect(await problemOf(delivering(to('s3://reports/d'), [changed]))).toBe(
        'delivery.file-changed',
      );
      writeFileSync(changed.path, 'shorter');
      expect(await problemOf(delivering(to('s3://reports/d'), [changed]))).toBe(
        'delivery.file-changed',
      );
    }
    const gone = { ...file('gone.csv', Buffer.from('x')), path: join(scratch(), 'nowhere') };
    expect(await problemOf(delivering(to('s3://reports/d'), [gone]))).toBe('delivery.file-changed');
    expect((await s3.keys('reports')).filter((key) => /^d\/.*json$/.test(key))).toEqual([]);
    expect(s3.unfinishedUploads).toBe(unfinished);
  });

  it('names what is wrong and the permission that is missing', async () => {
    expect(await problemOf(delivering(to('s3://nowhere/a'), small()))).toBe('delivery.no-bucket');
    s3.faults.next(9, {
      kind: 'answer',
      answer: awsErrors.accessDenied('kms:GenerateDataKey'),
    });
    await expect(delivering(to('s3://reports/a'), small())).rejects.toMatchObject({
      code: 'delivery.no-permission',
      message: expect.stringContaining('(kms:GenerateDataKey)') as string,
    });
  });

  it('of who may write but not read is none', async () => {
    const record = run();
    s3.faults.next(
      1000,
      { kind: 'answer', answer: awsErrors.accessDenied() },
      { operation: 'HeadObject' },
    );
    await delivering(to('s3://reports/w'), small(), record);
    s3.faults.clear();
    expect(await textOf('reports', 'w/manifest.json')).toContain(record.id);
  });
});

describe('the test of a delivery', () => {
  it('goes up to writing, and leaves nothing behind', async () => {
    const report = await testDelivery(to('s3://reports/tested'), { access: access() });
    expect(report.steps.map(({ step, outcome }) => [step, outcome])).toEqual([
      ['address', 'passed'],
      ['host', 'passed'],
      ['connection', 'passed'],
      ['credentials', 'passed'],
      ['bucket', 'passed'],
      ['write', 'passed'],
    ]);
    expect((await s3.keys('reports')).filter((key) => key.startsWith('tested'))).toEqual([]);
  });

  it('says so where one may write but not delete', async () => {
    s3.faults.next(
      1,
      { kind: 'answer', answer: awsErrors.accessDenied('s3:DeleteObject') },
      { operation: 'DeleteObject' },
    );
    const report = await testDelivery(to('s3://reports/kept'), { access: access() });
    expect(report.ok).toBe(true);
    expect(report.steps.at(-1)!.words).toContain('s3:DeleteObject');
  });

  it('ends at the step that fails, with what to do', async () => {
    s3.faults.next(
      9,
      { kind: 'answer', answer: awsErrors.accessDenied('s3:PutObject') },
      { operation: 'PutObject' },
    );
    const report = await testDelivery(to('s3://reports/x'), { access: access() });
    expect(report.steps.at(-1)).toMatchObject({
      step: 'write',
      outcome: 'failed',
      code: 'delivery.no-permission',
      hint: 'Ask for the permission s3:PutObject on it.',
    });
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openHistory } from '../../../main/history/history.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { secretStore } from '../../../main/app/secret-store.ts';
import { secretNameOf } from '../../../main/sources/remote-access.ts';
import { writeSeventeenRows } from '../../fixtures/seventeen-rows.ts';
import { s3Server } from '../../s3/s3-server.ts';
import type { S3Server } from '../../s3/s3-server.ts';
import { awsErrors } from '../../s3/s3-answer.ts';
import { run, scratch, start } from './command.ts';

let s3: S3Server;
let workbook: Buffer;
beforeAll(async () => {
  s3 = await s3Server({ buckets: ['ledgers', 'reports'] });
  const folder = mkdtempSync(join(tmpdir(), 'thrive-'));
  const path = join(folder, 'tc_raw_data.xlsx');
  await writeSeventeenRows(path);
  workbook = readFileSync(path);
  rmSync(folder, { recursive: true });
  await s3.put('ledgers', 'month-end/2026-10/tc_raw_data.xlsx', workbook);
});
afterAll(() => s3.close());
beforeEach(() => {
  // Nothing of what this machine knows of AWS.
  const none = join(import.meta.dirname, 'no-such-file');
  for (const [name, value] of Object.entries({
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_REGION: undefined,
    AWS_CONFIG_FILE: none,
    AWS_SHARED_CREDENTIALS_FILE: none,
    AWS_EC2_METADATA_DISABLED: 'true',
  }))
    vi.stubEnv(name, value);
  return () => vi.unstubAllEnvs();
});
afterEach(() => s3.faults.clear());

const PATTERN = 's3://ledgers/month-end/{yyyy}-{MM}/tc_raw_data*.xlsx';
const prepared = () => {
  const dataDir = join(scratch(), 'data');
  const there = ['--endpoint', s3.endpoint, '--path-style'];
  return { dataDir, there, common: [...there, '--data-dir', dataDir, '--json', '--no-xlsx'] };
};
const parsed = (text: string) => JSON.parse(text) as Record<string, unknown>;

describe('the command line', () => {
  it('reconciles an object of S3, and a second time out of the cache', async () => {
    const { common } = prepared();
    const place = 's3://ledgers/month-end/2026-10/tc_raw_data.xlsx';
    const first = await run([place, ...common]);
    expect(first.code).toBe(0);
    expect(parsed(first.out)).toMatchObject({ status: 'completed', source: { rows: 17 } });
    const before = s3.requests.length;
    const second = await run([place, ...common]);
    expect(parsed(second.out)).toMatchObject({ alreadyReconciled: true });
    expect(s3.requests.slice(before).map(({ operation }) => operation)).toEqual(['HeadObject']);
    expect(first.out + first.err + second.out + second.err).not.toContain(s3.secretAccessKey);
  });

  it('takes the object of the period from a pattern', async () => {
    const { common, dataDir } = prepared();
    const { code, out } = await run([PATTERN, '--period', '2026-10', ...common]);
    expect(code).toBe(0);
    const { runId } = parsed(out);
    const shown = await run(['show', String(runId), '--data-dir', dataDir]);
    expect(shown.out).toContain('s3://ledgers/month-end/2026-10/tc_raw_data.xlsx is reconciled');
    expect((await run([PATTERN, ...common])).code).toBe(3);
  });

  it('uploads the results, the manifest last', async () => {
    const { common } = prepared();
    const place = 's3://ledgers/month-end/2026-10/tc_raw_data.xlsx';
    const before = s3.requests.length;
    const ended = await run([place, ...common, '--out', 's3://reports/oct', '--sse', 'aes256']);
    expect(ended.code).toBe(0);
    const { runId, delivered } = parsed(ended.out);
    expect(delivered).toBe(`s3://reports/oct/${String(runId)}/manifest.json`);
    const puts = s3.requests.slice(before).filter(({ operation }) => operation === 'PutObject');
    expect(puts.at(-1)!.key).toBe('oct/manifest.json');
    expect(puts.map(({ headers }) => headers['x-amz-server-side-encryption'])).toEqual(
      puts.map(() => 'AES256'),
    );
    const manifest = JSON.parse((await s3.bytes('reports', 'oct/manifest.json'))!.toString()) as {
      files: { name: string }[];
    };
    expect(manifest.files.map(({ name }) => name)).toContain('tc_data_with_redemptions.csv');
  });

  it('ends with 8 where the results cannot be delivered; the run stands', async () => {
    const { common } = prepared();
    const place = 's3://ledgers/month-end/2026-10/tc_raw_data.xlsx';
    const ended = await run([place, ...common, '--out', 's3://nowhere/oct']);
    expect(ended.code).toBe(8);
    expect(parsed(ended.out)).toMatchObject({
      status: 'completed',
      delivered: null,
      problem: { code: 'delivery.no-bucket' },
    });
    expect(ended.err).toContain('The bucket nowhere does not exist.');
  });

  it('waits for a file that is not there yet', async () => {
    const { common } = prepared();
    // Looked for twice: after 20 s, which a slow machine needs to put it there, and after 30.
    const { child, ended } = start(['s3://ledgers/late.xlsx', ...common, '--wait', '30s']);
    let put: Promise<void> | null = null;
    child.stderr!.on('data', (text: Buffer) => {
      if (text.toString().includes('Waiting for s3://ledgers/late.xlsx'))
        put = s3.put('ledgers', 'late.xlsx', workbook);
    });
    const { code, err } = await ended;
    expect(put).not.toBeNull();
    expect(code).toBe(0);
    expect(err).toContain('The file has arrived.');
  });

  it('ends with 7 where it does not come, and with 6 when it is cancelled meanwhile', async () => {
    const { common } = prepared();
    const late = await run(['s3://ledgers/never.xlsx', ...common, '--wait', '1s']);
    expect(late.code).toBe(7);
    expect(parsed(late.out)).toMatchObject({ problem: { code: 'source.not-there-yet' } });
    const { child, ended } = start(['s3://ledgers/never.xlsx', ...common, '--wait', '1h']);
    child.stderr!.on('data', (text: Buffer) => {
      if (text.toString().includes('Waiting for s3://ledgers/never.xlsx')) child.kill('SIGINT');
    });
    expect((await ended).code).toBe(6);
  });

  it('tests the way to a place, step by step', async () => {
    const { dataDir, there } = prepared();
    const common = [...there, '--data-dir', dataDir];
    const right = await run(['test', PATTERN, '--period', '2026-10', ...common]);
    expect(right.code).toBe(0);
    expect(right.out).toContain('passed   bucket');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'another');
    const wrong = await run(['test', PATTERN, '--period', '2026-10', ...common]);
    expect(wrong.code).toBe(3);
    expect(wrong.out).toMatch(/FAILED {3}bucket +S3 does not accept the credentials/);
    expect(wrong.out).toContain('skipped  object');
    s3.faults.next(9, { kind: 'answer', answer: awsErrors.expiredToken() });
    const json = await run(['test', 's3://ledgers/a.csv', ...common, '--json']);
    expect(parsed(json.out)).toMatchObject({ ok: false });
  });

  it('runs a source that was set up in the window, and lists them', async () => {
    const { dataDir } = prepared();
    mkdirSync(dataDir);
    const history = openHistory(historyFile(dataDir));
    const setup = {
      name: 'Month-end',
      place: PATTERN,
      s3: { endpoint: s3.endpoint, pathStyle: true },
      mapping: {},
      settings: { policy: 'exact', xlsx: false } as const,
      waitMinutes: 0,
    };
    const saved = history.saveSource(null, setup, 'as it was');
    const listed = await run(['sources', '--data-dir', dataDir]);
    expect(listed.out).toContain(`Month-end\n  ${PATTERN}\n`);
    const common = ['--data-dir', dataDir, '--json', '--period', '2026-10'];
    const ended = await run(['--source', 'month-END', ...common]);
    expect(parsed(ended.out)).toMatchObject({ status: 'completed', policy: 'exact' });
    expect(
      parsed((await run(['--source', 'month-end', ...common, '--policy', 'whole-lot'])).out),
    ).toMatchObject({ policy: 'whole-lot' });
    expect((await run(['--source', 'other', ...common])).code).toBe(2);

    // What the window's keychain holds is not to be had here, and nothing else is tried instead.
    const chain = {
      available: true,
      encrypt: async (text: string) => Buffer.from(text).reverse(),
      decrypt: async (bytes: Uint8Array) => ({
        text: Buffer.from(bytes).reverse().toString(),
        sealAgain: false,
      }),
    } as const;
    await secretStore(dataDir, async () => chain).put(secretNameOf(saved.id), {
      keys: { accessKeyId: 'AKIAKEPTKEPTKEPTKEPT', secretAccessKey: 'kept by the window' },
    });
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    const refused = await run(['--source', 'Month-end', ...common]);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('--profile');
    history.close();
  });

  it('wants no password on the command line', async () => {
    const { dataDir } = prepared();
    const proxy = ['--proxy', 'http://ana:hidden-word@proxy:3128'];
    const ended = await run(['s3://ledgers/a.xlsx', ...proxy, '--data-dir', dataDir]);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('password');
    expect(ended.err).not.toContain('hidden-word');
  });
});

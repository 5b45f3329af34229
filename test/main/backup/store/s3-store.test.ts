import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { backupPlanSchema } from '../../../../core/contract/backup/backup.ts';
import type { BackupPlan } from '../../../../core/contract/backup/backup.ts';
import { makeBackup } from '../../../../main/backup/make-backup.ts';
import { listBackups } from '../../../../main/backup/prune-backups.ts';
import { restoreBackup } from '../../../../main/backup/restore-backup.ts';
import { verifyBackup } from '../../../../main/backup/verify-backup.ts';
import { s3Server } from '../../../s3/s3-server.ts';
import type { S3Server } from '../../../s3/s3-server.ts';
import { scratch } from '../../app/application-fixture.ts';
import { backedUpFolder, contentOf, withHistory } from '../backup-fixture.ts';

let s3: S3Server;
beforeAll(async () => {
  s3 = await s3Server({ buckets: ['vault', { name: 'deaf', checksums: 'unknown' }] });
});
afterAll(() => s3.close());
afterEach(() => s3.faults.clear());

const planTo = (place: string): BackupPlan =>
  backupPlanSchema.parse({
    place,
    s3: { endpoint: s3.endpoint, pathStyle: true },
    encryption: { kind: 'aes256' },
    sealed: true,
  });
const access = () => ({
  remote: {
    s3: { endpoint: s3.endpoint, pathStyle: true, region: 'us-east-1' },
    secret: { keys: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey } },
    network: { proxy: null, caFile: null },
  },
  passphrase: 'correct horse battery staple',
  scratch: scratch(),
});
const made = (root: string, plan: BackupPlan) =>
  withHistory(root, (history) =>
    makeBackup(plan, {
      ...{ root, history, access: access(), now: () => new Date(), sealCost: 2 ** 10 },
    }),
  );

describe('backups on S3', () => {
  it.each(['vault', 'deaf'])('are made, listed, verified and restored (%s)', async (bucket) => {
    const root = await backedUpFolder();
    const plan = planTo(`s3://${bucket}/thrive`);
    const before = s3.requests.length;
    const { id } = await made(root, plan);
    const puts = s3.requests.slice(before).filter(({ operation }) => operation === 'PutObject');
    // Nothing announces a backup before all of it is there.
    expect(puts.at(-1)?.key).toBe(`thrive/backups/${id}.json`);
    const list = await listBackups(plan, access(), '2026-12-01');
    expect(list.backups.map(({ facts }) => facts.id)).toEqual([id]);
    expect((await verifyBackup(plan, access(), null, { digestOf: () => null })).faults).toEqual([]);
    const target = scratch();
    await restoreBackup(plan, { target, id, access: access() });
    const runs = (folder: string) => contentOf(join(folder, 'runs'));
    expect(runs(target)).toEqual(runs(root));
    rmSync(target, { recursive: true });
    expect(readdirSync(root).filter((name) => /restor/.test(name))).toEqual([]);
  });

  it('that the storage refuses are told in its own words, and leave the last good one', async () => {
    const root = await backedUpFolder();
    const plan = planTo('s3://vault/refused');
    const { id } = await made(root, plan);
    await expect(made(root, planTo('s3://nowhere/at-all'))).rejects.toMatchObject({
      code: 'backup.place-failed',
      message: expect.stringContaining('does not exist') as string,
    });
    const list = await listBackups(plan, access(), '2026-12-01');
    expect(list.backups.map(({ facts }) => facts.id)).toEqual([id]);
  });
});

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  cacheStatus,
  clearCache,
  keepObject,
  knownObject,
  objectId,
  trimCache,
} from '../../../../main/places/fetch/fetch-cache.ts';
import { scratch } from '../../app/application-fixture.ts';

/** Keeps `bytes` under a name and gives it an age in days; its SHA-256. */
async function keep(root: string, name: string, bytes: string, days = 0): Promise<string> {
  const file = join(scratch(), name);
  writeFileSync(file, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await keepObject(root, name, file, {
    place: `s3://ledgers/${name}`,
    etag: `"${name}"`,
    sha256,
    name,
    bytes: bytes.length,
    modifiedAt: 1,
    versionId: null,
    checkedBy: null,
  });
  const used = new Date(Date.now() - days * 86_400_000);
  utimesSync(join(root, 'fetched', sha256), used, used);
  return sha256;
}

describe('the cache of fetched objects', () => {
  it('keeps bytes by their content and knows which object they were', async () => {
    const root = scratch();
    const sha256 = await keep(root, 'a.csv', 'aaaa');
    expect(readFileSync(join(root, 'fetched', sha256, 'a.csv'), 'utf8')).toBe('aaaa');
    expect(await knownObject(root, 'a.csv')).toMatchObject({ etag: '"a.csv"', sha256 });
    expect(await cacheStatus(root, 10)).toEqual({ files: 1, bytes: 4, limitBytes: 10 });
  });

  it('knows nothing of what has been deleted, cut short, or is no record', async () => {
    const root = scratch();
    const sha256 = await keep(root, 'a.csv', 'aaaa');
    writeFileSync(join(root, 'fetched', sha256, 'a.csv'), 'aaa');
    expect(await knownObject(root, 'a.csv')).toBeNull();
    writeFileSync(join(root, 'fetched', 'known', 'a.csv.json'), '{');
    expect(await knownObject(root, 'a.csv')).toBeNull();
    expect(await knownObject(root, 'b.csv')).toBeNull();
  });

  it('lets the longest unused go first, and never what is in use', async () => {
    const root = scratch();
    const old = await keep(root, 'old.csv', 'aaaa', 3);
    const older = await keep(root, 'older.csv', 'bbbb', 4);
    const oldest = await keep(root, 'oldest.csv', 'cccc', 5);
    await trimCache(root, 8, oldest);
    const there = (sha256: string): boolean => existsSync(join(root, 'fetched', sha256));
    expect([old, older, oldest].map(there)).toEqual([true, false, true]);
    await trimCache(root, 0, oldest);
    expect([old, older, oldest].map(there)).toEqual([false, false, true]);
    expect(await knownObject(root, 'old.csv')).toBeNull();
  });

  it('is emptied without what is just being fetched', async () => {
    const root = scratch();
    await keep(root, 'a.csv', 'aaaa');
    mkdirSync(join(root, 'fetched', '.partial-x.1-a'));
    expect(await clearCache(root, 10)).toEqual({ files: 0, bytes: 0, limitBytes: 10 });
    expect(existsSync(join(root, 'fetched', '.partial-x.1-a'))).toBe(true);
    expect(await cacheStatus(scratch(), 10)).toEqual({ files: 0, bytes: 0, limitBytes: 10 });
  });

  it('tells objects apart by their place, their storage and their version', () => {
    const ids = [
      objectId('s3://a/b', { s3: {} }),
      objectId('s3://a/c', { s3: {} }),
      objectId('s3://a/b', { s3: { endpoint: 'https://minio.example' } }),
      objectId('s3://a/b', { s3: { versionId: '1' } }),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(objectId('s3://a/b', { s3: { region: 'eu-west-1' } })).toBe(ids[0]);
  });
});

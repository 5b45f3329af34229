import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Problem } from '../../../core/contract/problem.ts';
import { assertStillThere, storageTrouble } from '../../../main/data-folder/storage-trouble.ts';
import { problemOf, scratch } from '../app/application-fixture.ts';

const failed = (code: string, message: string, path?: string) =>
  Object.assign(new Error(`${code}: ${message}`), { code, ...(path && { path }) });

it.each([
  ['run.disk-full', 'Node', failed('ENOSPC', 'no space left on device, write')],
  ['run.disk-full', 'a quota', failed('EDQUOT', 'disk quota exceeded')],
  ['run.disk-full', 'DuckDB', new Error('IO Error: Could not write "/x": No space left on device')],
  ['run.disk-full', 'Windows', new Error('IO Error: There is not enough space on the disk.')],
  ['run.folder-read-only', 'Node', failed('EROFS', 'read-only file system, open')],
  [
    'run.folder-read-only',
    'DuckDB',
    new Error('IO Error: Cannot open "/x": Read-only file system'),
  ],
  ['run.drive-fault', 'Node', failed('EIO', 'i/o error, read')],
  ['run.drive-fault', 'a share', failed('ESTALE', 'stale file handle, read')],
  ['run.drive-fault', 'DuckDB', new Error('IO Error: Could not write "/x": Input/output error')],
])('%s by what %s says', (code, _who, thrown) => {
  const problem = storageTrouble(thrown, scratch());
  expect(problem).toMatchObject({
    code,
    hint: expect.stringContaining('continue the run') as string,
  });
});

it('a refusal is trouble of the folder within it alone', () => {
  const folder = scratch();
  const within = failed('EACCES', 'permission denied, open', join(folder, 'x'));
  expect(storageTrouble(within, folder)?.code).toBe('run.folder-read-only');
  expect(storageTrouble(failed('EACCES', 'permission denied', '/else/x'), folder)).toBeNull();
});

it('a missing file is trouble where its folder is gone as well', async () => {
  const folder = scratch();
  const missing = failed('ENOENT', 'no such file or directory, open', join(folder, 'x'));
  expect(storageTrouble(missing, folder)).toBeNull();
  await assertStillThere([folder], folder);
  expect(await problemOf(assertStillThere([join(folder, 'x')], folder))).toBe('run.folder-gone');
  rmSync(folder, { recursive: true });
  expect(storageTrouble(missing, folder)?.code).toBe('run.folder-gone');
});

it('nothing else is', () => {
  expect(storageTrouble(failed('EMFILE', 'too many open files'), '/x')).toBeNull();
  expect(storageTrouble('no space left on device', '/x')).toBeNull();
  const known = { kind: 'usage', code: 'a.b', message: 'Disk quota exceeded.', hint: '' } as const;
  expect(storageTrouble(new Problem(known), '/x')).toBeNull();
});

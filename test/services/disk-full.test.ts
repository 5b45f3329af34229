import { expect, it } from 'vitest';
import { Problem } from '../../core/contract/problem.ts';
import { diskFull } from '../../main/services/disk-full.ts';

it.each([
  ['Node', Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })],
  ['a quota', Object.assign(new Error('EDQUOT: disk quota exceeded'), { code: 'EDQUOT' })],
  ['DuckDB', new Error('IO Error: Could not write file "/x.parquet": No space left on device')],
  ['DuckDB on Windows', new Error('IO Error: There is not enough space on the disk.')],
])('a full drive is named as such by what %s says', (_who, thrown) => {
  expect(diskFull(thrown, '/data/runs/1')).toMatchObject({
    code: 'run.disk-full',
    message: expect.stringContaining('/data/runs/1') as string,
  });
});

it('nothing else is a full drive', () => {
  expect(diskFull(new Error('EACCES: permission denied'), '/x')).toBeNull();
  expect(diskFull('no space left on device', '/x')).toBeNull();
  const known = { kind: 'usage', code: 'a.b', message: 'Disk quota exceeded.', hint: '' } as const;
  expect(diskFull(new Problem(known), '/x')).toBeNull();
});

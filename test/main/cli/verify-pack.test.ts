import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writePack } from '../../../core/pack/files/write-pack.ts';
import { run, scratch } from './command.ts';

it('verify-pack says that a pack is what was written, names what is not, and what it cannot read', async () => {
  const path = join(scratch(), 'pack.zip');
  const source = { name: 'tc.csv', bytes: 1, sha256: 'a', kept: false };
  const { sha256 } = await writePack(path, [{ path: 'memo.pdf', content: Buffer.from('%PDF') }], {
    entity: '',
    source: 'tc',
    period: '2026-06',
    as_of: '2026-06-30',
    policy: 'exact',
    run: 'r',
    source_file: source,
    software: '1',
    rules_sha256: 'b',
    how: '',
  });
  const told = await run(['verify-pack', path]);
  expect(told.code).toBe(0);
  expect(told.out).toContain('Verified   1 file, every byte as it was written.');
  expect(told.out).toContain(`SHA-256    ${sha256}`);

  const bytes = readFileSync(path);
  // The file lies behind its header and its name.
  bytes[30 + 'memo.pdf'.length + 1]! ^= 4;
  writeFileSync(path, bytes);
  const changed = await run(['verify-pack', path]);
  expect(changed.code).toBe(5);
  expect(changed.out).toContain('changed  memo.pdf is not what was written.');
  const { out, code } = await run(['verify-pack', path, '--json']);
  expect(code).toBe(5);
  expect(JSON.parse(out)).toMatchObject({
    verified: false,
    about: { source: 'tc' },
    faults: [{ what: 'changed', path: 'memo.pdf' }],
  });

  expect(await run(['verify-pack', `${path}.gone`])).toMatchObject({ code: 3 });
  expect(await run(['verify-pack'])).toMatchObject({ code: 2 });
});

import { createHash } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fingerprint } from '../../../core/source/fingerprint.ts';
import { openSource } from '../../../core/source/open-source.ts';
import { problemOf, testFolder } from './reading.ts';
import { writeWorkbook } from './zip-fixture.ts';

const folder = testFolder();

it('the format is told by the content, not by the name', async () => {
  const path = join(folder, 'really-a-workbook.csv');
  writeWorkbook(path, { sheet: '<row><c><v>1</v></c></row>' });
  const source = await openSource(path);
  expect(source.format).toBe('xlsx');
  await source.close();
  writeFileSync(path, 'a,b\n1,2\n');
  const text = await openSource(path);
  expect(text.format).toBe('csv');
  await text.close();
});

it('a sheet that does not exist is a problem', async () => {
  for (const write of [
    (path: string) => writeWorkbook(path, { sheet: '' }),
    (path: string) => writeFileSync(path, 'a\n1\n'),
  ]) {
    const path = join(folder, 'some.file');
    write(path);
    const source = await openSource(path);
    const problem = await problemOf(source.readSheet('Nowhere', () => undefined));
    expect(problem.code).toBe('source.damaged');
    await source.close();
  }
});

it('a fingerprint holds the hash, the size and the time of the last change', async () => {
  const path = join(folder, 'large.bin');
  const bytes = Buffer.alloc(3 * 2 ** 20 + 17, 'abc');
  writeFileSync(path, bytes);
  const seen: number[] = [];
  expect(await fingerprint(path, { onProgress: ({ done }) => seen.push(done) })).toEqual({
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    modifiedAt: statSync(path).mtimeMs,
  });
  expect(seen.at(-1)).toBe(bytes.length);
  const problem = await problemOf(fingerprint(path, { signal: AbortSignal.abort() }));
  expect([problem.kind, problem.code]).toEqual(['cancelled', 'run.cancelled']);
});

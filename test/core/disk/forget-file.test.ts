import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { forgetFile } from '../../../core/disk/forget-file.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'thrive-forget-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

it('a file and a folder that nobody needs any more are gone, and one that is gone is no matter', async () => {
  const root = folder();
  const [file, deep] = [join(root, 'a.tmp'), join(root, 'b')];
  writeFileSync(file, '');
  mkdirSync(join(deep, 'c'), { recursive: true });
  for (const path of [file, deep, file]) await forgetFile(path);
  expect([file, deep].filter((path) => existsSync(path))).toEqual([]);
});

it('one that another program has open is tried for again by Node, and left where that does not help', async () => {
  const asked: unknown[] = [];
  const inUse = async (...given: unknown[]): Promise<void> => {
    asked.push(given[1]);
    throw Object.assign(new Error('in use'), { code: 'EBUSY' });
  };
  await forgetFile('/a.tmp', inUse);
  expect(asked).toEqual([{ recursive: true, force: true, maxRetries: 5, retryDelay: 50 }]);
});

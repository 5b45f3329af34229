import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { faultLogFile } from '../../../main/data-folder/data-folder.ts';
import { faultLog } from '../../../main/app/fault-log.ts';
import { scratchFolder } from '../history/fixtures.ts';

const AT = new Date('2026-12-01T10:00:00Z');
const FULL = 'an old line\n'.repeat(100_000);

/** A data folder whose log is as long as it may be. */
function full() {
  const root = scratchFolder();
  const file = faultLogFile(root);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, FULL);
  return { file, old: join(dirname(file), 'faults.old.log'), log: faultLog(root, () => AT) };
}

it('the log begins anew where it is long, and the one before it stays', () => {
  const { file, old, log } = full();
  log('broken');
  expect(readFileSync(file, 'utf8')).toBe('2026-12-01T10:00:00.000Z broken\n');
  expect(readFileSync(old, 'utf8')).toBe(FULL);
});

it('it goes on where the one before it is open in another program', () => {
  const { file, old, log } = full();
  mkdirSync(join(old, 'in the way'), { recursive: true });
  log('broken');
  expect(readFileSync(file, 'utf8').endsWith('Z broken\n')).toBe(true);
});

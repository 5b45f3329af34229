import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, it } from 'vitest';
import { replaceProgram } from '../../../main/updater/replace-program.ts';
import { scratch } from '../app/application-fixture.ts';

it('the newer program takes the name of the one that runs, and can be started', async () => {
  const folder = scratch();
  const [file, newer] = [join(folder, 'thrive.AppImage'), join(folder, 'fetched')];
  writeFileSync(file, 'old', { mode: 0o755 });
  writeFileSync(newer, 'new', { mode: 0o600 });
  await replaceProgram(file, newer);
  expect(readFileSync(file, 'utf8')).toBe('new');
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o755);
});

it('the one that runs stays where the newer one cannot take its place', async () => {
  const folder = scratch();
  const [file, newer] = [join(folder, 'thrive.AppImage'), join(folder, 'fetched')];
  mkdirSync(join(file, 'in the way'), { recursive: true });
  writeFileSync(newer, 'new');
  await expect(replaceProgram(file, newer)).rejects.toThrow();
  expect(readdirSync(folder).sort()).toEqual(['fetched', 'thrive.AppImage']);
});

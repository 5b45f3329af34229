import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, it, vi } from 'vitest';
import { clearOldScratch } from '../../../main/data-folder/old-scratch.ts';
import { application, scratch } from '../app/application-fixture.ts';
import { PATIENTLY } from '../../patience.ts';

/** A process that has been there and is not any more. */
function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

it('scratch of processes that are gone is deleted, and nothing else', async () => {
  const root = scratch();
  const [dead, alive] = [`grid-${deadPid()}`, `grid-${process.pid}`];
  for (const name of [dead, alive, 'mine', 'grid-0'])
    mkdirSync(join(root, 'scratch', name), { recursive: true });
  writeFileSync(join(root, 'scratch', dead, 'spilled.tmp'), 'x');
  await clearOldScratch(root);
  expect(readdirSync(join(root, 'scratch')).sort()).toEqual([alive, 'grid-0', 'mine'].sort());
  await clearOldScratch(join(root, 'none'));
  expect(existsSync(join(root, 'none'))).toBe(false);
});

it('the program does so as it starts', async () => {
  const dataDir = scratch();
  const folder = join(dataDir, 'scratch', `grid-${deadPid()}`);
  mkdirSync(folder, { recursive: true });
  application({ dataDir });
  await vi.waitFor(() => expect(existsSync(folder)).toBe(false), PATIENTLY);
});

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { electronBinary, fetchElectron, runElectron } from '../../../main/setup/electron.ts';

function tree(): { root: string; folder: string } {
  const root = mkdtempSync(join(tmpdir(), 'thrive-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'node_modules', 'electron');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"version":"1.2.3"}');
  return { root, folder };
}

function putBinary(folder: string, script = '#!/bin/sh\nexit 0\n'): string {
  const binary = join(folder, 'dist', 'electron');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(binary, script);
  chmodSync(binary, 0o755);
  writeFileSync(join(folder, 'path.txt'), 'electron');
  return binary;
}

it('finds the binary only where it is', () => {
  const { root, folder } = tree();
  expect(electronBinary(root)).toBeNull();
  const binary = putBinary(folder);
  expect(electronBinary(root)).toBe(binary);
  rmSync(binary);
  expect(electronBinary(root)).toBeNull();
});

it('tries a download that failed no second time, unless asked or for another version', () => {
  const { root, folder } = tree();
  let tried = 0;
  const fetch = (again: boolean) => fetchElectron(root, again, () => tried++);
  expect([fetch(false), fetch(false), tried]).toEqual([null, null, 1]);
  expect([fetch(true), tried]).toEqual([null, 2]);
  writeFileSync(join(folder, 'package.json'), '{"version":"1.2.4"}');
  expect([fetch(false), tried]).toEqual([null, 3]);
});

it('gives the binary that the installer brought', () => {
  const { root, folder } = tree();
  expect(fetchElectron(root, false, () => putBinary(folder))).toBe(electronBinary(root));
});

it.runIf(process.platform !== 'win32')(
  'says when the window could not be shown, and how one that was shown ended',
  async () => {
    const { root, folder } = tree();
    expect(await runElectron(putBinary(folder), root, [])).toBe(0);
    expect(await runElectron(putBinary(folder, '#!/bin/sh\nexit 127\n'), root, [])).toBeNull();
    expect(await runElectron(putBinary(folder, '#!/bin/sh\nkill -TRAP $$\n'), root, [])).toBeNull();
    expect(await runElectron(join(root, 'nothing'), root, [])).toBeNull();
    const given = '#!/bin/sh\n[ "$1" = "$PWD/x" ] || [ "$2" = ledger.xlsx ]\n';
    expect(await runElectron(putBinary(folder, given), root, ['ledger.xlsx'])).toBe(0);
  },
);

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import afterPack, { nativeFiles } from '../../../main/setup/after-pack.ts';

const X64 = 1;
const ARM64 = 3;
const TARGETS = [
  ['linux', 'x64', X64],
  ['darwin', 'x64', X64],
  ['darwin', 'arm64', ARM64],
  ['win32', 'x64', X64],
] as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thrive-packed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const packed = (system: string, arch: number): Parameters<typeof afterPack>[0] => ({
  appOutDir: folder,
  electronPlatformName: system,
  arch,
  packager: { getResourcesDir: (appOutDir) => join(appOutDir, 'resources') },
});

function put(paths: readonly string[]): void {
  for (const path of paths) {
    const file = join(folder, 'resources', 'app.asar.unpacked', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  }
}

describe.each(TARGETS)('a package for %s %s', (system, processor, arch) => {
  it('passes with both native modules and the library of one', () => {
    put(nativeFiles(system, processor));
    expect(() => afterPack(packed(system, arch))).not.toThrow();
  });
  it.each(nativeFiles(system, processor))('fails without %s', (missing) => {
    put(nativeFiles(system, processor).filter((path) => path !== missing));
    expect(() => afterPack(packed(system, arch))).toThrow(missing);
  });
});

it('a package for the other processor fails with the modules of this one', () => {
  put(nativeFiles('darwin', 'arm64'));
  expect(() => afterPack(packed('darwin', X64))).toThrow('node-bindings-darwin-x64/duckdb.node');
});

it('a package for two processors at once is refused', () => {
  put([...nativeFiles('darwin', 'arm64'), ...nativeFiles('darwin', 'x64')]);
  expect(() => afterPack(packed('darwin', 4))).toThrow('processor 4');
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nativeFiles } from '../../main/setup/after-pack.ts';
import { releasePlaceArguments } from '../../main/setup/release-place.ts';

const root = join(import.meta.dirname, '..', '..');

interface Association {
  readonly ext: string;
  readonly rank?: string;
}
interface Section {
  readonly icon: string;
  readonly target: readonly unknown[];
  readonly fileAssociations?: readonly Association[];
}
interface Config {
  readonly files: readonly { readonly filter: readonly string[] }[];
  readonly afterPack: string;
  readonly publish: unknown;
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly toolsets: { readonly appimage: string };
  readonly linux: Section;
  readonly mac: Section;
  readonly win: Section;
  readonly nsis: { readonly include: string };
}
// Parts of electron-builder that are not in its typings.
interface ConfigModule {
  getConfig(root: string, path: null, options: null): Promise<Config>;
  validateConfiguration(config: Config, log: { isEnabled: boolean }): Promise<void>;
}

let config: Config;
beforeAll(async () => {
  const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
  const module = builder('app-builder-lib/out/util/config/config.js') as ConfigModule;
  config = await module.getConfig(root, null, null);
  await module.validateConfiguration(config, { isEnabled: false });
});

describe('electron-builder.yml', () => {
  it('sets every fuse to the safe side', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    });
  });
  it('packages each system for the processor it runs on, with an icon that is large enough', () => {
    expect(config.linux.target).toEqual(['AppImage', 'deb']);
    // The zip is what macOS updates from.
    expect(config.mac.target).toEqual(['dmg', 'zip']);
    expect(config.win.target).toEqual(['nsis']);
    for (const { icon } of [config.mac, config.win]) {
      const png = readFileSync(join(root, icon));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 1024]);
    }
  });
  it('finishes no package without the native modules of its target', async () => {
    const { default: afterPack } = (await import(join(root, config.afterPack))) as {
      default: unknown;
    };
    expect(afterPack).toBeTypeOf('function');
    // npm installs those of the system it runs on; the lockfile has to name them all.
    const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8');
    for (const [system, processor] of [
      ['linux', 'x64'],
      ['darwin', 'x64'],
      ['darwin', 'arm64'],
      ['win32', 'x64'],
    ] as const) {
      const [sqlite, duckdb] = nativeFiles(system, processor);
      expect(readFileSync(join(root, sqlite!)).length).toBeGreaterThan(0);
      expect(lockfile).toContain(`"${duckdb!.slice(0, duckdb!.lastIndexOf('/'))}"`);
    }
  });
  it('names no place for newer versions but that of the workflow that packages', () => {
    expect(config.publish).toBeNull();
    expect(releasePlaceArguments({})).toEqual([]);
    expect(releasePlaceArguments({ GITHUB_REPOSITORY: 'no repository' })).toEqual([]);
  });
  it('takes no picture of the screens along', () => {
    const patterns = config.files.flatMap(({ filter }) => filter);
    expect(patterns.filter((pattern) => pattern.startsWith('assets'))).toEqual([
      'assets/icon.png',
      'assets/sample/**',
    ]);
  });
  it('makes an AppImage that needs no library for mounting itself', () => {
    expect(config.toolsets.appimage).not.toBe('0.0.0');
  });
});

describe('a double click on a workbook or a CSV file', () => {
  it('on Linux is left alone: no desktop could take the program for their default', () => {
    expect(config.linux.fileAssociations!.map(({ ext }) => ext)).toEqual(['parquet']);
  });
  it('on macOS goes on to what it went to; the program is an alternative', () => {
    expect(config.mac.fileAssociations!.map(({ ext, rank }) => [ext, rank])).toEqual([
      ['xlsx', 'Alternate'],
      ['csv', 'Alternate'],
      ['parquet', 'Alternate'],
    ]);
  });
  it('on Windows goes on to what it went to, and Explorer hears of the new entry', () => {
    const script = readFileSync(join(root, config.nsis.include), 'utf8');
    const macros = new Map(
      [...script.matchAll(/!macro (\w+)\n([\s\S]*?)!macroend/g)].map(([, name, body]) => [
        name,
        body!,
      ]),
    );
    for (const name of ['customInstall', 'customUnInstall']) {
      const lines = macros.get(name)!.trim().split('\n');
      for (const ext of ['xlsx', 'csv', 'parquet'])
        expect(lines.filter((line) => line.includes(`.${ext}\\OpenWithProgids`))).toHaveLength(1);
      expect(lines.at(-1)!.trim()).toBe('!insertmacro tellExplorer');
    }
    expect(macros.get('tellExplorer')).toContain('shell32::SHChangeNotify(i 0x08000000,');
    // The default of a type is the value without a name.
    expect(script).not.toMatch(/Classes\\\.\w+" ""/);
  });
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AfterPackContext } from 'electron-builder';

/** What electron-builder says of the folder that it has put together. */
type PackedFolder = Pick<AfterPackContext, 'appOutDir' | 'electronPlatformName' | 'arch'> & {
  readonly packager: Pick<AfterPackContext['packager'], 'getResourcesDir'>;
};

/** The processors that we package for, by electron-builder's numbers. */
const PROCESSORS: Readonly<Record<number, string>> = { 1: 'x64', 3: 'arm64' };

const DUCKDB_LIBRARY: Readonly<Record<string, string>> = {
  linux: 'libduckdb.so',
  darwin: 'libduckdb.dylib',
  win32: 'duckdb.dll',
};

/**
 * electron-builder calls this when the folder of a system is put together, before it is signed. npm
 * installs DuckDB's binary for the machine it runs on and for no other: packaged elsewhere, the program
 * would start and fail at the first workbook.
 *
 * @throws where a native module of the target is missing.
 */
export default function afterPack(folder: PackedFolder): void {
  const { appOutDir, electronPlatformName: system, arch, packager } = folder;
  const processor = PROCESSORS[arch];
  if (processor === undefined) throw new Error(`There is no package for processor ${arch}.`);
  const beside = join(packager.getResourcesDir(appOutDir), 'app.asar.unpacked');
  const missing = nativeFiles(system, processor).filter((path) => !existsSync(join(beside, path)));
  if (missing.length > 0)
    throw new Error(
      `The package for ${system}-${processor} lacks ${missing.join(', ')}. ` +
        'Package each system, and each processor, on itself.',
    );
}

/** The native modules of a target, and the library that one of them loads, as paths in the application. */
export function nativeFiles(system: string, processor: string): string[] {
  const duckdb = `node_modules/@duckdb/node-bindings-${system}-${processor}`;
  return [
    `node_modules/better-sqlite3/prebuilds/${system}-${processor}.node`,
    `${duckdb}/duckdb.node`,
    `${duckdb}/${DUCKDB_LIBRARY[system]}`,
  ];
}

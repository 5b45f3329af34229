import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { productionFolders } from './production-folders.ts';
import type { LockPackages, RootPackage } from './production-folders.ts';

/** What a system is packaged for, in electron-builder's words. */
export interface Target {
  readonly section: 'linux' | 'mac' | 'win';
  readonly arch: 'x64' | 'arm64';
}

/** The systems as Node names them. */
export const SYSTEM = { linux: 'linux', mac: 'darwin', win: 'win32' } as const;

export interface Packaged {
  /** Paths in the archive, relative to the application, with forward slashes. */
  readonly files: ReadonlySet<string>;
  /** Those of them that lie beside the archive, where the system's loader can read them. */
  readonly unpacked: ReadonlySet<string>;
}

export interface BuilderConfig {
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly [name: string]: unknown;
}

// Parts of electron-builder that decide what goes in; they are not in its typings.
type Filter = (file: string, stat: object) => boolean;
interface FileMatcher {
  readonly from: string;
  readonly patterns: string[];
  macroExpander: (text: string) => string;
  createFilter(): Filter;
}
interface MatcherModule {
  FileMatcher: new (
    from: string,
    to: string,
    expand: (text: string) => string,
    patterns: string[],
  ) => FileMatcher;
  excludedExts: string;
  getMainFileMatchers(...args: unknown[]): FileMatcher[];
  getNodeModuleFileMatcher(...args: unknown[]): FileMatcher;
  getFileMatchers(...args: unknown[]): FileMatcher[] | null;
}
interface CopyModule {
  NodeModuleCopyHelper: new (
    matcher: FileMatcher,
    packager: unknown,
  ) => {
    collectNodeModules(module: object, exts: string[], destination: string): Promise<string[]>;
  };
}
interface ConfigModule {
  getConfig(root: string, path: string | null, options: null): Promise<BuilderConfig>;
  validateConfiguration(config: BuilderConfig, log: { isEnabled: boolean }): Promise<void>;
}
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const part = <T>(path: string): T => builder(`app-builder-lib/out/${path}`) as T;

/** electron-builder.yml, checked against electron-builder's own schema. Throws where it does not fit. */
export async function builderConfig(root: string): Promise<BuilderConfig> {
  const { getConfig, validateConfiguration } = part<ConfigModule>('util/config/config.js');
  const config = await getConfig(root, null, null);
  await validateConfiguration(config, { isEnabled: false });
  return config;
}

/**
 * What electron-builder would put into the application, by its own matchers, without downloading
 * anything. It is given what package.json says, so that a test can change it.
 */
export function packagerFor(
  root: string,
  config: BuilderConfig,
  { section, arch }: Target,
): (rootPackage: RootPackage) => Promise<Packaged> {
  const matching = part<MatcherModule>('fileMatcher.js');
  const { NodeModuleCopyHelper } = part<CopyModule>('util/NodeModuleCopyHelper.js');
  const expand = (text: string): string =>
    text.replaceAll('${arch}', arch).replaceAll('${platform}', SYSTEM[section]);
  const own = config[section] as object;
  const output = join(root, 'release');
  const packager = {
    projectDir: root,
    buildResourcesDir: 'build',
    config,
    debugLogger: { isEnabled: false },
    appInfo: { type: 'module' },
    getWorkspaceRoot: async () => root,
  };
  const [unpack] = matching.getFileMatchers(config, 'asarUnpack', root, {
    macroExpander: expand,
    customBuildOptions: own,
    globalOutDir: output,
    defaultSrc: root,
  })!;
  const isUnpacked = unpack!.createFilter();
  const modules = matching.getNodeModuleFileMatcher(root, root, expand, own, packager);
  // As electron-builder does it: extensions that no package needs at run time.
  const exts = ['.o', '.obj', ...matching.excludedExts.split(',').map((ext) => `.${ext}`), '.pdb'];
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: LockPackages;
  };
  const ofFolder = new Map<string, Promise<string[]>>();

  return async (rootPackage) => {
    const files = ownFiles();
    for (const folder of productionFolders(rootPackage, packages)) {
      const known = ofFolder.get(folder) ?? packageFiles(folder);
      ofFolder.set(folder, known);
      files.push(...(await known));
    }
    return {
      files: new Set(files),
      unpacked: new Set(
        files.filter((path) => isUnpacked(join(root, path), statSync(join(root, path)))),
      ),
    };
  };

  function ownFiles(): string[] {
    return matching
      .getMainFileMatchers(root, root, expand, own, { info: packager }, output, false)
      .flatMap((matcher) => [...filesBelow(root, matcher.createFilter())])
      .map((path) => pathIn(root, path));
  }

  async function packageFiles(folder: string): Promise<string[]> {
    const dir = join(root, folder);
    const matcher = new matching.FileMatcher(dir, dir, expand, modules.patterns);
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const copier = new NodeModuleCopyHelper(matcher, packager);
    const files = await copier.collectNodeModules({ name, dir }, exts, folder);
    return files.map((path) => pathIn(root, path));
  }
}

/** A path of the resolved file as the archive would have it. */
export function pathInApplication(root: string, file: string): string {
  return pathIn(realpathSync(root), file);
}

function* filesBelow(folder: string, wanted: Filter): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.name === 'node_modules' || !wanted(path, statSync(path))) continue;
    if (entry.isDirectory()) yield* filesBelow(path, wanted);
    else yield path;
  }
}

function pathIn(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

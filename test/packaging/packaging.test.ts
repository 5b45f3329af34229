import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { CALL_NAMES } from '../../core/contract/api/api.ts';
import type { ApiBridge, CallName } from '../../core/contract/api/api.ts';
import { callNamesArgument } from '../../main/electron/bridge.ts';
import { builderConfig, packagerFor, pathInApplication, SYSTEM } from './packaged-files.ts';
import type { BuilderConfig, Packaged, Target } from './packaged-files.ts';
import type { ImportGraph } from './import-graph.ts';
import { productionFolders } from './production-folders.ts';
import type { LockPackages, RootPackage } from './production-folders.ts';

const root = join(import.meta.dirname, '..', '..');
const json = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), 'utf8')) as T;
const rootPackage = json<RootPackage & { main: string }>('package.json');
const { packages } = json<{ packages: LockPackages }>('package-lock.json');

/** What is packaged here for this very system: the only one whose packages are all installed. */
const HERE: Target = {
  section: process.platform === 'darwin' ? 'mac' : process.platform === 'win32' ? 'win' : 'linux',
  arch: process.arch === 'arm64' ? 'arm64' : 'x64',
};
const SYSTEMS: Target[] = [
  { section: 'linux', arch: 'x64' },
  { section: 'mac', arch: 'x64' },
  { section: 'mac', arch: 'arm64' },
  { section: 'win', arch: 'x64' },
];

let config: BuilderConfig;
let pack: (given: RootPackage) => Promise<Packaged>;
let packaged: Packaged;
let graph: ImportGraph;
/** Paths in the application of everything that it loads at run time. */
let loaded: string[];

beforeAll(async () => {
  node('main/setup/build.ts');
  config = await builderConfig(root);
  pack = packagerFor(root, config, HERE);
  packaged = await pack(rootPackage);
  graph = JSON.parse(
    node('--experimental-import-meta-resolve', 'test/packaging/import-graph.ts', ...builtScripts()),
  ) as ImportGraph;
  loaded = graph.files.map((file) => pathInApplication(root, file));
});

function node(...args: string[]): string {
  const done = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  if (done.status !== 0) throw new Error(`node ${args[0]} failed:\n${done.stderr}`);
  return done.stdout;
}

/** Every module of the application, whichever way it is started: window, runner, worker threads. */
function builtScripts(): string[] {
  return readdirSync(join(root, 'dist', 'app'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.c?js$/.test(path) && !path.endsWith('preload.js'))
    .map((path) => join(root, 'dist', 'app', path));
}

const missingFrom = ({ files }: Packaged): string[] => loaded.filter((path) => !files.has(path));

describe('the packaged application', () => {
  it('holds its entry and everything that is named by path', () => {
    expect([...packaged.files]).toEqual(
      expect.arrayContaining([
        rootPackage.main,
        'package.json',
        'dist/app/main/electron/preload.cjs',
        'dist/app/main/runner/runner.js',
        'dist/app/core/pipeline/parts/crew-worker.js',
        'dist/app/main/policies/policy-worker.js',
        'dist/app/main/places/fetch/sum-worker.js',
        'dist/renderer/index.html',
        'assets/icon.png',
        ...readdirSync(join(root, 'assets', 'sample')).map((name) => `assets/sample/${name}`),
      ]),
    );
  });
  it('loads the window, the runner and the matching threads', () => {
    expect(loaded).toEqual(
      expect.arrayContaining([
        'dist/app/main/electron/main.js',
        'dist/app/main/runner/runner.js',
        'dist/app/core/pipeline/parts/crew-worker.js',
        'dist/app/main/policies/policy-worker.js',
        'dist/app/main/places/fetch/sum-worker.js',
        'node_modules/zod/index.js',
        'node_modules/better-sqlite3/lib/binding.js',
      ]),
    );
  });
  it('holds every module that it loads', () => {
    expect(missingFrom(packaged)).toEqual([]);
  });
  it('finds every module that it loads, save native ones of other systems', () => {
    const open = graph.unresolved
      .filter(({ specifier }) => !specifier.startsWith('@duckdb/node-bindings-'))
      .filter(({ from, specifier }) => isNeeded(from, specifier));
    expect(open).toEqual([]);
  });
  it('would lack modules if any dependency that it loads were for development only', async () => {
    const used = Object.keys(rootPackage.dependencies).filter((name) =>
      loaded.some((path) => path.startsWith(`node_modules/${name}/`)),
    );
    expect(used).toEqual(expect.arrayContaining(['@duckdb/node-api', 'better-sqlite3', 'zod']));
    // The client of S3 brings its checksums along in any case.
    for (const name of used.filter((one) => one !== '@aws-sdk/checksums')) {
      const others = Object.entries(rootPackage.dependencies).filter(([other]) => other !== name);
      const without = await pack({ ...rootPackage, dependencies: Object.fromEntries(others) });
      expect(missingFrom(without), name).not.toEqual([]);
    }
  });
  it('holds no package that is for development only, no source and no test', () => {
    const strangers = [...packaged.files].filter(
      (path) =>
        /^node_modules\/(?:electron|vite|react|typescript|vitest|playwright)\//.test(path) ||
        /^(?:core|main|renderer|test|release)\//.test(path) ||
        path.endsWith('.map') ||
        /^node_modules\/better-sqlite3\/(?:deps|src|build)\//.test(path),
    );
    expect(strangers).toEqual([]);
  });
  it('holds what the page asks for', () => {
    const page = readFileSync(join(root, 'dist', 'renderer', 'index.html'), 'utf8');
    const asked = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path!);
    expect(asked).not.toEqual([]);
    for (const path of asked) expect(packaged.files).toContain(posix.join('dist/renderer', path));
  });
  it('has a preload that requires nothing but Electron and carries no schemas', () => {
    const source = readFileSync(join(root, 'dist/app/main/electron/preload.cjs'), 'utf8');
    const required = [...source.matchAll(/require\(["'`]([^"'`]+)/g)].map(([, name]) => name);
    expect([...new Set(required)]).toEqual(['electron']);
    expect(source.length).toBeLessThan(10_000);
  });
});

describe('the built window', () => {
  it('links: its entry starts, and leaves to the instance that holds the lock', () => {
    const folder = mkdtempSync(join(tmpdir(), 'thrive-built-'));
    const said = node(
      '--import',
      './test/packaging/electron-stand-in.ts',
      'dist/app/main/electron/main.js',
      `--data-dir=${folder}`,
    );
    rmSync(folder, { recursive: true, force: true });
    expect(said.trim().split('\n')).toEqual(['enableSandbox', 'requestSingleInstanceLock', 'quit']);
  });
  it('gives the page its bridge, and the page nothing of Electron’s', async () => {
    const exposed = new Map<string, ApiBridge>();
    const invoked: unknown[] = [];
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name: string, api: ApiBridge) => void exposed.set(name, api),
      },
      ipcRenderer: {
        invoke: async (...args: unknown[]) => invoked.push(args),
      },
      webUtils: {},
    };
    const source = readFileSync(join(root, 'dist/app/main/electron/preload.cjs'), 'utf8');
    runInNewContext(source, {
      require: (name: string) => (name === 'electron' ? electron : undefined),
      process: { argv: ['electron', callNamesArgument(CALL_NAMES)] },
      exports: {},
      module: { exports: {} },
    });
    expect([...exposed.keys()]).toEqual(['thrive']);
    const bridge = exposed.get('thrive')!;
    expect(Object.keys(bridge).sort()).toEqual(['call', 'onEvent', 'pathOf', 'upload']);
    await bridge.call('shell.info', {});
    expect((await bridge.call('no.call' as CallName, {})).ok).toBe(false);
    expect(invoked).toEqual([['thrive:call', 'shell.info', {}]]);
  });
});

describe('native modules', () => {
  const prebuild = (system: string, arch: string): string =>
    `node_modules/better-sqlite3/prebuilds/${system}-${arch}.node`;

  it('of this system lie beside the archive, with the libraries they load', () => {
    const system = SYSTEM[HERE.section];
    const bindings = `node_modules/@duckdb/node-bindings-${system}-${HERE.arch}`;
    const native = [
      prebuild(system, HERE.arch),
      ...readdirSync(join(root, bindings))
        .filter((name) => /\.(?:node|so|dylib|dll)$/.test(name))
        .map((name) => `${bindings}/${name}`),
    ];
    expect(native.length).toBeGreaterThan(system === 'win32' ? 1 : 2);
    for (const path of native) expect(packaged.unpacked).toContain(path);
  });
  it('that are in the package all lie beside the archive, none of another system', () => {
    const binaries = [...packaged.files].filter((path) => path.endsWith('.node'));
    for (const path of binaries) expect(packaged.unpacked).toContain(path);
    expect(binaries).toHaveLength(2);
  });
  it('are really loaded from where they are packaged', () => {
    const script =
      "import('better-sqlite3').then(async ({ default: open }) => { new open(':memory:');" +
      "await import('@duckdb/node-api');" +
      'console.log(JSON.stringify(process.report.getReport().sharedObjects)) })';
    const objects = JSON.parse(node('-e', script)) as string[];
    const own = objects.filter((path) => path.includes('node_modules'));
    expect(own.length).toBeGreaterThanOrEqual(2);
    for (const path of own) expect(packaged.unpacked).toContain(pathInApplication(root, path));
  });
  it.each(SYSTEMS)('are there for $section $arch', async (target) => {
    const system = SYSTEM[target.section];
    const { files, unpacked } = await packagerFor(root, config, target)(rootPackage);
    const sqlite = [...files].filter((path) => path.includes('/prebuilds/'));
    expect(sqlite).toEqual([prebuild(system, target.arch)]);
    expect(unpacked).toContain(sqlite[0]);
    // npm installs those of the system it runs on; the lockfile has to name them all.
    expect(productionFolders(rootPackage, packages, () => true)).toContain(
      `node_modules/@duckdb/node-bindings-${system}-${target.arch}`,
    );
  });
});

describe('electron-builder.yml', () => {
  it('sets every fuse to the safe side', () => {
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });
  it('packages for three systems, with an icon that is large enough, and opens workbooks', () => {
    const { linux, mac, win } = config as unknown as Record<
      'linux' | 'mac' | 'win',
      { icon: string; target: unknown[]; fileAssociations?: { ext: string }[] }
    >;
    expect(linux.target).toEqual(['AppImage', 'deb']);
    expect(mac.target).toEqual([{ target: 'dmg', arch: ['x64', 'arm64'] }]);
    expect(win.target).toEqual(['nsis']);
    for (const { icon } of [linux, mac, win]) {
      const png = readFileSync(join(root, icon));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 1024]);
    }
    for (const { fileAssociations } of [linux, mac])
      expect(fileAssociations!.map(({ ext }) => ext)).toEqual(['xlsx', 'csv', 'parquet']);
    const openWith = readFileSync(
      join(root, (config['nsis'] as { include: string }).include),
      'utf8',
    );
    for (const ext of ['xlsx', 'csv', 'parquet'])
      expect(openWith.split(`Classes\\.${ext}\\OpenWithProgids`)).toHaveLength(3);
  });
});

/** Whether what could not be found is a package that its importer says it depends on. */
function isNeeded(from: string, specifier: string): boolean {
  if (specifier.startsWith('.')) return true;
  let folder = dirname(from);
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  const { dependencies = {} } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Partial<RootPackage>;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return folder === root || name in dependencies;
}

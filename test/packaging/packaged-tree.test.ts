import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, relative, sep } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nativeFiles } from '../../main/setup/after-pack.ts';
import { DEEP } from '../amount.ts';
import type { ImportGraph } from './import-graph.ts';
import { putInUse } from './folder-in-use.ts';
import { missingFrom } from './missing-modules.ts';
import { fusesOf, packagedTree } from './packaged-tree.ts';
import type { PackagedTree } from './packaged-tree.ts';

const root = join(import.meta.dirname, '..', '..');
const MIB = 2 ** 20;

/** electron-builder itself, around a stand-in for Electron; its folder of Linux can be made anywhere there. */
describe.runIf(DEEP && process.platform === 'linux')('the packaged application', () => {
  let scratch: string;
  let packaged: PackagedTree;
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'thrive-packaged-'));
    node(root, 'main/setup/build.ts');
    packaged = packagedTree(root, scratch);
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('reconciles the sample to the same bytes as the source tree', () => {
    const sample = join('assets', 'sample', 'tc_raw_data.xlsx');
    const built = reconciled(packaged.application, 'dist/app/main/cli/main.js', sample, 'built');
    const source = reconciled(root, 'main/cli/main.ts', sample, 'source');
    expect(source.size).toBeGreaterThan(5);
    expect(built).toEqual(source);
  });

  it('opens its window, or leaves to the instance that holds the lock', () => {
    const folder = join(scratch, 'window');
    putInUse(folder);
    const said = node(
      packaged.application,
      '--import',
      join(import.meta.dirname, 'electron-stand-in.ts'),
      json<{ main: string }>(packaged.application, 'package.json').main,
      `--data-dir=${folder}`,
    );
    expect(said.trim().split('\n')).toEqual(['enableSandbox', 'requestSingleInstanceLock', 'quit']);
  });

  it('holds every module that it loads', () => {
    const scripts = [...packaged.files.keys()].filter((path) => /^dist\/app\/.*\.c?js$/.test(path));
    const graph = JSON.parse(
      node(
        packaged.application,
        '--experimental-import-meta-resolve',
        join(import.meta.dirname, 'import-graph.ts'),
        ...scripts,
      ),
    ) as ImportGraph;
    expect(graph.files.length).toBeGreaterThan(scripts.length);
    expect(missingFrom(graph)).toEqual([]);
  });

  it('holds what the page asks for', () => {
    const page = readFileSync(join(packaged.application, 'dist/renderer/index.html'), 'utf8');
    const asked = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path!);
    expect(asked).not.toEqual([]);
    for (const path of asked)
      expect([...packaged.files.keys()]).toContain(posix.join('dist/renderer', path));
  });

  it('holds its own folders, the packages that production needs, and nothing else', () => {
    const tops = new Set(
      [...packaged.files.keys()].map((path) =>
        path.startsWith('node_modules/')
          ? 'node_modules'
          : path
              .split('/')
              .slice(0, path.startsWith('assets/sample/') ? 2 : 3)
              .join('/'),
      ),
    );
    expect([...tops].filter((top) => !/^dist\/(app|renderer)\//.test(top)).sort()).toEqual([
      'assets/icon.png',
      'assets/sample',
      'core/RULES.md',
      'node_modules',
      'package.json',
    ]);
    const { packages } = json<{ packages: Record<string, LockPackage> }>(root, 'package-lock.json');
    const ofProduction = new Set(
      Object.entries(packages)
        .filter(([, { dev }]) => dev !== true)
        .map(([folder, { version }]) => `${folder.split('node_modules/').at(-1)} ${version}`),
    );
    // electron-builder may lay a package where another version of it is installed: it counts what it is.
    const strangers = [...packaged.files.keys()]
      .filter((path) => /node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path))
      .map((path) => json<{ name: string; version: string }>(packaged.application, path))
      .filter(({ name, version }) => !ofProduction.has(`${name} ${version}`));
    expect(strangers.map(({ name }) => name)).toEqual([]);
    expect([...packaged.files.keys()].filter((path) => /\.(map|[cm]?ts|tsx)$/.test(path))).toEqual(
      [],
    );
  });

  it('has both native modules of this system beside the archive, and no other', () => {
    const native = nativeFiles(process.platform, process.arch);
    for (const path of native) expect(packaged.unpacked).toContain(path);
    const binaries = [...packaged.files.keys()].filter((path) => path.endsWith('.node')).sort();
    expect(binaries).toEqual(native.filter((path) => path.endsWith('.node')).sort());
  });

  it('is not made for a processor whose native modules are not installed', () => {
    const other = process.arch === 'x64' ? 'arm64' : 'x64';
    const elsewhere = join(scratch, 'elsewhere');
    mkdirSync(elsewhere);
    expect(() => packagedTree(root, elsewhere, other)).toThrow(
      `lacks node_modules/@duckdb/node-bindings-linux-${other}/duckdb.node`,
    );
  });

  it('is no larger than it was, but for the libraries of its databases', () => {
    const beside = [...packaged.unpacked].reduce((sum, path) => sum + packaged.files.get(path)!, 0);
    process.stdout.write(
      `The packaged application: ${packaged.files.size} files, ${(packaged.archived / MIB).toFixed(1)} MiB ` +
        `archived, ${(beside / MIB).toFixed(1)} MiB beside.\n`,
    );
    expect(packaged.archived).toBeLessThan(41 * MIB);
    expect(beside).toBeLessThan(80 * MIB);
  });

  it('has every fuse on the safe side', () => {
    const binary = readFileSync(join(packaged.folder, 'thrive-cash-reconciler'));
    // In the order of the wire: run as Node, cookies encrypted, NODE_OPTIONS, inspecting, the archive's
    // integrity, only from the archive, a snapshot of the browser's own, rights for file://.
    expect(fusesOf(binary)).toEqual([false, false, false, false, true, true, false, false]);
  });

  /** The checksum of each file that a run of the sample writes. */
  function reconciled(
    folder: string,
    script: string,
    sample: string,
    name: string,
  ): Map<string, string> {
    const out = join(scratch, name, 'out');
    const data = join(scratch, name, 'data');
    node(folder, script, join(folder, sample), '--data-dir', data, '--out', out);
    const files = readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .sort();
    return new Map(
      files.map((file) => [
        relative(out, file).split(sep).join('/'),
        createHash('sha256').update(readFileSync(file)).digest('hex'),
      ]),
    );
  }
});

interface LockPackage {
  readonly version?: string;
  readonly dev?: boolean;
}

const json = <T>(folder: string, path: string): T =>
  JSON.parse(readFileSync(join(folder, path), 'utf8')) as T;

function node(folder: string, ...args: string[]): string {
  const done = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  if (done.status !== 0) throw new Error(`node ${args.join(' ')} failed:\n${done.stderr}`);
  return done.stdout;
}

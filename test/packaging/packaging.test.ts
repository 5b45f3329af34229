import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { CALL_NAMES } from '../../core/contract/api/api.ts';
import type { ApiBridge, CallName } from '../../core/contract/api/api.ts';
import { callNamesArgument } from '../../main/electron/page/bridge.ts';
import { putInUse } from './folder-in-use.ts';
import { missingFrom } from './missing-modules.ts';
import type { ImportGraph } from './import-graph.ts';

const root = join(import.meta.dirname, '..', '..');
const json = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), 'utf8')) as T;
const { main: entry } = json<{ main: string }>('package.json');
/** The packages that the lockfile names, by folder; `dev` where only development needs them. */
const { packages } = json<{ packages: Record<string, { dev?: boolean }> }>('package-lock.json');

let graph: ImportGraph;
/** Paths from the root of everything that the application loads at run time. */
let loaded: string[];

beforeAll(() => {
  node('main/setup/build.ts');
  graph = JSON.parse(
    node('--experimental-import-meta-resolve', 'test/packaging/import-graph.ts', ...builtScripts()),
  ) as ImportGraph;
  const real = realpathSync(root);
  loaded = graph.files.map((file) => relative(real, file).split(sep).join('/'));
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

describe('the built application', () => {
  it('loads the window, the runner and the matching threads', () => {
    expect(loaded).toEqual(
      expect.arrayContaining([
        entry,
        'dist/app/main/runner/runner.js',
        'dist/app/core/pipeline/parts/crew-worker.js',
        'dist/app/main/policies/policy-worker.js',
        'dist/app/main/places/fetch/sum-worker.js',
        'node_modules/zod/index.js',
        'node_modules/electron-updater/out/NsisUpdater.js',
        'node_modules/better-sqlite3/lib/binding.js',
      ]),
    );
  });
  it('finds every module that it loads, save native ones of other systems', () => {
    expect(missingFrom(graph)).toEqual([]);
  });
  it('loads no package that is for development only', () => {
    const folders = loaded
      .filter((path) => path.startsWith('node_modules/'))
      .map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)![0]);
    expect(folders).toEqual(expect.arrayContaining(['node_modules/zod', 'node_modules/yazl']));
    expect([...new Set(folders)].filter((folder) => packages[folder]?.dev !== undefined)).toEqual(
      [],
    );
    expect([...new Set(folders)].filter((folder) => !(folder in packages))).toEqual([]);
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
    putInUse(folder);
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

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { programFolder } from '../program-folder.ts';
import { NONCE_PLACEHOLDER } from '../web-policy.ts';
import { inputsHash, PARTS, STAMP, staleParts } from './parts.ts';
import type { Part } from './parts.ts';

/**
 * `npm run build`: builds what is stale, of all parts or of those named; with `--all` even what is
 * not. Says on standard error what it has done.
 */
const root = programFolder();
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const asked = PARTS.filter(({ name }) => names.length === 0 || names.includes(name));
for (const part of process.argv.includes('--all') ? asked : staleParts(root, asked)) {
  const begun = Date.now();
  try {
    await build(part);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    continue;
  }
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  process.stderr.write(`Built ${part.output} in ${seconds} s.\n`);
}

/** Builds beside the old folder and then takes its place: whoever reads sees the old or the new one. */
async function build(part: Part): Promise<void> {
  const output = join(root, part.output);
  const beside = join(root, 'dist', `.${part.name}-${process.pid}`);
  const old = `${beside}-old`;
  const hash = inputsHash(root, part.inputs);
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  try {
    await (part.name === 'renderer' ? buildRenderer(beside) : buildApp(beside));
    writeFileSync(join(beside, STAMP), hash);
    if (existsSync(output)) renameSync(output, old);
    renameSync(beside, output);
  } finally {
    rmSync(beside, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

/** The interface: hashed assets, nothing inlined, no script outside a file, for the policy's sake. */
async function buildRenderer(outDir: string): Promise<void> {
  const { build: viteBuild } = await import('vite');
  const { default: react } = await import('@vitejs/plugin-react');
  await viteBuild({
    configFile: false,
    root: join(root, 'renderer'),
    base: '/',
    logLevel: 'warn',
    plugins: [react()],
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4000,
    },
  });
}

/** JavaScript for Electron, which does not strip types; types are checked by `npm test`. */
async function buildApp(outDir: string): Promise<void> {
  const tsc = join(root, 'node_modules', 'typescript-native', 'bin', 'tsc');
  const config = join(root, 'main', 'setup', 'app.tsconfig.json');
  const done = spawnSync(process.execPath, [tsc, '-p', config, '--outDir', outDir], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (done.status !== 0) throw new Error('TypeScript could not emit the application.');
  const preload = join(root, 'main', 'electron', 'preload.ts');
  if (existsSync(preload)) await buildPreload(preload, join(outDir, 'main', 'electron'));
}

/** One CommonJS file: a sandboxed preload can require nothing but electron. */
async function buildPreload(entry: string, outDir: string): Promise<void> {
  const { build: viteBuild } = await import('vite');
  await viteBuild({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      minify: false,
      lib: { entry, formats: ['cjs'], fileName: () => 'preload.cjs' },
      rollupOptions: { external: ['electron'] },
    },
  });
}

// What `npm start`, `npm test` and the other scripts begin with. It needs nothing but Node 20 and
// npm: it installs what the lockfile names, then runs the command under the pinned Node 24, whose
// TypeScript support needs no build.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const COMMANDS = {
  start: ['main/setup/start.ts'],
  build: ['main/setup/build.ts'],
  package: ['main/setup/package.ts'],
  reconcile: ['main/cli/main.ts'],
  generate: ['main/generate/main.ts'],
  test: ['main/setup/test.ts'],
  'test:unit': ['node_modules/vitest/vitest.mjs', 'run'],
  'test:deep': ['main/setup/test.ts'],
  bench: ['test/bench/main.ts'],
  pictures: ['test/e2e/pictures.ts'],
  smoke: ['test/packaging/smoke/smoke.ts'],
};

const [command, ...given] = process.argv.slice(2);
// npm takes away the `--` before what it hands on; whoever runs this file writes it out of habit.
const args = given[0] === '--' ? given.slice(1) : given;
const entry = COMMANDS[command];
if (!entry)
  fail(2, `Unknown command ${command ?? ''}. Known: ${Object.keys(COMMANDS).join(', ')}.`);
if (Number(process.versions.node.split('.')[0]) < 20)
  fail(1, `Node 20 or newer is needed; this is ${process.version}.`);
if (!treeMatchesLockfile()) install();
run();

/** Whether every package that the lockfile wants on this platform is installed in that version. */
function treeMatchesLockfile() {
  const installedList = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedList) || !existsSync(nodeBinary())) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedList, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (installed[path] ? installed[path].version === version : optional === true),
  );
}

function install() {
  console.error('Installing dependencies (once, or after the lockfile changed) …');
  const npm = process.env.npm_execpath;
  const options = ['ci', '--loglevel=error', '--no-audit', '--no-fund'];
  // Standard output belongs to the command that follows; npm's words go to standard error.
  const settings = { cwd: root, stdio: ['ignore', 2, 2] };
  const done = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...options], settings)
    : spawnSync('npm', options, { ...settings, shell: process.platform === 'win32' });
  if (done.status !== 0 || !existsSync(nodeBinary()))
    fail(1, 'The dependencies could not be installed. Check the connection to the npm registry.');
}

function nodeBinary() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(root, 'node_modules', 'node', 'bin', name);
}

function run() {
  const path = `${dirname(nodeBinary())}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`;
  const child = spawn(
    nodeBinary(),
    ['--disable-warning=ExperimentalWarning', join(root, entry[0]), ...entry.slice(1), ...args],
    {
      // Paths that the user typed mean the folder where npm was called.
      cwd: command.startsWith('test') ? root : (process.env.INIT_CWD ?? process.cwd()),
      stdio: 'inherit',
      env: {
        ...process.env,
        PATH: path,
        ...(command === 'test:deep' && { THRIVE_TEST_DEEP: '1' }),
      },
    },
  );
  // A terminal sends Ctrl-C to the child as well; the child decides how to end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
  child.on('error', (error) => fail(1, `The pinned Node could not be started: ${error.message}`));
}

function fail(code, sentence) {
  console.error(sentence);
  process.exit(code);
}

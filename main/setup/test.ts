import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { browserPath, installBrowser } from './browser.ts';
import { electronReason } from './electron.ts';
import { memoryFolder } from './memory-folder.ts';

/**
 * `npm test`: the checks, then the tests, all of them even if one fails, and one closing line of counts.
 * `npm run test:deep` is the same with all that proves by the thousand in full.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const DEEP = process.env['THRIVE_TEST_DEEP'] === '1';
// A history that waits for its drive at each of its commits costs a fifth of all; in full it does wait.
const memory = DEEP ? null : memoryFolder();
const scratch = mkdtempSync(join(memory ?? tmpdir(), 'thrive-test-'));
if (memory !== null) {
  // What the tests leave there goes with it. Others may pass through it, as through any folder of temporary
  // files: where root runs the tests, PostgreSQL does so as another user.
  chmodSync(scratch, 0o711);
  process.env['TMPDIR'] = scratch;
}
const report = join(scratch, 'vitest.json');

interface Stage {
  readonly name: string;
  readonly script: string;
  readonly args: string[];
}
/** What the end-to-end tests drive, and what some of the others look at. */
const build: Stage = { name: 'build', script: '../main/setup/build.ts', args: [] };
/** One after the other, the longest first, beside the build and then beside the tests. */
const checks: Stage[] = [
  { name: 'lint and floors', script: 'eslint/bin/eslint.js', args: ['.'] },
  // It shares the cores: more checkers in one would each look at what all have in common.
  { name: 'types', script: 'typescript-native/bin/tsc', args: ['--noEmit', '--checkers', '1'] },
  {
    name: 'types of the interface',
    script: 'typescript-native/bin/tsc',
    args: ['--noEmit', '--checkers', '1', '-p', 'renderer'],
  },
  { name: 'nothing unused', script: 'knip/bin/knip.js', args: ['--no-progress'] },
  { name: 'format', script: 'oxfmt/bin/oxfmt', args: ['--check'] },
];

// One for all that draws by it, and printed by each.
process.env['THRIVE_TEST_SEED'] ??= String(randomInt(2 ** 31));

let passed = 0;
let failed = 0;
const checked = eachInTurn(checks);
await eachInTurn([build]);

// A filter names unit tests; with one, the end-to-end tests are left out.
const filter = process.argv.slice(2);
// Beside each other: each leaves a core idle now and then. What the second says is shown at the end.
const endToEnd = filter.length === 0 ? testEndToEnd() : null;
const suiteOk = await node('vitest/vitest.mjs', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...filter,
]);
count(report, suiteOk, ({ numPassedTests, numFailedTests }) => [numPassedTests, numFailedTests]);
await endToEnd;
await checked;
rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });

say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** What each says is shown when it has ended. */
async function eachInTurn(stages: readonly Stage[]): Promise<void> {
  for (const { name, script, args } of stages) {
    const ok = await nodeQuietly(script, args);
    say(`${ok ? '✓' : '✗'} ${name}`);
    if (ok) passed++;
    else failed++;
  }
}

/** The interface in a real browser and, where its binary is there, in Electron's own window. */
async function testEndToEnd(): Promise<void> {
  const reason = electronReason(root);
  if (reason !== null) say(`The same specs in Electron's window are left out: ${reason}`);
  if (browserPath() === null) installBrowser(root, () => browserPath() !== null);
  const results = join(scratch, 'e2e.json');
  const config = join(root, 'test', 'e2e', 'playwright.config.ts');
  const ok = await nodeQuietly('@playwright/test/cli.js', ['test', '--config', config], {
    E2E_REPORT: results,
    E2E_SHARE: '1',
  });
  count(results, ok, ({ stats }) => [
    stats?.expected,
    (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
  ]);
}

interface Report {
  readonly numPassedTests?: number;
  readonly numFailedTests?: number;
  readonly stats?: Readonly<Record<'expected' | 'unexpected' | 'flaky', number>>;
}

/** Adds what a runner reports; one that failed without a failed test counts as a failure itself. */
function count(
  path: string,
  ok: boolean,
  countsOf: (report: Report) => readonly [number | undefined, number | undefined],
): void {
  let counts: readonly [number | undefined, number | undefined];
  try {
    counts = countsOf(JSON.parse(readFileSync(path, 'utf8')) as Report);
  } catch {
    counts = [0, 1];
  }
  passed += counts[0] ?? 0;
  failed += (counts[1] ?? 0) || (ok ? 0 : 1);
}

/** Runs a script to its end; what it says is shown then. Whether it went well. */
async function nodeQuietly(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (words += text.toString()));
  const ok = await endsWell(child);
  process.stdout.write(words);
  return ok;
}

/** The same, but what it says is shown as it is said. */
function node(script: string, args: readonly string[]): Promise<boolean> {
  const path = join(root, 'node_modules', script);
  return endsWell(spawn(process.execPath, [path, ...args], { cwd: root, stdio: 'inherit' }));
}

async function endsWell(child: ChildProcess): Promise<boolean> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

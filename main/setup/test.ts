import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `npm test`: each stage in turn, all of them even if one fails, and one closing line of counts. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'thrive-test-'));
const report = join(scratch, 'vitest.json');

const stages: { name: string; script: string; args: string[] }[] = [
  { name: 'types', script: 'typescript/bin/tsc', args: ['--noEmit'] },
  {
    name: 'types of the interface',
    script: 'typescript/bin/tsc',
    args: ['--noEmit', '-p', 'renderer'],
  },
  { name: 'lint and import arrows', script: 'eslint/bin/eslint.js', args: ['.'] },
  { name: 'format', script: 'prettier/bin/prettier.cjs', args: ['--check', '.'] },
  // What the end-to-end tests drive.
  { name: 'build', script: '../main/setup/build.ts', args: [] },
];

let passed = 0;
let failed = 0;
for (const { name, script, args } of stages) {
  const ok = node(script, args);
  say(`${ok ? '✓' : '✗'} ${name}`);
  if (ok) passed++;
  else failed++;
}

const extra = process.argv.slice(2);
const suiteOk = node('vitest/vitest.mjs', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...extra,
]);
try {
  const counts = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
  passed += counts['numPassedTests'] ?? 0;
  failed += counts['numFailedTests'] ?? 0;
  if (!suiteOk && (counts['numFailedTests'] ?? 0) === 0) failed++;
} catch {
  failed++;
}
rmSync(scratch, { recursive: true, force: true });

say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function node(script: string, args: readonly string[]): boolean {
  const path = join(root, 'node_modules', script);
  return spawnSync(process.execPath, [path, ...args], { cwd: root, stdio: 'inherit' }).status === 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

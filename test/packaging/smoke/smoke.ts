import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { HostInfo } from '../../../core/contract/api/shell.ts';
import type { RunEnding } from '../../../core/contract/api/runs.ts';
import { watchMemory } from './peak-memory.ts';
import { startWindow } from './running-window.ts';

/**
 * `npm run smoke [-- [--workbook FILE] [PROGRAM]]`, after `npm run package`: starts the packaged
 * application, or the program named, as a user would, sees its window, and reconciles the sample in it,
 * or the file named. So the archive, the fuses, the preload, the runner's process and the native modules
 * are seen at work together. With a file it says how much memory each process has taken.
 */
const root = join(import.meta.dirname, '..', '..', '..');
const { values, positionals } = parseArgs({
  options: { workbook: { type: 'string' } },
  allowPositionals: true,
});
const program = positionals[0] ?? packagedProgram();
const workbook = values.workbook === undefined ? null : resolve(values.workbook);
const LIMIT_MS = (workbook === null ? 2 : 120) * 60_000;

const runOf = (path: string | null): string => `(async () => {
  const { value: info } = await thrive.call('shell.info', {});
  const place = ${JSON.stringify(path)} ?? info.samples[0].place;
  const jobId = crypto.randomUUID();
  const ended = new Promise((resolve) =>
    thrive.onEvent(({ name, payload }) =>
      name === 'job.ended' && payload.jobId === jobId ? resolve(payload) : undefined));
  const started = await thrive.call('runs.start', { place, jobId });
  if (!started.ok) throw new Error(started.problem.message);
  return { info, ending: await ended };
})()`;

const folder = mkdtempSync(join(tmpdir(), 'thrive-smoke-'));
const window = await startWindow(program, [`--data-dir=${folder}`], 'app://thrive/', LIMIT_MS);
try {
  await window.shown();
  assert.equal(await window.evaluate('typeof require + typeof process'), 'undefinedundefined');
  const memory = workbook === null ? null : watchMemory(window.pid);
  const { info, ending } = (await window.evaluate(runOf(workbook))) as {
    info: HostInfo;
    ending: RunEnding;
  };
  assert.equal(info.host, 'electron');
  assert.equal(ending.problem, null);
  assert.equal(ending.outcome, 'completed');
  assert.ok(
    Number(await window.evaluate('document.body.innerText.trim().length')) > 0,
    'The window is empty.',
  );
  for (const [name, mib] of memory?.() ?? [])
    process.stdout.write(`${name}: at most ${Math.round(mib)} MiB\n`);
  await window.evaluate(`void thrive.call('shell.quit', {})`);
  assert.equal(await window.ended, 0);
  process.stdout.write(
    `${program} showed its window, reconciled ${workbook ?? 'the sample'} and ended in good order.\n`,
  );
} finally {
  window.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** The program as `npm run package` left it, before it goes into an installer. */
function packagedProgram(): string {
  const { name, productName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    productName: string;
  };
  const inBundle = join(`${productName}.app`, 'Contents', 'MacOS', productName);
  const found = [
    ['linux-unpacked', name],
    ['linux-arm64-unpacked', name],
    [process.arch === 'arm64' ? 'mac-arm64' : 'mac', inBundle],
    ['win-unpacked', `${productName}.exe`],
  ]
    .map((path) => join(root, 'release', ...path))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error('Nothing is packaged yet. Run npm run package first.');
  return found;
}

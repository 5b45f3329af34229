import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostInfo } from '../../core/contract/api/shell.ts';
import type { RunEnding } from '../../core/contract/api/runs.ts';
import { startWindow } from './running-window.ts';

/**
 * `npm run smoke`, after `npm run package`: starts the packaged application as a user would, looks at
 * its page, and reconciles the sample in it. So the archive, the fuses, the preload, the runner's
 * process and the native modules are seen at work together.
 */
const root = join(import.meta.dirname, '..', '..');
const LIMIT_MS = 120_000;

const SAMPLE_RUN = `(async () => {
  const { value: info } = await thrive.call('shell.info', {});
  const jobId = crypto.randomUUID();
  const ended = new Promise((resolve) =>
    thrive.onEvent(({ name, payload }) =>
      name === 'job.ended' && payload.jobId === jobId ? resolve(payload) : undefined));
  const started = await thrive.call('runs.start', { place: info.samples[0].place, jobId });
  if (!started.ok) throw new Error(started.problem.message);
  return { info, ending: await ended };
})()`;

const program = packagedProgram();
const folder = mkdtempSync(join(tmpdir(), 'thrive-smoke-'));
const window = await startWindow(program, [`--data-dir=${folder}`], 'app://thrive/', LIMIT_MS);
try {
  assert.equal(await window.evaluate('typeof require + typeof process'), 'undefinedundefined');
  const { info, ending } = (await window.evaluate(SAMPLE_RUN)) as {
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
  await window.evaluate(`void thrive.call('shell.quit', {})`);
  assert.equal(await window.ended, 0);
  process.stdout.write(`${program} reconciled the sample and ended in good order.\n`);
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

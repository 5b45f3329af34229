import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { meaningOf } from '../../core/contract/problem-codes.ts';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import { launchArguments } from '../loopback/launch-arguments.ts';
import type { LaunchArguments } from '../loopback/launch-arguments.ts';
import { hasDisplay } from '../loopback/open-browser.ts';
import { serve } from '../loopback/serve.ts';
import { programFolder } from '../program-folder.ts';
import { electronBinary, fetchElectron, runElectron } from './electron.ts';
import { PARTS, staleParts } from './parts.ts';

/** `npm start`: the window where there can be one, else the same interface in the browser. */
const root = programFolder();
const args = process.argv.slice(2);
try {
  process.exit(await start(launchArguments(args)));
} catch (error) {
  const problem = asProblem(error);
  process.stderr.write(`${problem.message}\n${problem.hint}\n`);
  process.exit(problem.kind === 'usage' ? 2 : 1);
}

async function start(launch: LaunchArguments): Promise<number> {
  const chosen = windowOrReason(launch);
  let reason = 'reason' in chosen ? chosen.reason : 'The window could not be shown';
  if ('binary' in chosen) {
    buildStale(['renderer', 'app']);
    const rest = args.filter((argument) => argument !== '--electron');
    const code = await runElectron(chosen.binary, root, rest);
    if (code !== null) return code;
    reason += '; the interface is in the browser';
  }
  buildStale(['renderer']);
  await serve(launch, reason);
  return 0;
}

/** Electron's binary, or why the browser is used instead. */
function windowOrReason(launch: LaunchArguments): { binary: string } | { reason: string } {
  if (launch.browser || launch.port !== 0 || !launch.open)
    return { reason: 'As asked, the interface is in the browser' };
  if (!hasDisplay())
    return { reason: 'There is no display for a window; the interface is in a browser at' };
  if (process.platform === 'linux' && process.getuid?.() === 0)
    return { reason: 'Electron refuses to run as root; the interface is in the browser' };
  const binary = electronBinary(root) ?? fetchElectron(root, launch.electron);
  if (binary) return { binary };
  return {
    reason:
      'Electron could not be downloaded (--electron tries again); the interface is in the browser',
  };
}

/** In a process of its own, so that the bundler does not stay in memory; nothing to do costs little. */
function buildStale(names: readonly string[]): void {
  const wanted = PARTS.filter(({ name }) => names.includes(name));
  if (staleParts(root, wanted).length === 0) return;
  const script = join(root, 'main', 'setup', 'build.ts');
  const done = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, ...names],
    { stdio: ['ignore', 2, 2] },
  );
  if (done.status !== 0)
    throw new Problem({
      kind: 'internal',
      code: 'build.failed',
      message: meaningOf('build.failed'),
      hint: 'The reason is above; if it is not clear, delete node_modules and dist and start again.',
    });
}

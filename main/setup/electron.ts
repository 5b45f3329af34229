import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

/** Behind a firewall that swallows packets a download would hang for ever. */
const DOWNLOAD_LIMIT_MS = 60_000;
/** A window that ends in disorder this soon after its start was never there. */
const STILLBORN_MS = 10_000;

/** Electron's binary if it has been downloaded, else null. Asking the package itself would download it. */
export function electronBinary(root: string): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return null;
  const binary = join(folder, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/**
 * Downloads the binary and returns its path; null where it cannot be had. A failure is remembered for
 * this version of Electron, so that a machine behind a firewall waits once.
 *
 * @param again tries although it has failed before.
 * @param install is given the installer; replaced in tests.
 */
export function fetchElectron(
  root: string,
  again: boolean,
  install: (script: string) => void = runInstaller,
): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const failed = join(root, 'node_modules', '.cache', 'thrive', `no-electron-${versionOf(folder)}`);
  if (existsSync(failed) && !again) return null;
  install(join(folder, 'install.js'));
  const binary = electronBinary(root);
  if (!binary) remember(failed);
  return binary;
}

function remember(failed: string): void {
  try {
    mkdirSync(dirname(failed), { recursive: true });
    writeFileSync(failed, 'Its download failed; npm start -- --electron tries again.\n');
  } catch {
    // A tree that may only be read: the next start waits again.
  }
}

function versionOf(folder: string): string {
  const path = join(folder, 'package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

function runInstaller(script: string): void {
  process.stderr.write('Downloading Electron (once; at most a minute) …\n');
  spawnSync(process.execPath, [script], { stdio: 'ignore', timeout: DOWNLOAD_LIMIT_MS });
}

/**
 * Runs the program in its window until it is closed. Returns its exit code; null where the window
 * could not be shown at all, as on systems that lack Electron's libraries or forbid its sandbox.
 */
export function runElectron(
  binary: string,
  root: string,
  args: readonly string[],
): Promise<number | null> {
  const begun = Date.now();
  const child = spawn(binary, [root, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', () => resolve(null));
    child.on('exit', (code, signal) => {
      const asked = signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP';
      const stillborn = code !== 0 && !asked && Date.now() - begun < STILLBORN_MS;
      resolve(stillborn ? null : (code ?? 0));
    });
  });
}

/** Why the end-to-end tests cannot run in Electron's own window here; null where they can. */
export function electronReason(root: string): string | null {
  if (electronBinary(root) === null)
    return 'its binary is not here (npx install-electron fetches it).';
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY)
    return 'there is no display (xvfb-run npm test gives one).';
  return null;
}

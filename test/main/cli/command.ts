import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { commandLine } from '../../../main/cli/command-line.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'main', 'cli', 'main.ts');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the command line as a process of its own. */
export function start(
  args: readonly string[],
  cwd?: string,
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  );
  return { child, ended };
}

/**
 * What the command line answers, within the tests' own process, which saves each command the start of
 * one. What concerns the process itself (signals, the folder it is started in, two at a time) is
 * tested with `start`.
 */
export async function run(args: readonly string[]): Promise<Ended> {
  let out = '';
  let err = '';
  const code = await commandLine(args, {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
    cancelled: () => new AbortController().signal,
  });
  return { code, out, err };
}

/** A folder that goes when the test ends. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'thrive-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

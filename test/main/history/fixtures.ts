import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Exception } from '../../../core/contract/exceptions.ts';
import { DEFAULT_SETTINGS } from '../../../core/contract/settings.ts';
import type { Settings } from '../../../core/contract/settings.ts';
import { openHistory } from '../../../main/history/history.ts';
import type { History } from '../../../main/history/history.ts';
import { beginHistory } from '../app/begun-history.ts';
import { settingsKey } from '../../../main/history/tables/settings-key.ts';

export const VERSION = '0.1.0';
export const SHA = 'ab'.repeat(32);

/** A folder of the test's own, deleted after it. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'thrive-history-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A history whose clock advances by a second a call, closed after the test. */
export function scratchHistory(given?: string): History {
  const path = given ?? join(scratchFolder(), 'history.sqlite');
  if (given === undefined) beginHistory(path);
  let time = Date.UTC(2026, 10, 24, 10, 42, 33);
  const history = openHistory(path, { actor: 'ana', now: () => (time += 1000) });
  onTestFinished(() => history.close());
  return history;
}

export interface RunOptions {
  readonly sourceId: number;
  readonly settings?: Partial<Settings>;
  readonly sha256?: string;
}

export function startRun(history: History, options: RunOptions) {
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  return history.startRun({
    sourceId: options.sourceId,
    settings,
    settingsKey: settingsKey(settings, VERSION),
    version: VERSION,
    sha256: options.sha256 ?? SHA,
  });
}

/** A completed run with exceptions of these keys; returns its id. */
export function completedRun(
  history: History,
  options: RunOptions,
  keys: readonly string[] = [],
): string {
  const { id } = startRun(history, options);
  history.saveExceptions(
    id,
    keys.map((key) => exception(key)),
  );
  history.completeRun(id, {});
  return id;
}

export function exception(key: string, cents = 1000): Exception {
  return {
    code: 'redemption.unmatched',
    key,
    customer: '23306353',
    currency: 'USD',
    ids: ['7781403'],
    rows: [2],
    cents,
    createdAt: Date.UTC(2026, 1, 20),
    message: 'The redemption found no lot.',
  };
}

export interface Child {
  readonly process: ChildProcess;
  /** Resolves when standard output has held this text. */
  said(text: string): Promise<void>;
  /** Exit code, or null if killed by a signal, and everything it said on standard error. */
  readonly ended: Promise<{ code: number | null; stderr: string }>;
  readonly stdout: () => string;
}

/** A process that runs one of `children/`, killed after the test if need be. */
export function child(name: string, ...args: string[]): Child {
  const script = fileURLToPath(new URL(`children/${name}.ts`, import.meta.url));
  const started = spawn(process.execPath, [script, ...args]);
  let stdout = '';
  let stderr = '';
  started.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  started.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(started, 'close').then(([code]) => ({
    code: code as number | null,
    stderr,
  }));
  onTestFinished(() => void started.kill('SIGKILL'));
  return {
    process: started,
    ended,
    stdout: () => stdout,
    said: async (text) => {
      while (!stdout.includes(text)) {
        const next = await Promise.race([once(started.stdout, 'data'), ended]);
        if (!Array.isArray(next) && !stdout.includes(text)) throw new Error(`Ended: ${stderr}`);
      }
    },
  };
}

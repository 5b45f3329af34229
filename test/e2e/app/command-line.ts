import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..', '..', '..');

/** Reconciles on the command line, as preparation for what a test looks at; the run's id. */
export function reconciled(file: string, dataDir: string, ...options: string[]): string {
  const done = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'main', 'cli', 'main.ts'),
      file,
      ...['--data-dir', dataDir, '--json', '--quiet', ...options],
    ],
    { encoding: 'utf8' },
  );
  const { runId } = JSON.parse(done.stdout || '{}') as { runId?: string };
  if (!runId) throw new Error(`No run came of ${file}: ${done.stderr}`);
  return runId;
}

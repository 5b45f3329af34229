import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import type { GridTimes } from './measure-grid.ts';

const root = join(import.meta.dirname, '..', '..');
const TIMES = 5;

/** Up to a million rows a page has to come in 200 ms, above in a second. */
export function pageLimitMs(rows: number): number {
  return rows <= 1_000_000 ? 200 : 1000;
}

/** Reconciles a ledger into an empty data folder and times what a person does in its grid. */
export function benchGrid(ledger: string, dataDir: string): GridTimes {
  const options = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
  execFileSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'main/cli/main.ts'),
      ...[ledger, '--no-xlsx', '--data-dir', dataDir],
    ],
    options,
  );
  const text = execFileSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, 'measure-grid.ts'),
      ...[dataDir, String(TIMES)],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  ).toString();
  return JSON.parse(text) as GridTimes;
}

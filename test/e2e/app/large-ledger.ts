import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { amount } from '../../amount.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const folder = join(root, 'node_modules', '.cache', 'thrive-e2e');

/** A ledger of many rows, a million in full, made once: the same seed gives the same bytes. */
export const LARGE_ROWS = amount(1_000_000, 100_000);
export const LARGE_LEDGER = join(folder, `large-${LARGE_ROWS}.parquet`);

export default function makeLargeLedger(): void {
  if (existsSync(LARGE_LEDGER)) return;
  mkdirSync(folder, { recursive: true });
  const made = spawnSync(
    process.execPath,
    [
      join(root, 'main', 'generate', 'main.ts'),
      ...['--rows', String(LARGE_ROWS), '--seed', '7', '--out', LARGE_LEDGER],
    ],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`The large ledger could not be made: ${made.stderr}`);
}

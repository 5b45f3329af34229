import { join } from 'node:path';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { defineConfig } from '@playwright/test';
import type { Options } from './app/app.ts';
import { SEED } from '../amount.ts';
import { electronReason } from '../../main/setup/electron.ts';

const root = join(import.meta.dirname, '..', '..');
/** Nothing ends by these limits but what would never end, on the slowest machine. */
const TEST_LIMIT_MS = 20 * 60_000;
const STATE_LIMIT_MS = 3 * 60_000;

// Whatever loads `amount.ts` later, in whichever process, draws by this one.
process.env['THRIVE_TEST_SEED'] = String(SEED);
// The processes that the tests start are sooner ready.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules', '.cache', 'thrive-compiled');

/** What is proven of Electron's window without Electron. */
const WINDOW = 'window/**';

/**
 * The end-to-end tests: real main-process code, SQLite, DuckDB and files behind the loopback host in
 * Chromium; the same specs in Electron's own window where its binary is there.
 */
export default defineConfig<Options>({
  testDir: import.meta.dirname,
  outputDir: join(root, 'test-results'),
  globalSetup: ['drawn.ts', 'large-ledger.ts', 'without-excel.ts'].map((name) =>
    join(import.meta.dirname, 'app', name),
  ),
  // One more than there are cores: some tests wait.
  workers: Math.max(2, availableParallelism()) + 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: TEST_LIMIT_MS,
  expect: { timeout: STATE_LIMIT_MS },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['E2E_REPORT'] ?? 'test-results/e2e.json' }],
  ],
  use: {
    // What the browser saw takes a third of the time to write down: E2E_TRACE=1 does.
    trace: process.env['E2E_TRACE'] ? 'retain-on-failure' : 'off',
    actionTimeout: STATE_LIMIT_MS,
    viewport: { width: 1280, height: 800 },
  },
  projects: [
    { name: 'browser', testIgnore: WINDOW, use: { host: 'loopback' } },
    { name: 'window', testMatch: WINDOW, use: { host: 'stand-in' } },
    ...(electronReason(root) !== null
      ? []
      : [{ name: 'electron', testIgnore: WINDOW, use: { host: 'electron' as const } }]),
  ],
});

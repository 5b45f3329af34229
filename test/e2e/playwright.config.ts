import { join } from 'node:path';
import process from 'node:process';
import { defineConfig } from '@playwright/test';
import type { Options } from './app/app.ts';
import { electronReason } from '../../main/setup/electron.ts';

const root = join(import.meta.dirname, '..', '..');

/**
 * The end-to-end tests: real main-process code, SQLite, DuckDB and files behind the loopback host in
 * Chromium; the same specs in Electron's own window where its binary is there.
 */
export default defineConfig<Options>({
  testDir: import.meta.dirname,
  outputDir: join(root, 'test-results'),
  globalSetup: join(import.meta.dirname, 'app', 'large-ledger.ts'),
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['E2E_REPORT'] ?? 'test-results/e2e.json' }],
  ],
  use: {
    trace: 'retain-on-failure',
    actionTimeout: 20_000,
    viewport: { width: 1280, height: 800 },
  },
  projects: [
    { name: 'browser', use: { host: 'loopback' } },
    ...(electronReason(root) !== null
      ? []
      : [{ name: 'electron', use: { host: 'electron' as const } }]),
  ],
});

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { SEED } from './test/amount.ts';

// Whatever loads `amount.ts` later, in whichever process, draws by this one.
process.env['THRIVE_TEST_SEED'] = String(SEED);

/** Nothing ends by this limit but what would never end, on the slowest machine. */
const LIMIT_MS = 20 * 60_000;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/seed-said.ts',
    // DuckDB and better-sqlite3 are native and some tests spawn processes: forks. Each takes file after
    // file and loads a module once, which halves the time; no test may leave anything behind it.
    pool: 'forks',
    isolate: false,
    // One more than there are cores: the workers wait for the processes that they start.
    maxWorkers: Math.max(2, availableParallelism()) + 1,
    testTimeout: LIMIT_MS,
    hookTimeout: LIMIT_MS,
    teardownTimeout: LIMIT_MS,
    coverage: {
      provider: 'v8',
      include: ['{core,main,renderer}/**/*.{ts,tsx}'],
      reporter: ['text-summary', 'html'],
    },
    expect: { poll: { timeout: LIMIT_MS } },
    env: {
      // The many processes that the tests start are sooner ready.
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'thrive-compiled'),
    },
  },
});

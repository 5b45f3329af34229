import process from 'node:process';
import type { TestProject } from 'vitest/node';
import { DEEP, SEED } from './amount.ts';

declare module 'vitest' {
  interface ProvidedContext {
    seedSaid: number;
  }
}

/** Says before the tests begin what draws the same ones again. */
export default function saySeed({ provide }: TestProject): void {
  process.stdout.write(
    `${DEEP ? 'All' : 'A tenth'} of what proves by the thousand, drawn by THRIVE_TEST_SEED=${SEED}\n`,
  );
  provide('seedSaid', SEED);
}

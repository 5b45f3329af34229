import process from 'node:process';
import { DEEP, SEED } from './amount.ts';

/** Says before the tests begin what draws the same ones again. */
export default function saySeed(): void {
  process.stdout.write(
    `${DEEP ? 'All' : 'A tenth'} of what proves by the thousand, drawn by THRIVE_TEST_SEED=${SEED}\n`,
  );
}

import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { crashLine, crashTest } from './crash-test.ts';

/** The crash test for as long as one likes: `node test/crash/long.ts --kills 5000 --seed 1`. */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '2000' }, seed: { type: 'string' } },
});
const seed = values.seed === undefined ? randomInt(2 ** 32) : Number(values.seed);
const test = await crashTest(Number(values.kills), seed);
process.stdout.write(`${crashLine(test, seed)}\n`);
for (const fault of test.faults) process.stdout.write(`${fault}\n`);
process.exitCode = test.faults.length === 0 ? 0 : 1;

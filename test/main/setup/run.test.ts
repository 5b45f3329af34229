import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const RUN = join(import.meta.dirname, '..', '..', '..', 'main', 'setup', 'run.mjs');

/** What the command says on standard error, and its exit code. */
function reconcile(...args: readonly string[]) {
  const { status, stderr } = spawnSync(process.execPath, [RUN, 'reconcile', ...args], {
    encoding: 'utf8',
  });
  return { status, stderr };
}

it('a `--` after the name of a command is npm’s, and any other ends the options', () => {
  // An option is one still, so its wrong value is what is complained of.
  expect(reconcile('--', 'ledger.csv', '--policy', 'newest')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('The value of --policy is not valid.') as string,
  });
  expect(reconcile('ledger.csv', '--', '--policy', 'newest')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('More than one source was named') as string,
  });
  expect(reconcile('--', '--', '--policy', 'newest')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('More than one source was named: --policy, newest') as string,
  });
});

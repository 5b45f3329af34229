import { join } from 'node:path';
import { openHistory } from '../../../../main/history/history.ts';
import { carryOut } from '../../../../main/keeping/carry-out.ts';

/** Carries a proposal out in a data folder, and says when it begins and when it is done. */
const [root, proposal, now] = process.argv.slice(2) as [string, string, string];
const history = openHistory(join(root, 'history.sqlite'), { actor: 'Ana', now: () => Number(now) });
process.stdout.write('begun\n');
await carryOut(
  { root, history },
  { proposal: Number(proposal), by: 'Ana', now: () => Number(now) },
);
process.stdout.write('done\n');

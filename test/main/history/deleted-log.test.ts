import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { openHistory } from '../../../main/history/history.ts';
import { scratchFolder, scratchHistory, startRun } from './fixtures.ts';

it('a log of the latest changes that was deleted shows by the heads that are kept beside the history', () => {
  const path = join(scratchFolder(), 'history.sqlite');
  const history = scratchHistory(path);
  const { id } = startRun(history, { sourceId: history.sourceAt('/ledgers/a.csv').id });
  history.completeRun(id, {});
  // All that was written so far is in the history itself from here on; what follows stays in its log.
  history.close();
  const again = scratchHistory(path);
  for (let n = 1; n <= 5; n++) again.signOff({ runId: id, role: 'reviewed', name: `Ben ${n}` });
  const killed = scratchFolder();
  cpSync(dirname(path), killed, { recursive: true });
  for (const end of ['-wal', '-shm']) rmSync(join(killed, `history.sqlite${end}`));
  const left = openHistory(join(killed, 'history.sqlite'));
  expect(left.signOffs(id)).toEqual([]);
  expect(left.verifyAudit(false).breaks).toMatchObject([
    {
      kind: 'entries-missing',
      message: expect.stringMatching(/^Entries 4 to 8 are missing at the end/) as string,
    },
  ]);
  left.close();
});

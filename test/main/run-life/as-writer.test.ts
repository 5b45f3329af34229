import { expect, it } from 'vitest';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import { asWriter } from '../../../main/run-life/as-writer.ts';
import { problemOf, scratch } from '../app/application-fixture.ts';
import { startRun } from '../history/fixtures.ts';

it('gives the history to one at a time, in which the dead are marked', async () => {
  const dataDir = scratch();
  const history = openHistory(historyFile(dataDir));
  const { id } = startRun(history, { sourceId: history.sourceAt('/ledger.csv').id });
  history.close();
  const order: string[] = [];
  const slow = asWriter({ dataDir }, 'the first', async (opened, root) => {
    expect(root).toBe(dataDir);
    expect(opened.getRun(id)!.run.status).toBe('interrupted');
    order.push('begun');
    await new Promise((resolve) => setTimeout(resolve, 50));
    order.push('done');
  });
  const next = asWriter({ dataDir }, 'the second', async () => void order.push('next'));
  await Promise.all([slow, next]);
  expect(order.filter((word) => word !== 'next')).toEqual(['begun', 'done']);
  expect(order[1]).not.toBe('next');
});

it('says what is wrong with the drive, whoever writes, and lets the next one in', async () => {
  const dataDir = scratch();
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  expect(await problemOf(asWriter({ dataDir }, 'a full drive', () => Promise.reject(full)))).toBe(
    'run.disk-full',
  );
  expect(await asWriter({ dataDir }, 'the next', async () => 'in')).toBe('in');
});

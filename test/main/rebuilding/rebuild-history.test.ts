import {
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { historyFile, runFolder } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import type { History } from '../../../main/history/history.ts';
import { rebuildHistory } from '../../../main/rebuilding/rebuild-history.ts';
import { runSource } from '../../../main/run-life/run-source.ts';
import { SAMPLES, scratch } from '../app/application-fixture.ts';

const run = (dataDir: string, file: string, onError: 'halt' | 'quarantine', force = false) =>
  runSource({
    source: join(SAMPLES, file),
    settings: settingsSchema.parse({ xlsx: false, onError }),
    force,
    out: undefined,
    workers: 0,
    dataDir,
    now: () => new Date(Date.UTC(2027, 0, 15)),
  });

function within<T>(dataDir: string, body: (history: History) => T): T {
  const history = openHistory(historyFile(dataDir));
  try {
    return body(history);
  } finally {
    history.close();
  }
}

/** All that is asked of a history about its runs. */
const told = (history: History) =>
  history.listRuns().map(({ id }) => ({
    ...history.getRun(id),
    exceptions: history.listExceptions(id, { limit: 5000 }),
  }));

/** A data folder with a run that halted, one that completed, and its revision. */
async function threeRuns(): Promise<string> {
  const dataDir = scratch();
  await run(dataDir, 'messy.xlsx', 'halt');
  await run(dataDir, 'messy.xlsx', 'quarantine');
  await run(dataDir, 'messy.xlsx', 'quarantine', true);
  return dataDir;
}

function loseHistory(dataDir: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(historyFile(dataDir) + end, { force: true });
}

describe('a history that is lost', () => {
  it('is made anew from what its runs have left, and goes on as if it had been there', async () => {
    const dataDir = await threeRuns();
    const before = within(dataDir, told);
    expect(before).toHaveLength(3);
    loseHistory(dataDir);
    await expect(run(dataDir, 'messy.xlsx', 'quarantine')).rejects.toMatchObject({
      code: 'history.lost',
      message: expect.stringContaining('3 runs lie beside it') as string,
    });
    const ids = before.map((one) => one.run!.id).reverse();
    expect(await rebuildHistory(dataDir)).toEqual({
      runs: ids,
      changed: [],
      leftOut: [],
      movedTo: null,
    });
    expect(within(dataDir, told)).toEqual(before);
    expect(within(dataDir, (history) => history.auditTrail()[0])).toMatchObject({
      action: 'history.rebuilt',
      detail: { runs: ids },
    });
    const again = await run(dataDir, 'messy.xlsx', 'quarantine');
    expect([again.alreadyReconciled, again.detail.run.id]).toEqual([true, ids.at(-1)]);
    await expect(rebuildHistory(dataDir)).rejects.toMatchObject({
      code: 'history.nothing-to-rebuild',
    });
  });

  it('is put aside as it is where it is damaged, with what cannot be put back told', async () => {
    const dataDir = await threeRuns();
    const [latest, completed, halted] = within(dataDir, (history) =>
      history.listRuns().map(({ id }) => id),
    );
    truncateSync(historyFile(dataDir), 9000);
    const damaged = readFileSync(historyFile(dataDir));
    writeFileSync(join(runFolder(dataDir, halted!), 'run.json'), '{');
    writeFileSync(join(runFolder(dataDir, completed!), 'outputs', 'allocations.csv'), 'changed');
    const movedTo = join(dataDir, 'history-damaged-1.sqlite');
    expect(await rebuildHistory(dataDir)).toEqual({
      runs: [completed, latest],
      changed: [completed],
      leftOut: [halted],
      movedTo,
    });
    expect(readFileSync(movedTo)).toEqual(damaged);
  });

  it('gets back the runs that an older copy lacks, and keeps what it has', async () => {
    const dataDir = scratch();
    await run(dataDir, 'messy.xlsx', 'halt');
    const copy = join(dataDir, 'copy');
    within(dataDir, (history) => history.signOffs('none'));
    copyFileSync(historyFile(dataDir), copy);
    await run(dataDir, 'messy.xlsx', 'quarantine');
    const before = within(dataDir, told);
    loseHistory(dataDir);
    copyFileSync(copy, historyFile(dataDir));
    const { runs } = await rebuildHistory(dataDir);
    expect(runs).toEqual([before[0]!.run!.id]);
    expect(within(dataDir, told)).toEqual(before);
  });

  it('is not begun anew where no run has left anything', async () => {
    const dataDir = await threeRuns();
    within(dataDir, (history) =>
      history.listRuns().forEach(({ id }) => rmSync(join(runFolder(dataDir, id), 'run.json'))),
    );
    loseHistory(dataDir);
    await expect(rebuildHistory(dataDir)).rejects.toMatchObject({
      code: 'history.nothing-to-rebuild',
    });
    expect(existsSync(historyFile(dataDir))).toBe(false);
  });
});

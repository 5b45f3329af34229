import { readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { application, scratch } from '../app/application-fixture.ts';
import { backedUpFolder, made, withHistory } from '../backup/backup-fixture.ts';

function lose(root: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(historyFile(root) + end, { force: true });
}

describe('a program whose history cannot be opened', () => {
  it('starts, says why and how many runs lie there, answers nothing else, and restores a backup', async () => {
    const root = await backedUpFolder();
    const place = join(scratch(), 'backups');
    const { id } = await made(root, place);
    lose(root);
    const { call } = application({ dataDir: root });
    expect(await call('recovery.get', {})).toMatchObject({
      code: 'history.lost',
      runs: 1,
      isLost: true,
      dataFolder: root,
    });
    await expect(call('runs.list', {})).rejects.toMatchObject({ code: 'history.lost' });
    expect((await call('recovery.list', { place })).backups.map(({ facts }) => facts.id)).toEqual([
      id,
    ]);
    const { changes } = await call('recovery.rehearse', { place, id });
    expect(changes[0]).toMatch(/^The history comes back with 1 run/);
    await call('recovery.restore', { place, id });
    expect(await call('recovery.get', {})).toBeNull();
    expect((await call('runs.list', {})).total).toBe(1);
    await expect(call('recovery.restore', { place, id })).rejects.toMatchObject({
      code: 'recovery.in-order',
    });
  });

  it('makes the history anew from the files of runs, and keeps the damaged one', async () => {
    const root = await backedUpFolder();
    truncateSync(historyFile(root), 9000);
    const damaged = readFileSync(historyFile(root));
    const { call } = application({ dataDir: root });
    expect(await call('recovery.get', {})).toMatchObject({ code: 'history.truncated', runs: 1 });
    expect(await call('recovery.rebuild', {})).toMatch(/made anew from the files of 1 run/);
    expect(await call('recovery.get', {})).toBeNull();
    expect(readFileSync(join(root, 'history-damaged-1.sqlite'))).toEqual(damaged);
  });

  it('puts nothing in the place of one that a newer version has written', async () => {
    const root = await backedUpFolder();
    await withHistory(root, () => undefined);
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(historyFile(root));
    db.pragma('user_version = 9999');
    db.close();
    const { call } = application({ dataDir: root });
    expect(await call('recovery.get', {})).toMatchObject({ code: 'history.newer', isLost: false });
    await expect(call('recovery.rebuild', {})).rejects.toMatchObject({ code: 'history.newer' });
  });
});

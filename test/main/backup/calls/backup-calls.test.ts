import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { backUpDaily } from '../../../../main/backup/calls/backup-calls.ts';
import { application, scratch } from '../../app/application-fixture.ts';
import { backedUpFolder, contentOf, planOf } from '../backup-fixture.ts';

it('backups are set up, made, verified and restored from the window, and their passphrase is nowhere', async () => {
  const root = await backedUpFolder();
  const place = join(scratch(), 'backups');
  const passphrase = 'correct horse battery staple';
  const { call } = application({ dataDir: root });
  await expect(call('backups.make', { jobId: randomUUID() })).rejects.toMatchObject({
    code: 'backup.not-set-up',
  });
  const plan = planOf(place, true);
  expect(await call('backups.save', { plan, passphrase })).toMatchObject({
    plan,
    passphrase: 'session',
    last: null,
  });
  const { id } = await call('backups.make', { jobId: randomUUID() });
  expect((await call('backups.get', {})).last).toMatchObject({ id, place, runs: 1 });
  expect(await call('backups.verify', { jobId: randomUUID(), id })).toMatchObject({ faults: [] });
  await call('settings.set', { entity: 'Later' });
  const { changes } = await call('backups.rehearse', { jobId: randomUUID(), id });
  expect(changes).toContain('1 setting changes: entity.');
  await call('backups.restore', { id });
  // The history that was restored is open, and all calls are answered from it.
  expect((await call('settings.get', {})).entity).toBe('');
  const { items } = await call('audit.list', { query: { act: 'backup.restored' } });
  expect(items).toHaveLength(1);
  for (const folder of [root, place])
    for (const path of contentOf(folder).keys())
      expect([path, readFileSync(join(folder, path)).includes(passphrase)]).toEqual([path, false]);
});

it('the backup of the day is looked for minutes after the start and every hour, once a day', () => {
  vi.useFakeTimers({ now: new Date(2026, 10, 30, 8) });
  onTestFinished(() => void vi.useRealTimers());
  let at: number | null = null;
  const during = vi.fn(() => {
    at = Date.now();
    return Promise.resolve();
  });
  const stop = backUpDaily({
    history: {
      backupPlan: () => ({ ...planOf('/backups', false), daily: true }),
      lastBackup: () => (at === null ? null : { at }),
    },
    jobs: { during },
    now: () => new Date(),
  } as never);
  const minutes = (count: number): void => void vi.advanceTimersByTime(count * 60_000);
  minutes(4);
  expect(during).not.toHaveBeenCalled();
  minutes(2);
  expect(during).toHaveBeenCalledTimes(1);
  minutes(10 * 60);
  expect(during).toHaveBeenCalledTimes(1);
  minutes(8 * 60);
  expect(during).toHaveBeenCalledTimes(2);
  stop();
  minutes(48 * 60);
  expect(during).toHaveBeenCalledTimes(2);
});

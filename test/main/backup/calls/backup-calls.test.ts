import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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

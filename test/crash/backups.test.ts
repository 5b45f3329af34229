import { fork } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seededRandom } from '../../main/generate/ledger/random.ts';
import { listBackups } from '../../main/backup/prune-backups.ts';
import { verifyBackup } from '../../main/backup/verify-backup.ts';
import { dataFolder } from '../../main/data-folder/data-folder.ts';
import { amount, SEED } from '../amount.ts';
import { scratch } from '../main/app/application-fixture.ts';
import {
  backedUpFolder,
  contentOf,
  made,
  planOf,
  remote,
  withHistory,
} from '../main/backup/backup-fixture.ts';

/** Kills the work after so many milliseconds; whether it had not ended before. */
async function killed(
  afterMs: number | null,
  ...args: string[]
): Promise<{ wasKilled: boolean; ms: number }> {
  const child = fork(join(import.meta.dirname, 'children', 'backup-work.ts'), args, {
    stdio: 'ignore',
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await new Promise((resolve) => child.once('message', resolve));
  const begun = performance.now();
  const timer = afterMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), afterMs);
  const signal = await new Promise((resolve) => child.once('exit', (_, by) => resolve(by)));
  clearTimeout(timer);
  return { wasKilled: signal === 'SIGKILL', ms: performance.now() - begun };
}

const files = (root: string): Map<string, string> =>
  new Map([...contentOf(root)].filter(([path]) => /^(runs|attachments|packs|uploads)/.test(path)));

it.each(['', 'correct horse battery staple'])(
  'a backup that is killed at any instant leaves the last good one (passphrase %j)',
  async (passphrase) => {
    const root = await backedUpFolder();
    const place = join(scratch(), 'backups');
    const how = { sealed: passphrase !== '', passphrase: passphrase || null };
    await made(root, place, how);
    const { ms } = await killed(null, 'make', root, place, passphrase);
    const random = seededRandom(SEED, how.sealed ? 1 : 0);
    const access = { remote, passphrase: how.passphrase, scratch: scratch() };
    let kills = 0;
    let compared = 0;
    for (let n = 0; n < amount(60); n++) {
      // Half of them begin the place: everything has to be stored.
      if (n % 2 === 0)
        for (const name of readdirSync(join(place, 'objects')).slice(0, 40))
          if (n % 4 === 0) rmSync(join(place, 'objects', name), { recursive: true });
      if (n % 4 === 0) await made(root, place, how);
      kills += Number(
        (await killed(random() * ms * 1.1, 'make', root, place, passphrase)).wasKilled,
      );
      const list = await listBackups(planOf(place), access, '2026-12-01');
      expect(list.unreadable).toEqual([]);
      const newest = list.backups[0]!;
      const verdict = await verifyBackup(
        planOf(place),
        { ...access, scratch: scratch() },
        newest.facts.id,
        { digestOf: () => null },
      );
      expect(verdict.faults).toEqual([]);
      compared += verdict.files;
    }
    process.stdout.write(`${kills} kills of a backup, ${compared} files read back\n`);
    expect(kills).toBeGreaterThan(0);
  },
);

it('a restore that is killed at any instant leaves what was there, or what was restored', async () => {
  const root = await backedUpFolder();
  const place = join(scratch(), 'backups');
  await made(root, place);
  const restored = files(root);
  await withHistory(root, (history) => history.setAppSettings({ entity: 'Later' }));
  rmSync(join(root, 'attachments', 'a.pdf'));
  rmSync(join(root, 'packs'), { recursive: true });
  const before = files(root);
  const { ms } = await killed(null, 'restore', copyOf(root), place, '');
  const random = seededRandom(SEED, 2);
  let kills = 0;
  let compared = 0;
  const ended = { before: 0, after: 0 };
  for (let n = 0; n < amount(80); n++) {
    const copy = copyOf(root);
    // Most of the time goes into writing and proving: the end, where all is exchanged, is met more often.
    const share = n % 2 === 0 ? random() : 0.85 + random() * 0.2;
    kills += Number((await killed(share * ms, 'restore', copy, place, '')).wasKilled);
    dataFolder(copy);
    const entity = await withHistory(copy, (history) => {
      expect(history.verifyAudit(true).count).toBe(0);
      expect(history.listRuns()).toHaveLength(1);
      return history.appSettings().entity;
    });
    const isAfter = entity === '';
    ended[isAfter ? 'after' : 'before']++;
    expect(files(copy)).toEqual(isAfter ? restored : before);
    compared += files(copy).size;
    if (isAfter) expect(files(join(copy, 'before-restore-1'))).toEqual(before);
  }
  process.stdout.write(
    `${kills} kills of a restore (${ended.before} before, ${ended.after} after), ${compared} files compared\n`,
  );
  expect(kills).toBeGreaterThan(0);
});

function copyOf(root: string): string {
  const copy = scratch();
  cpSync(root, copy, { recursive: true });
  return copy;
}

import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asProblem } from '../../../core/contract/problem.ts';
import { LEFT_OUT, PARTS } from '../../../main/backup/parts/parts.ts';
import { listBackups, pruneBackups } from '../../../main/backup/prune-backups.ts';
import { rehearseRestore, restoreBackup } from '../../../main/backup/restore-backup.ts';
import { verifyBackup } from '../../../main/backup/verify-backup.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { acquireLock } from '../../../main/data-folder/lock.ts';
import { someOf } from '../../amount.ts';
import { application, scratch } from '../app/application-fixture.ts';
import { backedUpFolder, contentOf, made, planOf, remote, withHistory } from './backup-fixture.ts';

const access = (passphrase: string | null = null) => ({ remote, passphrase, scratch: scratch() });
const verified = (place: string, id: string | null = null, passphrase: string | null = null) =>
  verifyBackup(planOf(place), access(passphrase), id, { digestOf: () => null });
const restored = (place: string, target: string, id: string | null = null) =>
  restoreBackup(planOf(place), { target, id, access: access() });
const objects = (place: string): string[] =>
  [...contentOf(join(place, 'objects')).keys()].map((name) => join(place, 'objects', name));

describe('a backup', () => {
  it('holds what the list of parts says, stores it once, and leaves out secrets and copies', async () => {
    const root = await backedUpFolder();
    const place = join(scratch(), 'backups');
    const first = await made(root, place);
    const count = objects(place).length;
    const second = await made(root, place);
    // The history, its heads and the list are new; nothing else is stored again.
    expect(objects(place).length - count).toBe(3);
    expect([first.runs, first.changed, first.underWay, first.breaks]).toEqual([1, [], [], []]);
    expect(second.bytes).toBeGreaterThan(second.newBytes);
    expect(await verified(place)).toMatchObject({ id: second.id, faults: [] });
    const target = scratch();
    await restored(place, target, first.id);
    const names = readdirSync(target).filter((name) => !/lock|scratch/.test(name));
    expect(names.sort()).toEqual([
      'attachments',
      'audit',
      'history.sqlite',
      'packs',
      'runs',
      'uploads',
    ]);
    const isFile = (path: string): boolean => /^(runs|attachments|packs|uploads)/.test(path);
    const only = (folder: string) => [...contentOf(folder)].filter(([path]) => isFile(path));
    expect(only(target)).toEqual(only(root));
    await withHistory(target, (history) => {
      expect(history.verifyAudit(true).count).toBe(0);
      expect(history.listRuns()).toHaveLength(1);
      expect(history.auditTrail()[0]).toMatchObject({
        action: 'backup.restored',
        detail: { id: first.id },
      });
    });
  });

  it('says of every name in a data folder whether it goes in', async () => {
    const root = await backedUpFolder();
    const { app } = application({ dataDir: root });
    await app.close();
    const told = new Set([
      ...PARTS.flatMap(({ names }) => names),
      ...LEFT_OUT.map(({ name }) => name),
    ]);
    await made(root, join(scratch(), 'backups'));
    expect(readdirSync(root).filter((name) => !told.has(name))).toEqual([]);
  });

  it('is never made twice at once, and is for one history', async () => {
    const root = await backedUpFolder();
    const place = join(scratch(), 'backups');
    const lock = await acquireLock(root, { lock: 'backup', waitMs: 0 });
    await expect(made(root, place)).rejects.toMatchObject({ code: 'backup.busy' });
    lock.release();
    await made(root, place);
    await expect(made(scratch(), place)).rejects.toMatchObject({
      code: 'backup.other-history',
    });
    rmSync(place, { recursive: true });
    await expect(made(root, place)).rejects.toMatchObject({ code: 'backup.place-gone' });
    expect(existsSync(place)).toBe(false);
  });

  it('that is cancelled or finds its place full leaves the last good one', async () => {
    const root = await backedUpFolder();
    const place = join(scratch(), 'backups');
    const good = await made(root, place);
    const ending = new AbortController();
    ending.abort();
    await expect(made(root, place, { signal: ending.signal })).rejects.toThrow();
    // A place that takes no more files, as a full drive takes none.
    renameSync(join(place, 'objects'), join(place, 'away'));
    writeFileSync(join(place, 'objects'), '');
    await expect(made(root, place)).rejects.toMatchObject({ code: 'backup.place-failed' });
    rmSync(join(place, 'objects'));
    renameSync(join(place, 'away'), join(place, 'objects'));
    expect((await verified(place)).faults).toEqual([]);
    const list = await listBackups(planOf(place), access(), '2026-12-01');
    expect(list.backups.map(({ facts }) => facts.id)).toEqual([good.id]);
  });

  it('sealed shows no name and no byte, and opens to the passphrase alone', async () => {
    const root = await backedUpFolder();
    const place = join(scratch(), 'backups');
    const passphrase = 'correct horse battery staple';
    await made(root, place, { sealed: true, passphrase });
    await made(root, place, { sealed: true, passphrase });
    expect(await verified(place, null, passphrase)).toMatchObject({ faults: [] });
    const plain = new Set(contentOf(root).values());
    for (const name of objects(place)) expect(plain.has(name.slice(-64))).toBe(false);
    const bytes = Buffer.concat(
      [...contentOf(place).keys()].map((name) => readFileSync(join(place, name))),
    );
    for (const text of ['evidence', 'TRANS_ID', 'SQLite format', passphrase])
      expect(bytes.includes(text)).toBe(false);
    await expect(verified(place, null, 'another')).rejects.toMatchObject({
      code: 'backup.passphrase',
    });
    await expect(verified(place)).rejects.toMatchObject({ code: 'backup.passphrase-needed' });
    await expect(made(root, place)).rejects.toMatchObject({ code: 'backup.other-seal' });
  });

  it('that is older than the rules keep it goes, with what nothing else names', async () => {
    const root = await backedUpFolder();
    const place = join(scratch(), 'backups');
    const old = await made(root, place, { at: new Date('2026-03-10T12:00:00Z') });
    writeFileSync(join(root, 'attachments', 'a.pdf'), 'other evidence');
    const end = await made(root, place, { at: new Date('2026-03-31T12:00:00Z') });
    const newest = await made(root, place, { at: new Date('2026-12-01T12:00:00Z') });
    // Made in December, it has pruned of itself.
    const list = await listBackups(planOf(place), access(), '2026-12-01');
    expect(list.backups.map(({ facts, keptAs }) => [facts.id, keptAs])).toEqual([
      [newest.id, 'recent'],
      [end.id, 'month-end'],
    ]);
    const kept = [...contentOf(join(place, 'objects')).keys()].join();
    const sum = (text: string) => contentOf(folderWith(text)).values().next().value!;
    expect([kept.includes(sum('evidence')), kept.includes(sum('other evidence'))]).toEqual([
      false,
      true,
    ]);
    for (const { facts } of list.backups)
      expect((await verified(place, facts.id)).faults).toEqual([]);
    await withHistory(root, async (history) => {
      expect(
        history.auditTrail().find(({ action }) => action === 'backup.pruned')?.detail,
      ).toMatchObject({ backups: [old.id] });
      const pruned = await pruneBackups(planOf(place), {
        root,
        history,
        access: access(),
        today: '2026-12-01',
      });
      expect(pruned).toEqual({ backups: [], objects: 0, bytes: 0 });
    });
  });

  it('stores anew what is damaged in its place, when it is its turn to be read', async () => {
    const root = await backedUpFolder();
    const place = join(scratch(), 'backups');
    const sha256 = contentOf(join(root, 'attachments')).get('a.pdf')!;
    // The days since 1970 whose turn it is leave the same as its name, divided by 30.
    const turn = 20_760 + (Number.parseInt(sha256.slice(0, 8), 16) % 30);
    const noonOf = (day: number): { at: Date } => ({ at: new Date(day * 86_400_000 + 43_200_000) });
    await made(root, place, noonOf(turn - 2));
    flip(join(place, 'objects', sha256.slice(0, 2), sha256));
    await made(root, place, noonOf(turn - 1));
    expect((await verified(place)).faults).toHaveLength(1);
    await made(root, place, noonOf(turn));
    expect((await verified(place)).faults).toEqual([]);
  });
});

describe('edits by hand', () => {
  it.each([false, true])('are all noticed and named (sealed: %s)', async (sealed) => {
    const root = await backedUpFolder();
    const passphrase = sealed ? 'correct horse battery staple' : null;
    const source = join(scratch(), 'backups');
    const older = await made(root, source, { sealed, passphrase });
    const newer = await made(root, source, { sealed, passphrase });
    const manifest = (place: string, id: string): string => join(place, 'backups', `${id}.json`);
    const edits: [string, (place: string) => void][] = [
      ...objects(source).flatMap((path): [string, (place: string) => void][] => {
        const name = path.slice(source.length + 1);
        const there = (place: string): string => join(place, name);
        return [
          [`flipped ${name}`, (place) => flip(there(place))],
          [`missing ${name}`, (place) => rmSync(there(place))],
          [
            `cut ${name}`,
            (place) => truncateSync(there(place), readFileSync(there(place)).length - 1),
          ],
          [`lengthened ${name}`, (place) => appendFileSync(there(place), 'x')],
        ];
      }),
      [
        'manifest swapped',
        (place) => copyFileSync(manifest(place, older.id), manifest(place, newer.id)),
      ],
      ['manifest flipped', (place) => flip(manifest(place, newer.id))],
      ['manifest emptied', (place) => writeFileSync(manifest(place, newer.id), '')],
      ['manifest cut', (place) => truncateSync(manifest(place, newer.id), 200)],
    ];
    // All of them by night: 4 edits of each object, and 4 of manifests.
    const tried = someOf(edits, 12);
    let noticed = 0;
    for (const [what, edit] of tried) {
      const place = join(scratch(), 'copy');
      copyFolder(source, place);
      edit(place);
      const verdicts = await Promise.all(
        [older.id, newer.id].map((id) => verified(place, id, passphrase)),
      );
      const faults = verdicts.flatMap((verdict) => verdict.faults);
      expect([what, faults.length > 0]).toEqual([what, true]);
      expect(faults.join()).toMatch(/is not what was stored|is missing/);
      noticed++;
    }
    expect(noticed).toBe(tried.length);
  });

  it('in the history before it was backed up do not make a backup unsound, and are told', async () => {
    const root = await backedUpFolder();
    const place = join(scratch(), 'backups');
    const [run] = readdirSync(join(root, 'runs'));
    appendFileSync(join(root, 'runs', run!, 'outputs', 'exceptions.csv'), 'x');
    expect((await made(root, place)).changed).toEqual([run]);
    expect((await verified(place)).faults).toEqual([]);
  });
});

describe('a restore', () => {
  it('beside what is there keeps that aside as it is, and its rehearsal changes nothing', async () => {
    const root = await backedUpFolder();
    const place = join(scratch(), 'backups');
    const { id } = await made(root, place);
    await withHistory(root, (history) => history.setAppSettings({ entity: 'Later' }));
    writeFileSync(join(root, 'attachments', 'later.pdf'), 'later');
    const before = contentOf(root);
    const report = await rehearseRestore(planOf(place), { target: root, id, access: access() });
    expect(report.changes).toEqual(
      expect.arrayContaining(['1 setting changes: entity.', '1 file goes: attachments/later.pdf.']),
    );
    const same = (now: Map<string, string>, prefix = ''): void => {
      for (const [path, sum] of before)
        if (!/lock|^scratch|^fetched|^log|^credentials|-shm$/.test(path))
          expect([path, now.get(join(prefix, path))]).toEqual([path, sum]);
    };
    same(contentOf(root));
    const { changes, keptAside } = await restored(place, root);
    expect(changes).toEqual(report.changes);
    expect(keptAside).toBe(join(root, 'before-restore-1'));
    same(contentOf(root), 'before-restore-1');
    await withHistory(root, (history) => expect(history.appSettings().entity).toBe(''));
    // Once more: nothing that is kept aside is overwritten.
    expect((await restored(place, root)).keptAside).toBe(join(root, 'before-restore-2'));
    same(contentOf(root), 'before-restore-1');
  });

  it('brings back a history that is lost, damaged or cut short', async () => {
    const root = await backedUpFolder();
    const place = join(scratch(), 'backups');
    await made(root, place);
    const harms: ((path: string) => void)[] = [
      (path) => rmSync(path),
      (path) => truncateSync(path, 9000),
      (path) => writeFileSync(path, 'no database at all, but some text'),
    ];
    for (const harm of harms) {
      for (const end of ['-wal', '-shm']) rmSync(historyFile(root) + end, { force: true });
      harm(historyFile(root));
      await restored(place, root);
      await withHistory(root, (history) => expect(history.listRuns()).toHaveLength(1));
    }
  });

  it('is refused where anything of the backup is not what was stored, and leaves everything as it was', async () => {
    const root = await backedUpFolder();
    const place = join(scratch(), 'backups');
    await made(root, place);
    const before = contentOf(join(root, 'runs'));
    for (const path of someOf(objects(place), 3)) {
      const bytes = readFileSync(path);
      flip(path);
      const problem = await restored(place, root).then(
        () => null,
        (thrown: unknown) => asProblem(thrown),
      );
      expect(problem?.code).toBe('backup.damaged');
      expect(readdirSync(root).filter((name) => /restor/.test(name))).toEqual([]);
      writeFileSync(path, bytes);
    }
    expect(contentOf(join(root, 'runs'))).toEqual(before);
  });

  it('waits for nobody: while a run is under way it is refused', async () => {
    const root = await backedUpFolder();
    const place = join(scratch(), 'backups');
    await made(root, place);
    const lock = await acquireLock(root, { waitMs: 0, command: 'reconcile' });
    await expect(restored(place, root)).rejects.toMatchObject({ code: 'data-folder.busy' });
    lock.release();
  });
});

function flip(path: string): void {
  const bytes = readFileSync(path);
  if (bytes.length === 0) return writeFileSync(path, 'x');
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  writeFileSync(path, bytes);
}

function copyFolder(from: string, to: string): void {
  for (const name of contentOf(from).keys()) {
    mkdirSync(join(to, name, '..'), { recursive: true });
    copyFileSync(join(from, name), join(to, name));
  }
}

function folderWith(text: string): string {
  const folder = scratch();
  writeFileSync(join(folder, 'file'), text);
  return folder;
}

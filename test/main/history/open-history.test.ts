import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openHistory } from '../../../main/history/history.ts';
import { MIGRATIONS } from '../../../main/history/migrations/all.ts';
import { openHistoryDatabase } from '../../../main/history/open-history.ts';
import { historyProblem } from '../../../main/history/problems.ts';
import { child, scratchFolder, scratchHistory, startRun } from './fixtures.ts';
import { amount } from '../../amount.ts';

const KILLS = amount(8, 2);

const file = () => join(scratchFolder(), 'history.sqlite');
const problem = (code: string) => expect.objectContaining({ name: 'Problem', code });

describe('opening the history', () => {
  it('makes it, with the promised durability', () => {
    const path = file();
    const db = openHistoryDatabase(path);
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.close();
  });

  it('changes nothing when it is opened again', () => {
    const path = file();
    openHistoryDatabase(path).close();
    const before = readFileSync(path);
    openHistoryDatabase(path).close();
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('brings an older database up to date, keeping what it holds', () => {
    const path = file();
    const older = openHistory(path);
    older.sourceAt('/data/tc.xlsx');
    older.close();
    const more = [...MIGRATIONS, 'ALTER TABLE sources ADD COLUMN colour TEXT'];
    const db = openHistoryDatabase(path, more);
    expect(db.pragma('user_version', { simple: true })).toBe(more.length);
    expect(db.prepare('SELECT place, colour FROM sources').all()).toEqual([
      { place: '/data/tc.xlsx', colour: null },
    ]);
    db.close();
  });

  it('takes back a migration that fails, whole', () => {
    const path = file();
    openHistoryDatabase(path).close();
    const broken = [
      ...MIGRATIONS,
      'CREATE TABLE extra (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1)',
    ];
    expect(() => openHistoryDatabase(path, broken)).toThrow(/nowhere/);
    const db = openHistoryDatabase(path);
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'extra'`).get()).toBeUndefined();
    db.close();
  });

  it('refuses one of a newer version and leaves it as it is', () => {
    const path = file();
    openHistoryDatabase(path, [...MIGRATIONS, 'CREATE TABLE later (a INTEGER) STRICT']).close();
    const before = readFileSync(path);
    expect(() => openHistory(path)).toThrow(problem('history.newer'));
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses the database of another program and leaves it as it is', () => {
    const path = file();
    const other = new Database(path);
    other.exec('CREATE TABLE recipes (a TEXT)');
    other.close();
    const before = readFileSync(path);
    expect(() => openHistory(path)).toThrow(problem('history.foreign'));
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('says so when the file is no database, cut short, or damaged inside', () => {
    const noDatabase = file();
    writeFileSync(noDatabase, 'TRANS_ID,TCTYPE\n'.repeat(1000));
    expect(() => openHistory(noDatabase)).toThrow(problem('history.damaged'));

    const cut = file();
    openHistoryDatabase(cut).close();
    const whole = readFileSync(cut).length;
    truncateSync(cut, 6000);
    expect(() => openHistory(cut)).toThrow(
      expect.objectContaining({
        code: 'history.truncated',
        message: `The history ${cut} is cut short: it has 6000 of ${whole} bytes.`,
      }),
    );
    expect(readFileSync(cut).length).toBe(6000);

    const scribbled = file();
    openHistoryDatabase(scribbled).close();
    const bytes = readFileSync(scribbled);
    bytes.fill(0x5a, 3 * 4096, 6 * 4096);
    writeFileSync(scribbled, bytes);
    expect(() => openHistory(scribbled)).toThrow(problem('history.damaged'));
  });

  it.each(['missing', 'emptied', 'begun anew', 'missing beside its log'])(
    'refuses to begin one where one was: %s',
    (how) => {
      const path = file();
      const folder = dirname(path);
      const ids = ['20261130-212656-6c77f8', '20261130-212657-6c77f9'];
      const log = how === 'missing beside its log';
      if (!log) for (const id of ids) mkdirSync(join(folder, 'runs', id), { recursive: true });
      if (log) writeFileSync(`${path}-wal`, 'changes');
      if (how === 'emptied') writeFileSync(path, '');
      if (how === 'begun anew') openHistoryDatabase(path, MIGRATIONS, 'anew').close();
      const before = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).size]);
      expect(() => openHistory(path)).toThrow(
        expect.objectContaining({
          code: 'history.lost',
          message: expect.stringContaining(
            log ? 'is missing, but its latest changes lie' : 'but 2 runs lie beside it',
          ) as string,
          hint: expect.stringMatching(/last backup.* history rebuild/) as string,
        }),
      );
      const after = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).size]);
      expect(after).toEqual(before);
    },
  );

  it('says so when another program has locked it, and changes nothing', () => {
    const path = file();
    openHistoryDatabase(path).close();
    const viewer = new Database(path);
    viewer.pragma('locking_mode = EXCLUSIVE');
    viewer.exec('BEGIN EXCLUSIVE');
    try {
      expect(() => openHistoryDatabase(path, MIGRATIONS, 'new', 50)).toThrow(
        expect.objectContaining({
          code: 'history.busy',
          message: `The history ${path} is locked by another program.`,
        }),
      );
    } finally {
      viewer.close();
    }
    openHistoryDatabase(path).close();
  });

  it('says so when the folder is missing, the drive full or another process in the way', () => {
    const path = join(scratchFolder(), 'gone', 'history.sqlite');
    expect(() => openHistory(path)).toThrow(problem('history.unwritable'));
    const codes = {
      SQLITE_FULL: 'history.disk-full',
      SQLITE_IOERR_WRITE: 'history.unwritable',
      SQLITE_READONLY: 'history.read-only',
      SQLITE_READONLY_DIRECTORY: 'history.read-only',
      SQLITE_READONLY_DBMOVED: 'history.unwritable',
      SQLITE_BUSY_SNAPSHOT: 'history.busy',
      SQLITE_CORRUPT_INDEX: 'history.damaged',
    };
    for (const [sqlite, code] of Object.entries(codes)) {
      const error = new Database.SqliteError('of SQLite', sqlite);
      expect(historyProblem(error, path)).toMatchObject({ name: 'Problem', code });
    }
  });

  it('is migrated once by many processes that open it at once, and loses no entry of theirs', async () => {
    const path = file();
    const children = Array.from({ length: 4 }, () => child('open-and-append', path, '25'));
    for (const each of children) expect(await each.ended).toEqual({ code: 0, stderr: '' });
    const history = scratchHistory(path);
    expect(history.auditTrail()).toHaveLength(100);
    expect(history.verifyAudit(true).breaks).toEqual([]);
    expect(history.damage()).toEqual([]);
  });

  it('opens after kill -9 in the middle of transactions, with one whole round or none', async () => {
    const path = file();
    const history = scratchHistory(path);
    const { id: sourceId } = history.sourceAt('/data/tc.xlsx');
    const run = startRun(history, { sourceId });
    for (let kill = 0; kill < KILLS; kill++) {
      const writer = child('save-forever', path, run.id);
      await writer.said(`${1 + (kill % 3)}\n`);
      await new Promise((resolve) => setTimeout(resolve, 3 * kill));
      writer.process.kill('SIGKILL');
      await writer.ended;
      const reopened = openHistory(path);
      expect(reopened.damage()).toEqual([]);
      const { count, items } = reopened.listExceptions(run.id, { limit: 5000 });
      expect(count).toBe(2000);
      expect(new Set(items.map(({ cents }) => cents)).size).toBe(1);
      expect(items[0]!.cents).toBeGreaterThanOrEqual(1 + (kill % 3));
      reopened.close();
    }
  });
});

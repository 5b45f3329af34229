import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeExport } from '../../../main/app/export-file.ts';
import { fileName } from '../../../main/data-folder/file-name.ts';
import { clearOldDownloads } from '../../../main/data-folder/old-downloads.ts';
import { scratchHistory } from '../history/fixtures.ts';
import { problemOf, SAMPLES, scratch, testHost } from './application-fixture.ts';

function context(changes: Parameters<typeof testHost>[0] = {}) {
  return { root: scratch(), history: scratchHistory(), host: testHost(changes) };
}
const text = (words: string) => async (path: string) => {
  await writeFile(path, words);
  return 3;
};

describe('an export', () => {
  it('never takes the place of an earlier one among the exports', async () => {
    const given = context();
    const target = { kind: 'exports', name: 'rows.csv' } as const;
    const all = await Promise.all(
      ['a', 'b', 'c'].map((words) => writeExport(given, target, 'grid', text(words))),
    );
    expect(all.map(({ name }) => name).sort()).toEqual([
      'rows (2).csv',
      'rows (3).csv',
      'rows.csv',
    ]);
    expect(readdirSync(join(given.root, 'exports')).sort()).toEqual(
      all.map(({ name }) => name).sort(),
    );
    for (const { path, sha256, bytes, rows } of all) {
      const content = readFileSync(path!);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
      expect([bytes, rows]).toEqual([content.length, 3]);
    }
    const audit = given.history.auditTrail();
    expect(audit).toHaveLength(3);
    expect(audit[0]).toMatchObject({ action: 'export.written', detail: { what: 'grid', rows: 3 } });
  });

  it('replaces the file that the dialog asked about, whole or not at all', async () => {
    const given = context();
    const folder = scratch();
    const target = { kind: 'path', path: join(folder, 'mine.csv') } as const;
    writeFileSync(target.path, 'before');
    const broken = writeExport(given, target, 'grid', async (path) => {
      await writeFile(path, 'half');
      throw new Error('disk');
    });
    await expect(broken).rejects.toThrow('disk');
    expect(readFileSync(target.path, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['mine.csv']);
    expect(given.history.auditTrail()).toEqual([]);
    await writeExport(given, target, 'grid', text('after'));
    expect(readFileSync(target.path, 'utf8')).toBe('after');
  });

  it('is offered once as a download, under its name', async () => {
    const given = context();
    const target = { kind: 'download', name: '../../evil:name.csv' } as const;
    const written = await writeExport(given, target, 'grid', text('x'));
    expect(written).toMatchObject({ path: null, url: '/download/1', name: '_.._evil_name.csv' });
    expect(given.host.downloads[0]!.path.startsWith(join(given.root, 'downloads'))).toBe(true);
    const none = context({ offerDownload: null });
    expect(await problemOf(writeExport(none, target, 'grid', text('x')))).toBe(
      'export.no-download',
    );
  });

  it('goes nowhere else', async () => {
    const allowed = scratch();
    const given = context({ allowedFolders: [allowed] });
    const to = (path: string) =>
      problemOf(writeExport(given, { kind: 'path', path }, 'grid', text('x')));
    expect(await to('/etc/x.csv')).toBe('path.not-allowed');
    expect(await to(join(allowed, '..', 'x.csv'))).toBe('path.not-allowed');
    symlinkSync('/etc', join(allowed, 'way'));
    expect(await to(join(allowed, 'way', 'x.csv'))).toBe('path.not-allowed');
    expect(await to(join(given.root, 'history.sqlite'))).toBe('export.protected');
    expect(await to(join(given.root, 'runs', 'x.csv'))).toBe('export.protected');
    for (const name of ['con.csv', 'AUX', 'com1 .xlsx', 'rows.csv.', 'rows.csv '])
      expect([name, await to(join(allowed, name))]).toEqual([name, 'export.name']);
    mkdirSync(join(allowed, 'folder.csv'));
    expect(await to(join(allowed, 'folder.csv'))).toBe('export.unwritable');
    expect(readdirSync(allowed).sort()).toEqual(['folder.csv', 'way']);
  });

  it('does not take the place of a sample or a page of the program', async () => {
    const given = context({ allowedFolders: [SAMPLES] });
    for (const path of [join(SAMPLES, 'tc_raw_data.xlsx'), join(SAMPLES, 'new.csv')]) {
      const before = existsSync(path) && readFileSync(path);
      const written = writeExport(given, { kind: 'path', path }, 'grid', text('x'));
      expect(await problemOf(written)).toBe('export.protected');
      expect(existsSync(path) && readFileSync(path)).toEqual(before);
    }
  });

  it('may have a name of any length, as far as the file system has room for it', async () => {
    const given = context();
    const name = `${'漢'.repeat(190)}.csv`;
    const first = await writeExport(given, { kind: 'exports', name }, 'grid', text('x'));
    const second = await writeExport(given, { kind: 'exports', name }, 'grid', text('x'));
    expect(first.name).toBe(fileName(name));
    expect(second.name).toBe(fileName(name).replace('.csv', ' (2).csv'));
    const path = join(given.root, 'exports', name);
    expect(await problemOf(writeExport(given, { kind: 'path', path }, 'grid', text('x')))).toBe(
      'path.unusable',
    );
  });

  it('of yesterday is forgotten where it was only offered, and so is what never arrived', async () => {
    const root = scratch();
    const now = Date.now();
    for (const name of ['old', 'new'])
      mkdirSync(join(root, 'downloads', name), { recursive: true });
    utimesSync(join(root, 'downloads', 'old'), 0, 0);
    await clearOldDownloads(root, now);
    expect(readdirSync(join(root, 'downloads'))).toEqual(['new']);
    const kept = [join('uploads', 'a'.repeat(64)), join('fetched', 'b'.repeat(64))];
    const gone = [join('uploads', '.arriving-1'), join('fetched', '2.tmp')];
    for (const name of [...kept, ...gone]) {
      mkdirSync(join(root, name), { recursive: true });
      utimesSync(join(root, name), 0, 0);
    }
    mkdirSync(join(root, 'uploads', '.arriving-now'));
    await clearOldDownloads(root, now);
    expect(kept.map((name) => existsSync(join(root, name)))).toEqual([true, true]);
    expect(gone.map((name) => existsSync(join(root, name)))).toEqual([false, false]);
    expect(existsSync(join(root, 'uploads', '.arriving-now'))).toBe(true);
    await clearOldDownloads(join(root, 'none'), now);
    expect(existsSync(join(root, 'none'))).toBe(false);
  });
});

describe('the name of a file', () => {
  it.each([
    ['a/b\\c.csv', 'a_b_c.csv'],
    ['.hidden', 'hidden'],
    ['con.csv', '_con.csv'],
    ['nul .txt', '_nul .txt'],
    ['COM¹', '_COM¹'],
    ['conout$.log', '_conout$.log'],
    ['com10.csv', 'com10.csv'],
    ['name. ', 'name'],
    ['', '_'],
    ['Übersicht März.xlsx', 'Übersicht März.xlsx'],
    [`${'漢'.repeat(190)}.csv`, `${'漢'.repeat(65)}.csv`],
    [`${'😀'.repeat(90)}.csv`, `${'😀'.repeat(49)}.csv`],
    ['half \ud83d.csv', 'half \ufffd.csv'],
  ])('%j is %j', (given, expected) => {
    expect(fileName(given)).toBe(expected);
  });
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseFile } from '../../../../main/places/local/choose-file.ts';

function folder(...files: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'thrive-places-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  files.forEach((file, i) => {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), file);
    utimesSync(join(root, file), 1_700_000_000 + i, 1_700_000_000 + i);
  });
  return root;
}

describe('a pattern of files on this machine', () => {
  it('stands for the newest that fits, of its period', async () => {
    const root = folder(
      '2026-10/tc_a.csv',
      '2026-10/tc_b.csv',
      '2026-11/tc_c.csv',
      '2026-10/x.csv',
    );
    const { path, choice } = await chooseFile(join(root, '{yyyy}-{MM}', 'tc*.csv'), '2026-10');
    expect(path).toBe(join(root, '2026-10', 'tc_b.csv'));
    expect(choice).toMatchObject({ of: 2, others: [{ place: join(root, '2026-10', 'tc_a.csv') }] });
    await expect(chooseFile(join(root, '{yyyy}-{MM}', 'tc*.csv'), null)).rejects.toMatchObject({
      code: 'source.period-needed',
    });
    await expect(chooseFile(join(root, '*.xlsx'), null)).rejects.toMatchObject({
      code: 'source.no-match',
    });
  });

  it('is a folder for the newest ledger below it, and nothing that lies beside one', async () => {
    const root = folder('old.csv', 'deep/new.xlsx', 'deep/~$new.xlsx', 'notes.txt', '.hidden.csv');
    expect((await chooseFile(`${root}/`, null)).path).toBe(join(root, 'deep', 'new.xlsx'));
  });

  it('begins in the current folder where nothing else is said', async () => {
    expect((await chooseFile('package-lock*.json', null)).path).toBe(resolve('package-lock.json'));
  });

  it('leads through no link, and is itself where a file has just that name', async () => {
    const outside = folder('secret.csv');
    const root = folder('plain.csv', 'odd{yyyy}.csv');
    symlinkSync(join(outside, 'secret.csv'), join(root, 'secret.csv'));
    symlinkSync(outside, join(root, '2026'));
    expect((await chooseFile(join(root, '*.csv'), null)).choice!.of).toBe(2);
    await expect(chooseFile(join(root, '{yyyy}', '*.csv'), '2026-01')).rejects.toMatchObject({
      code: 'source.no-match',
    });
    for (const name of ['plain.csv', 'odd{yyyy}.csv'])
      expect(await chooseFile(join(root, name), null)).toEqual({
        path: join(root, name),
        choice: null,
      });
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { historyFile } from '../../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../../main/history/history.ts';
import { MOST_BREAKS } from '../../../../core/contract/audit/verdict.ts';
import { run, scratch } from '../command.ts';

it('audit verify names breaks and ends with an exit code, audit export writes all entries', async () => {
  const dataDir = scratch();
  const history = openHistory(historyFile(dataDir));
  history.setAppSettings({ policy: 'exact' });
  history.close();
  const verify = (...more: string[]) => run(['audit', 'verify', '--data-dir', dataDir, ...more]);
  expect(await verify()).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^Verified {3}1 entry, 1 record, 1 kept head\nHead {7}entry 1, SHA-256/,
    ),
  });
  const path = join(scratch(), 'log.csv');
  expect(await run(['audit', 'export', path, '--data-dir', dataDir])).toMatchObject({ code: 0 });
  expect(readFileSync(path, 'utf8')).toContain('settings.changed');
  const printed = await run(['audit', 'export', '--json', '--data-dir', dataDir]);
  expect((JSON.parse(printed.out) as { action: string }[]).map(({ action }) => action)).toEqual([
    'settings.changed',
    'log.verified',
    'export.written',
  ]);

  const db = new Database(historyFile(dataDir));
  db.exec(`DROP TRIGGER audit_delete; DELETE FROM audit WHERE id > 2`);
  db.close();
  const broken = await verify();
  expect(broken.code).toBe(5);
  expect(broken.out).toContain('BROKEN');
  expect(broken.out).toMatch(/Break +Entries 3 to 4 are missing at the end: entry 4 was there on/);
  const { breaks } = JSON.parse((await verify('--json')).out) as { breaks: { kind: string }[] };
  expect(breaks.map(({ kind }) => kind)).toContain('layout-changed');
  expect(await run(['audit'])).toMatchObject({ code: 2 });
  expect(await run(['audit', 'export'])).toMatchObject({ code: 2 });
});

it('audit verify does not call a log sound of which breaks are not even listed, whatever was explained', async () => {
  const dataDir = scratch();
  const history = openHistory(historyFile(dataDir));
  const { id } = history.sourceAt('/ledgers/a.csv');
  history.appendAudit({ action: 'runs.listed' });
  const db = new Database(historyFile(dataDir));
  const added = db.prepare('INSERT INTO source_places (place, source_id) VALUES (?, ?)');
  for (let n = 0; n < MOST_BREAKS + 3; n++) added.run(`/ledgers/${n}.csv`, id);
  db.close();
  history.verifyAudit(true);
  const listed = history.openBreaks();
  expect(listed).toHaveLength(MOST_BREAKS);
  const ids = listed.map((one) => one.id);
  expect(history.explainBreaks(ids, 'A trial of ours.', 'Ada')).toEqual([]);
  history.close();
  const { code, out } = await run(['audit', 'verify', '--data-dir', dataDir]);
  expect(code).toBe(5);
  expect(out).toMatch(/^BROKEN/);
  expect(out).toContain('Break      and 3 more that are not listed\n');
  expect(out).toContain('Explained  1000 breaks\n');
});

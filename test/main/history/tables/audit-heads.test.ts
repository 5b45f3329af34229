import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import { keptHeads } from '../../../../main/history/audit/heads-file.ts';
import { openHistory } from '../../../../main/history/history.ts';
import { scratchFolder, scratchHistory } from '../fixtures.ts';

it('keeps the head after each act, beside the history and in the folder of the settings', async () => {
  const folder = scratchFolder();
  const other = join(scratchFolder(), 'drive');
  const history = scratchHistory(join(folder, 'history.sqlite'));
  history.setAppSettings({ auditFolder: other });
  history.appendAudit({ action: 'runs.listed' });
  const own = keptHeads(join(folder, 'audit', 'heads.jsonl'));
  expect(own.map(({ entry }) => entry)).toEqual([1, 2]);
  expect(own[1]!.hash).toBe(history.auditHead()!.hash);
  const there = await vi.waitFor(() => {
    const [name] = readdirSync(other);
    const heads = keptHeads(join(other, name!));
    expect(heads.at(-1)!.entry).toBe(2);
    return heads;
  });
  expect(there.at(-1)!.hash).toBe(own[1]!.hash);
  expect(history.verifyAudit(true)).toMatchObject({ count: 0, notices: [] });
});

it('shows by the other drive that a tail was cut off, along with the file beside the history', async () => {
  const folder = scratchFolder();
  const other = scratchFolder();
  const path = join(folder, 'history.sqlite');
  const history = openHistory(path, { actor: 'ana' });
  history.setAppSettings({ auditFolder: other });
  for (let n = 0; n < 3; n++) history.appendAudit({ action: 'runs.listed' });
  await vi.waitFor(() => {
    expect(keptHeads(join(other, readdirSync(other)[0]!)).at(-1)!.entry).toBe(4);
  });
  history.close();
  rmSync(join(folder, 'audit'), { recursive: true });
  const db = new Database(path);
  const { sql } = db
    .prepare<[], { sql: string }>(`SELECT sql FROM sqlite_schema WHERE name = 'audit_delete'`)
    .get()!;
  db.exec(`DROP TRIGGER audit_delete; DELETE FROM audit WHERE id > 2; ${sql}`);
  db.close();
  expect(scratchHistory(path).verifyAudit(true).breaks).toMatchObject([
    { kind: 'entries-missing', entry: 3 },
  ]);
});

it('holds up no act where a head cannot be kept, and says so with the verdict', async () => {
  const folder = scratchFolder();
  const file = join(folder, 'no-folder');
  writeFileSync(file, '');
  mkdirSync(join(folder, 'audit', 'heads.jsonl'), { recursive: true });
  const history = scratchHistory(join(folder, 'history.sqlite'));
  history.setAppSettings({ auditFolder: join(file, 'below') });
  history.appendAudit({ action: 'runs.listed' });
  await vi.waitFor(() => {
    expect(history.headsTrouble()).toContain('Heads of the audit log are not kept in');
  });
  expect(history.verifyAudit(true)).toMatchObject({
    count: 0,
    notices: [expect.stringContaining('are not kept in')],
  });
});

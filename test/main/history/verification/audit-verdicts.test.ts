import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { scratchFolder, scratchHistory } from '../fixtures.ts';

it('counts a break once that each verification finds again', () => {
  const path = join(scratchFolder(), 'history.sqlite');
  const history = scratchHistory(path);
  history.setAppSettings({ policy: 'exact' });
  const db = new Database(path);
  db.exec('DROP TRIGGER audit_delete');
  db.close();
  const { count, breaks } = history.verifyAudit(true);
  expect(count).toBe(breaks.length);
  expect(breaks.map(({ kind }) => kind)).toContain('layout-changed');
  expect(history.verifyAudit(false)).toMatchObject({ isFull: false, count, breaks });
});

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { closeEntrySchema } from '../../../../core/contract/close/close-log.ts';
import { openHistory } from '../../../../main/history/history.ts';
import { scratch } from '../../cli/command.ts';

const EXPLAINED = closeEntrySchema.parse({ is: 'explained', key: 'k', explanation: 'A campaign.' });
const TERMS = closeEntrySchema.parse({ is: 'terms', terms: { graceDays: 3 } });

it('the log of a close keeps what is entered in its order, by source and period, and in the audit trail', () => {
  const path = join(scratch(), 'history.sqlite');
  const history = openHistory(path, { actor: 'Ann', now: () => 7 });
  const { id } = history.sourceAt('/ledger.csv', 'Shop');
  const other = history.sourceAt('/other.csv', 'Other').id;
  history.logClose(id, '2026-02', [TERMS, EXPLAINED]);
  history.logClose(other, '2026-02', [EXPLAINED], 'Bo');
  expect(history.closeLog(id)).toEqual([
    { id: 1, at: 7, actor: 'Ann', period: null, entry: TERMS },
    { id: 2, at: 7, actor: 'Ann', period: '2026-02', entry: EXPLAINED },
  ]);
  expect(history.closeLog(other)).toMatchObject([{ id: 3, actor: 'Bo' }]);
  expect(history.auditTrail().slice(0, 2)).toMatchObject([
    { action: 'close.explained', actor: 'Bo', detail: { sourceId: other, period: '2026-02' } },
    { action: 'close.explained', actor: 'Ann', detail: { key: 'k', explanation: 'A campaign.' } },
  ]);
  expect(history.verifyAudit(true).breaks).toEqual([]);
  history.close();
  const db = new Database(path);
  for (const sql of ["UPDATE close_log SET period = 'x'", 'DELETE FROM close_log'])
    expect(() => db.prepare(sql).run()).toThrow('close_log can only grow');
  db.close();
});

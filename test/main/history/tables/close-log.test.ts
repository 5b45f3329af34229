import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { closeEntrySchema } from '../../../../core/contract/close/close-log.ts';
import { SIGNED_PARTS } from '../../../../core/contract/close/sign-off.ts';
import { openHistory } from '../../../../main/history/history.ts';
import { scratch } from '../../cli/command.ts';

const EXPLAINED = closeEntrySchema.parse({ is: 'explained', key: 'k', explanation: 'A campaign.' });
const POSTED = closeEntrySchema.parse({ is: 'posted', entry: 'SC-2026-02', number: 'JE-1' });
const SIGNED = Object.fromEntries(Object.keys(SIGNED_PARTS).map((part) => [part, 'a digest']));
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

  // A locked period takes nothing that changes it, whoever asks, until it is reopened; others do.
  const done = (event: object) => closeEntrySchema.parse({ is: 'event', run: 'r1', event });
  const by = { by: 'Bo', at: 8 };
  history.logClose(id, '2026-02', [done({ is: 'locked', ...by, signed: SIGNED })]);
  const entered = history.closeLog(id).length;
  expect(() => history.logClose(id, '2026-02', [POSTED, EXPLAINED])).toThrow(/2026-02 is locked/);
  expect(history.closeLog(id)).toHaveLength(entered);
  history.logClose(id, '2026-02', [POSTED, TERMS]);
  history.logClose(id, '2026-03', [EXPLAINED]);
  history.logClose(id, '2026-02', [done({ is: 'reopened', ...by, reason: 'A late row.' })]);
  history.logClose(id, '2026-02', [EXPLAINED]);
  history.close();
  const db = new Database(path);
  for (const sql of ["UPDATE close_log SET period = 'x'", 'DELETE FROM close_log'])
    expect(() => db.prepare(sql).run()).toThrow('close_log can only grow');
  db.close();
});

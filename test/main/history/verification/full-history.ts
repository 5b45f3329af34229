import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { keptHeads } from '../../../../main/history/audit/heads-file.ts';
import type { KeptHead } from '../../../../main/history/audit/heads-file.ts';
import { openHistory } from '../../../../main/history/history.ts';
import type { History } from '../../../../main/history/history.ts';
import { exception, SHA, startRun } from '../fixtures.ts';

/** A history with something in every table, open for edits by hand; the heads that were kept of it. */
export function fullHistory(): { db: Database.Database; heads: readonly KeptHead[] } {
  const folder = mkdtempSync(join(tmpdir(), 'thrive-edits-'));
  const path = join(folder, 'history.sqlite');
  let time = Date.UTC(2026, 10, 24, 10, 42, 33);
  const history = openHistory(path, { actor: 'ana', now: () => (time += 1000) });
  try {
    fill(history);
  } finally {
    history.close();
  }
  const source = new Database(path);
  // A copy in memory keeps no log of writes beside itself.
  source.pragma('journal_mode = DELETE');
  const db = new Database(source.serialize());
  source.close();
  const heads = keptHeads(join(folder, 'audit', 'heads.jsonl'));
  rmSync(folder, { recursive: true, force: true });
  return { db, heads };
}

function fill(history: History): void {
  const { id: sourceId } = history.sourceAt('/tc.xlsx');
  history.saveSource(
    null,
    { name: 'Month end', place: '/b.csv', s3: {}, mapping: {}, settings: {}, waitMinutes: 0 },
    'as it was',
  );
  const first = reconciled(history, sourceId, ['a', 'b', 'c']);
  history.changeExceptions(first, ['a', 'b'], { status: 'accepted', owner: 'ana', note: 'Known.' });
  history.signOff({ runId: first, role: 'prepared', name: 'Ana' });
  history.signOff({ runId: first, role: 'reviewed', name: 'Ben', actor: 'ben' });
  const second = reconciled(history, sourceId, ['b', 'c'], SHA.replace(/a/g, 'd'));
  history.archiveRuns([second], 'A trial.');
  const { id: halted } = startRun(history, { sourceId, sha256: 'c'.repeat(64) });
  history.startStep(halted, 'validate');
  history.failRun(halted, 'halted', null, {});
  startRun(history, { sourceId, sha256: 'e'.repeat(64) });
  history.setAppSettings({ policy: 'exact' });
  for (const id of ['0a0a0a0a', '0b0b0b0b'])
    history.addApiToken({
      ...{ id, name: id, digest: id.repeat(8), scopes: ['runs:read' as const] },
      expiresAt: Date.now() + 86_400_000,
    });
  history.revokeApiToken('0b0b0b0b');
  history.logKeeping(() => [{ is: 'hold', on: { is: 'source', sourceId }, reason: 'A suit.' }]);
  history.logClose(sourceId, '2026-06', [
    { is: 'balances', balances: [], file: null },
    { is: 'explained', key: 'total', explanation: 'A campaign.' },
  ]);
}

/** A completed run with something in every table that hangs on it. */
function reconciled(history: History, sourceId: number, keys: string[], sha256 = SHA): string {
  const { id } = startRun(history, { sourceId, sha256 });
  history.startStep(id, 'validate');
  history.endStep(id, 'validate');
  history.recordFindings(
    id,
    [{ code: 'column.format', severity: 'info', count: 1 }],
    [
      {
        code: 'column.format',
        severity: 'info',
        sheet: 'TC_Data',
        row: null,
        column: 'AMOUNT',
        value: '1,0',
        message: 'A column uses an unusual format.',
      },
    ],
  );
  history.recordChecks(id, [
    {
      id: 'conservation',
      passed: true,
      numbers: {},
      detail: 'All there.',
      failures: [],
      failureCount: 0,
    },
  ]);
  history.saveExceptions(
    id,
    keys.map((key) => exception(key)),
  );
  history.completeRun(id, {
    outputs: [
      { name: 'exceptions.csv', path: 'outputs/exceptions.csv', bytes: 7, sha256, rows: 2 },
    ],
  });
  return id;
}

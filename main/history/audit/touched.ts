import type Database from 'better-sqlite3';
import { EVIDENCE } from './evidence.ts';
import { keySql, sealedColumns } from './row-digest.ts';

/**
 * Notes every row that this connection writes, by triggers of its own, so that no function of the history can
 * forget to have it sealed. What another program writes is not noted: that is how it shows. Rows that hang on a run
 * are sealed when that ends, and a run that is under way then.
 */
export function noteTouchedRows(db: Database.Database): void {
  db.pragma('temp_store = MEMORY');
  db.exec(`CREATE TEMP TABLE touched (
    tbl TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (tbl, key)
  ) STRICT, WITHOUT ROWID;`);
  for (const evidence of EVIDENCE) {
    if (evidence.withRun) continue;
    const { table, counts = '1' } = evidence;
    const note = (row: 'NEW' | 'OLD'): string =>
      `INSERT INTO touched (tbl, key) VALUES ('${table}', ${keySql(evidence, row)}) ON CONFLICT DO NOTHING;`;
    const when = (row: 'NEW' | 'OLD'): string => counts.replaceAll('r.', `${row}.`);
    const said = sealedColumns(db, evidence);
    const differs = said.map((name) => `OLD.${name} IS NOT NEW.${name}`).join(' OR ');
    db.exec(`
CREATE TEMP TRIGGER ${table}_inserted AFTER INSERT ON main.${table} WHEN ${when('NEW')}
BEGIN ${note('NEW')} END;
CREATE TEMP TRIGGER ${table}_updated AFTER UPDATE OF ${said.join(', ')} ON main.${table}
WHEN (${when('OLD')} OR ${when('NEW')}) AND (${differs})
BEGIN ${note('OLD')} ${note('NEW')} END;
CREATE TEMP TRIGGER ${table}_deleted AFTER DELETE ON main.${table} WHEN ${when('OLD')}
BEGIN ${note('OLD')} END;`);
  }
}

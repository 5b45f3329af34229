import type Database from 'better-sqlite3';
import type { Sealed } from './chain.ts';
import { EVIDENCE } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { digestsOf, keySql, packed, sealedColumns } from './row-digest.ts';
import type { RowDigests } from './row-digest.ts';

type Prepare = <R>(sql: string) => Database.Statement<unknown[], R>;

/** Seals the rows of a history with an entry that is about to be written. */
export interface Sealer {
  /** Whether rows were written that no entry has sealed. */
  isDue(): boolean;
  /** Seals what was written, and all that hangs on a run that the entry ends (null for none). */
  seal(entry: number, endedRun: string | null): readonly Sealed[];
  /** Seals everything as it stands: where a chain begins. */
  sealAll(entry: number): readonly Sealed[];
}

export function sealerOf(db: Database.Database, prepare: Prepare): Sealer {
  const columns = new Map<string, readonly string[]>();

  function columnsIn(evidence: Evidence): readonly string[] {
    let found = columns.get(evidence.table);
    if (!found) columns.set(evidence.table, (found = sealedColumns(db, evidence)));
    return found;
  }

  function selected(evidence: Evidence, key: string, from: string, ...given: string[]): RowDigests {
    const names = columnsIn(evidence);
    const values = names.map((name) => `r.${name}`).join(', ');
    const rows = prepare<unknown[]>(`SELECT ${key}, ${values} FROM ${from}`).raw();
    const at = names.indexOf(evidence.key[0]!);
    return digestsOf(rows.iterate(...given), names, (row) => row[at] !== null);
  }

  function keep(
    entry: number,
    { table }: Evidence,
    run: string | null,
    digests: RowDigests,
  ): Sealed {
    const { bytes, sha256 } = packed(digests);
    prepare('INSERT INTO audit_seals (entry, tbl, run_id, rows) VALUES (?, ?, ?, ?)').run(
      entry,
      table,
      run ?? '',
      bytes,
    );
    return { table, run, rows: digests.rows.length, sha256 };
  }

  function touchedRows(evidence: Evidence): RowDigests {
    const { table, key } = evidence;
    const same = key.map((name, at) => `r.${name} = t.key ->> ${at}`).join(' AND ');
    return selected(
      evidence,
      't.key',
      `touched t LEFT JOIN ${table} r ON ${same} WHERE t.tbl = ? ORDER BY t.key`,
      table,
    );
  }

  function rowsOf(evidence: Evidence, runId: string): RowDigests {
    return selected(
      evidence,
      keySql(evidence),
      `${evidence.table} r WHERE r.${evidence.key[0]!} = ? ORDER BY ${evidence.key.map((name) => `r.${name}`).join(', ')}`,
      runId,
    );
  }

  return {
    isDue: () => prepare<number>('SELECT 1 FROM temp.touched LIMIT 1').pluck().get() !== undefined,
    seal(entry, endedRun) {
      const tables = new Set(
        prepare<string>('SELECT DISTINCT tbl FROM temp.touched').pluck().all(),
      );
      const sealed = EVIDENCE.flatMap((evidence): Sealed[] => {
        if (!evidence.withRun)
          return tables.has(evidence.table)
            ? [keep(entry, evidence, null, touchedRows(evidence))]
            : [];
        return endedRun === null
          ? []
          : [keep(entry, evidence, endedRun, rowsOf(evidence, endedRun))];
      });
      if (tables.size > 0) prepare('DELETE FROM temp.touched').run();
      return sealed;
    },
    sealAll(entry) {
      const ended = prepare<string>(`SELECT id FROM runs WHERE status <> 'running' ORDER BY seq`)
        .pluck()
        .all();
      // A chain may begin in a format that lacks the tables of later ones.
      const there = EVIDENCE.filter((evidence) => columnsIn(evidence).length > 0);
      return there.flatMap((evidence): Sealed[] => {
        const { table } = evidence;
        // Tables of later formats are made after this.
        if (columnsIn(evidence).length === 0) return [];
        if (evidence.withRun)
          return ended.map((id) => keep(entry, evidence, id, rowsOf(evidence, id)));
        const digests = selected(
          evidence,
          keySql(evidence),
          `${table} r WHERE ${evidence.counts ?? '1'}`,
        );
        return digests.rows.length === 0 ? [] : [keep(entry, evidence, null, digests)];
      });
    },
  };
}

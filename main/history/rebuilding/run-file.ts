import { z } from 'zod';
import type { RunRecord } from '../../../core/contract/run.ts';
import { columnsOf } from '../audit/row-digest.ts';
import type { HistoryContext } from '../tables/history-context.ts';

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
type Row = z.infer<typeof rowSchema>;

/** What hangs on a run, in the order in which it is put back. */
const HANGING = [
  'steps',
  'findings',
  'finding_samples',
  'checks',
  'outputs',
  'exception_counts',
  'exceptions',
  'exception_stakes',
] as const;

/** All that the history has of a run but what people decided: rows of its tables, as they are. */
export const runFileSchema = z.object({
  format: z.literal('thrive-cash-run/1'),
  run: rowSchema.and(z.object({ id: z.string(), source_id: z.int(), status: z.string() })),
  source: rowSchema.and(z.object({ id: z.int(), name: z.string(), place: z.string() })),
  /** Where files of the source came from. */
  places: z.array(z.string()),
  hanging: z.record(z.enum(HANGING), z.array(rowSchema)),
});
export type RunFile = z.infer<typeof runFileSchema>;

/** A run as a file beside its results has it, and back again where the history is lost. */
export function runFileFunctions(
  { db, prepared, atomically }: HistoryContext,
  carryOver: (run: Pick<RunRecord, 'id' | 'sourceId' | 'policy' | 'period'>) => void,
) {
  const rows = (sql: string, ...given: unknown[]): Row[] =>
    prepared<unknown[], Row>(sql).all(...given);

  /** All of a run, for its file; null where it is unknown. */
  function runFile(runId: string): RunFile | null {
    return db.transaction(() => {
      const [run] = rows('SELECT * FROM runs WHERE id = ?', runId);
      if (!run) return null;
      const sourceId = run['source_id'];
      return runFileSchema.parse({
        format: 'thrive-cash-run/1',
        run,
        source: rows('SELECT * FROM sources WHERE id = ?', sourceId)[0],
        places: rows('SELECT place FROM source_places WHERE source_id = ?', sourceId).map(
          ({ place }) => place,
        ),
        hanging: Object.fromEntries(
          HANGING.map((table) => [table, rows(`SELECT * FROM ${table} WHERE run_id = ?`, runId)]),
        ),
      });
    })();
  }

  /**
   * Puts a run back that the history does not know. One that was under way is interrupted. Those that it supersedes
   * and builds on have been put back before. What SQLite refuses, such as a second result of one revision, is thrown.
   */
  function restoreRun({ run, source, places, hanging }: RunFile): void {
    atomically(() => {
      const sourceId = sourceFor(source, places);
      const { seq: _anew, status, ended_at: ended, ...rest } = run;
      const known = prepared<[unknown]>('SELECT 1 FROM runs WHERE id = ?');
      const supersedes = known.get(run['supersedes']) === undefined ? null : run['supersedes'];
      // Nothing can be added to a run that has completed.
      insert('runs', { ...rest, source_id: sourceId, supersedes, status: 'running' });
      for (const table of HANGING)
        for (const row of hanging[table]) insert(table, { ...row, run_id: run.id });
      if (status === 'completed')
        carryOver({
          id: run.id,
          sourceId,
          policy: rest['policy'] as RunRecord['policy'],
          period: rest['period'] as string | null,
        });
      prepared<[string, unknown, string]>(
        'UPDATE runs SET status = ?, ended_at = ? WHERE id = ?',
      ).run(status === 'running' ? 'interrupted' : status, ended ?? null, run.id);
    });
  }

  /** The source of a run that is put back: of its name, else as it was, under its own number where that is free. */
  function sourceFor(source: RunFile['source'], places: readonly string[]): number {
    const named = prepared<[string], number>('SELECT id FROM sources WHERE lower(name) = lower(?)');
    let id = named.pluck().get(source.name);
    if (id === undefined) {
      const taken = prepared<[number]>('SELECT 1 FROM sources WHERE id = ?').get(source.id);
      const { id: own, ...unnumbered } = source;
      id = insert('sources', taken === undefined ? source : unnumbered);
    }
    for (const place of places)
      prepared<[string, number]>(
        'INSERT INTO source_places (place, source_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
      ).run(place, id);
    return id;
  }

  /** Inserts what the table has a column for: a file of another version may have more or fewer. */
  function insert(table: string, row: Row): number {
    const columns = columnsOf(db, table).filter((name) => row[name] !== undefined);
    const { lastInsertRowid } = prepared<unknown[]>(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ).run(...columns.map((name) => row[name]));
    return Number(lastInsertRowid);
  }

  return { runFile, restoreRun };
}

import { cutOffSchema } from '../../../core/contract/bridge.ts';
import type { CutOff } from '../../../core/contract/bridge.ts';
import { runCountsSchema, runTotalsSchema } from '../../../core/contract/run.ts';
import type { RunCounts, RunTotals, SheetRows } from '../../../core/contract/run.ts';
import { withoutSecrets } from '../../secrets/without-secrets.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { json } from '../tables/history-context.ts';
import { unknown } from '../tables/unknown.ts';

export interface SourceFacts {
  readonly sha256?: string;
  readonly bytes?: number;
  readonly sheets?: readonly SheetRows[];
  readonly notes?: Readonly<Record<string, string>>;
}

/** What validation learns of a source. */
export interface ValidationFacts {
  readonly counts?: RunCounts | null;
  /** 0 to 1. */
  readonly quality?: number | null;
  /** Latest CREATEDAT at the cut-off, wall-clock milliseconds. */
  readonly highWater?: number | null;
  readonly rowCount?: number | null;
}

/** What is learnt of a run while it is under way. */
export function factFunctions({ prepared }: HistoryContext) {
  /** Adds what has been learnt of the source since the run began. */
  function recordSourceFacts(runId: string, facts: SourceFacts): void {
    const { changes } = prepared<(string | number | null)[]>(
      `UPDATE runs SET sha256 = coalesce(?, sha256), bytes = coalesce(?, bytes),
         sheets = coalesce(?, sheets), notes = json_patch(notes, coalesce(?, '{}')) WHERE id = ?`,
    ).run(
      facts.sha256 ?? null,
      facts.bytes ?? null,
      json(facts.sheets),
      json(withoutSecrets(facts.notes)),
      runId,
    );
    if (changes === 0) throw unknown('run.unknown', runId);
  }

  /** Writes down what validation found out of the source, so that it is known before the run ends. */
  function recordValidation(
    runId: string,
    facts: ValidationFacts & {
      readonly rejected: { readonly rows: number };
      readonly cutOff?: CutOff;
    },
  ): void {
    prepared<(string | number | null)[]>(
      `UPDATE runs SET counts = coalesce(?, counts), quality = coalesce(?, quality),
         high_water = coalesce(?, high_water), row_count = coalesce(?, row_count),
         rejected_rows = ?, cut_off = coalesce(?, cut_off) WHERE id = ?`,
    ).run(
      json(facts.counts && runCountsSchema.parse(facts.counts)),
      facts.quality ?? null,
      facts.highWater ?? null,
      facts.rowCount ?? null,
      facts.rejected.rows,
      json(facts.cutOff && cutOffSchema.parse(facts.cutOff)),
      runId,
    );
  }

  /** Writes down the totals of a run that has been matched, and its covered redemptions, before it ends. */
  function recordTotals(runId: string, totals: RunTotals, covered: number): void {
    prepared<[string, number, string]>(
      `UPDATE runs SET totals = ?, counts = json_set(counts, '$.covered', ?) WHERE id = ?`,
    ).run(JSON.stringify(runTotalsSchema.parse(totals)), covered, runId);
  }

  /**
   * Writes down which run the accepted rows were built on, null for a ledger of its own, and so whose ledger
   * this run leaves: that of the run before, if the same bytes have brought nothing; else its own.
   */
  function recordStanding(runId: string, standsOn: string | null, broughtNothing: boolean): void {
    prepared<[{ run: string; on: string | null; nothing: number }]>(
      `UPDATE runs SET stands_on = $on, ledger = coalesce(
         (SELECT b.ledger FROM runs b WHERE $nothing = 1 AND b.id = $on AND b.sha256 = runs.sha256),
         $run) WHERE id = $run`,
    ).run({ run: runId, on: standsOn, nothing: broughtNothing ? 1 : 0 });
  }

  return { recordSourceFacts, recordValidation, recordStanding, recordTotals };
}

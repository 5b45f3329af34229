import type { LookupTables } from '../../accepted/lookup-tables.ts';
import type { ControlTotals } from '../../contract/checks.ts';
import type { Policy } from '../../contract/settings.ts';
import type { CutLedger } from '../../ledger/cut-ledger.ts';
import type { Matching } from '../../ledger/draft.ts';
import type { IdColumn } from '../../ledger/ids.ts';

/** The run that a later file of its source is compared with: what it accepted and reported. */
export interface StandingRun extends CutLedger {
  readonly runId: string;
  readonly policy: Policy;
  /** Of all rows that it accepted. */
  readonly control: ControlTotals;
  readonly lookups: LookupTables;
  /** The last wall-clock ms that was reported, by it or by a run that it stood on: of rows after it nobody was told. */
  readonly reportedUntil: number;
}

/** A run that nothing was built on; its files may be gone. */
export interface ForsakenRun {
  /** The TRANS_IDs that it accepted. */
  ids(): Promise<IdColumn | null>;
  load(): Promise<StandingRun | null>;
}

/** Earlier runs of the source, as far as they are still there. */
export interface StandingRuns {
  /**
   * The latest completed run; null where there is none. Where its ledger cannot be read `onGone` is told which run
   * it is, and the answer is null; or, where the new run cannot do without it, the Problem
   * `increment.standing-gone`.
   */
  latest(needed: boolean, onGone: (runId: string) => void): Promise<StandingRun | null>;
  /** The runs before it that no later one was built on, so that what they had is in no later ledger. */
  forsaken(): readonly ForsakenRun[];
  /** The matching of a run whose ledger has so many rows; null where its files are gone. */
  matching(runId: string, rows: number): Matching | null;
}

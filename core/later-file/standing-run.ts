import type { LookupTables } from '../accepted/lookup-tables.ts';
import type { ControlTotals } from '../contract/checks.ts';
import type { Policy } from '../contract/settings.ts';
import type { Matching } from '../ledger/draft.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** The run that a later file of its source is compared with: what it accepted and reported. */
export interface StandingRun {
  readonly runId: string;
  readonly policy: Policy;
  readonly ledger: Ledger;
  readonly control: ControlTotals;
  readonly lookups: LookupTables;
  /** The latest CREATEDAT that it reached, in wall-clock ms. */
  readonly highWater: number;
  /** The last wall-clock ms of what it reported: its as-of date. */
  readonly reportedUntil: number;
}

/** Earlier runs of the source, as far as they are still there. */
export interface StandingRuns {
  /**
   * The latest completed run; null where there is none. Where its files are gone: null, or, where the new
   * run cannot do without it, the Problem `increment.standing-gone`.
   */
  latest(needed: boolean): Promise<StandingRun | null>;
  /** The matching of a run whose ledger has so many rows; null where its files are gone. */
  matching(runId: string, rows: number): Matching | null;
}

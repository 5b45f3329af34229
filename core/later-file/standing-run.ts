import type { Policy } from '../contract/settings.ts';
import type { ControlTotals } from '../contract/checks.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { LookupTables } from '../accepted/lookup-tables.ts';

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

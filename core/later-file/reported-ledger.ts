import type { ControlTotals } from '../contract/checks.ts';
import { cutLedger, uncut } from '../ledger/cut-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { addedSums, typeSums } from '../ledger/type-sums.ts';
import { mergeLaterFile } from './merge/merge-later-file.ts';
import type { StandingRun } from './standing/standing-run.ts';

/** What was reported of a standing run's rows, and what it held besides. */
export interface ReportedLedger {
  /** Arranged: the rows that a run has stated figures of. A file is compared with these. */
  readonly ledger: Ledger;
  readonly control: ControlTotals;
  /**
   * By row of `ledger`: the row of the standing run's ledger at its cut-off, of which its matching speaks; −1
   * where only a run before it, at a later date, has reported the row. Null where the two are the same.
   */
  readonly matchedRow: Int32Array | null;
  /** Rows that no run has reported, because they lay after every cut-off so far. */
  readonly unreported: Ledger;
}

/** Tells the rows of a standing run apart at the date up to which they were reported. */
export function reportedLedger(standing: StandingRun): ReportedLedger {
  const { ledger, after, control, reportedUntil } = standing;
  const { ledger: reported, after: unreported } =
    after.rows === 0 ? uncut(after) : cutLedger(after, reportedUntil);
  const of = lessControl(control, controlOf(unreported));
  if (reported.rows === 0) return { ledger, control: of, matchedRow: null, unreported };
  const both = mergeLaterFile(ledger, reported, {
    kind: 'new-rows',
    onChanged: 'keep',
    reportedUntil,
  });
  return { ledger: both.ledger, control: of, matchedRow: both.standingRow, unreported };
}

/** What counting its source would have made of a ledger. */
export function controlOf(ledger: Ledger): ControlTotals {
  return { rows: ledger.rows, sums: typeSums(ledger, ledger.rows), quarantinedRows: 0 };
}

function lessControl(all: ControlTotals, less: ControlTotals): ControlTotals {
  return {
    rows: all.rows - less.rows,
    sums: addedSums([all.sums], [less.sums]),
    quarantinedRows: all.quarantinedRows - less.quarantinedRows,
  };
}

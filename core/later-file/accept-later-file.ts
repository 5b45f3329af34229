import type { Increment } from '../accepted/increment.ts';
import type { CountingLedger, LedgerFile, ValidatedSource } from '../accepted/validated-source.ts';
import type { ChangedRows } from '../contract/api/changed-rows.ts';
import type { Settings } from '../contract/settings.ts';
import { arrangedLedger, rowsInOrder } from '../ledger/arranged-ledger.ts';
import { cutLedger } from '../ledger/cut-ledger.ts';
import type { CutLedger } from '../ledger/cut-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { addedSums } from '../ledger/type-sums.ts';
import { acceptLedger, checkLedger } from '../validate/check-ledger.ts';
import type { LedgerChecking } from '../validate/check-ledger.ts';
import { cutOffOf } from '../validate/cut-off.ts';
import { placesInMerged } from './brought-rows.ts';
import { backdatedRows, checkShift } from './compare-with-standing.ts';
import { mergeLookups } from './merge/merge-lookups.ts';
import { mergedControl } from './merge/merged-control.ts';
import { listedChanges } from './changes/listed-changes.ts';
import { assertDecided } from './changes/reported-rows-changed.ts';
import { reportedLedger } from './reported-ledger.ts';
import type { ReportedLedger } from './reported-ledger.ts';
import { rowsAtCutOff } from './rows-at-cut-off.ts';
import type { StandingRun } from './standing/standing-run.ts';
import { takeLaterFile } from './take-later-file.ts';
import type { TakenFile } from './take-later-file.ts';

export interface LaterFileChecking extends LedgerChecking {
  /** Told the rows that are changed or gone where the run halts for them. */
  readonly onUndecided?: (rows: ChangedRows) => void;
}

/**
 * The stage between validation and matching: a later file of a source, taken to what stands, or as a ledger
 * of its own that is compared with it. The findings on the ledger that results go to the log. Throws a Problem
 * of kind `validation-halted` for a row in error under `halt`, and `validation.reported-rows-changed` where
 * nobody has said of a row whether what was reported or the file counts; `validation.decided-rows-unknown` where a
 * row was decided that is neither changed nor gone.
 */
export function acceptLaterFile(
  standing: StandingRun,
  file: LedgerFile,
  settings: Settings,
  checking: LaterFileChecking,
): ValidatedSource {
  const { counting, listed } = countingLedger(standing, file, settings, checking);
  const source = acceptLedger(file, counting, settings, checking.findings);
  if (counting.increment)
    assertDecided(counting.increment, settings, source, () => checking.onUndecided?.(listed()));
  return source;
}

function countingLedger(
  standing: StandingRun,
  file: LedgerFile,
  settings: Settings,
  { findings, endOfToday }: LedgerChecking,
): { readonly counting: CountingLedger; readonly listed: () => ChangedRows } {
  const { sheet } = file;
  const reported = reportedLedger(standing);
  const later = arrangedLedger(file.ledger);
  const taken = takeLaterFile(standing, reported, later, file, settings, findings);
  const found = taken
    ? {
        ledger: taken.merged.ledger,
        control: mergedControl(reported.control, taken.brought, taken.merged),
        lookups: mergeLookups(standing.lookups, file.lookups, {
          kind: taken.merged.kind,
          ...placesInMerged(taken.merged, taken.brought),
        }),
        late: Array.from(taken.merged.late),
      }
    : {
        ledger: later,
        control: file.control,
        lookups: file.lookups,
        late: backdatedRows(later, { ...standing, ledger: reported.ledger }, sheet, findings),
      };
  // New rows are not expected to be as many, or of the same mix, as all that stands.
  if (taken?.merged.kind !== 'new-rows') checkShift(later, standing, sheet, findings);
  const { orphanOrders } = checkLedger(found, sheet, findings, inSheetOrder(found.ledger));
  const asOf = cutOffOf(settings, found.ledger.createdAt, endOfToday);
  const { order, ...cut } = cutLedger(found.ledger, asOf);
  const atCutOff = (rows: readonly number[]): number[] =>
    (order === null ? [...rows] : rowsInOrder(rows, order)).filter((row) => row < cut.ledger.rows);
  const counting: CountingLedger = {
    ...cut,
    control: found.control,
    lookups: found.lookups,
    orphanOrders: atCutOff(orphanOrders).sort((a, b) => a - b),
    backdated: atCutOff(found.late),
    asOf,
    reportedUntil: taken ? Math.max(asOf, standing.reportedUntil) : asOf,
    increment:
      taken &&
      incrementOf(standing, reported, taken, cut, order, {
        asOf,
        broughtNothing: isUnchanged(standing, found, taken),
      }),
  };
  const listed = (): ChangedRows =>
    taken
      ? listedChanges(reported.ledger, taken.brought.ledger, taken.merged)
      : { total: 0, rows: [] };
  return { counting, listed };
}

/** What the steps after validation need of a later file: what it does to figures at the cut-off. */
function incrementOf(
  standing: StandingRun,
  reported: ReportedLedger,
  { merged, changes }: TakenFile,
  cut: CutLedger,
  order: Int32Array | null,
  { asOf, broughtNothing }: Pick<Increment, 'broughtNothing'> & { readonly asOf: number },
): Increment {
  const { late, rowOf, ...rows } = rowsAtCutOff(merged, cut, order, reported, standing.ledger.rows);
  const { standingRow, added, replaced, knownRows, touched, touchedCustomers } = rows;
  return {
    kind: merged.kind,
    onChanged: merged.onChanged,
    standingRun: standing.runId,
    standingRows: standing.ledger.rows,
    // What lies after the present cut-off is not stated, and so not restated.
    reportedUntil: Math.min(standing.reportedUntil, asOf),
    standingRow,
    added,
    replaced,
    knownRows,
    touched,
    touchedCustomers,
    takenAway: merged.takenAway,
    lateRows: late.length,
    changedRows: merged.changed.merged.length,
    goneRows: merged.gone.standing.length,
    broughtNothing,
    changes: { ...changes, row: changes.row.map(rowOf) },
  };
}

/** Whether a file leaves all rows that a run accepted as they were, those after its cut-off included. */
function isUnchanged(
  { control: before }: StandingRun,
  { control: now }: Pick<CountingLedger, 'control'>,
  { merged }: TakenFile,
): boolean {
  return (
    addedSums([now.sums], [before.sums]).length === 0 &&
    now.rows === before.rows &&
    merged.takenAway.rows === 0
  );
}

/** The rows as the file has them, and after these the rows that it has not. */
function inSheetOrder({ rows, sheetRow }: Ledger): Int32Array {
  let last = 0;
  for (let r = 0; r < rows; r++) if (sheetRow[r]! > last) last = sheetRow[r]!;
  const rowAt = new Int32Array(last + 1).fill(-1);
  for (let r = 0; r < rows; r++) if (sheetRow[r]! > 0) rowAt[sheetRow[r]!] = r;
  const order = new Int32Array(rows);
  let at = 0;
  for (let s = 1; s <= last; s++) if (rowAt[s]! >= 0) order[at++] = rowAt[s]!;
  for (let r = 0; r < rows; r++) if (sheetRow[r] === 0) order[at++] = r;
  return order;
}

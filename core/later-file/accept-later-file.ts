import type { CountingLedger, LedgerFile, ValidatedSource } from '../accepted/validated-source.ts';
import type { Settings } from '../contract/settings.ts';
import { arrangedLedger } from '../ledger/arranged-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { acceptLedger, checkLedger } from '../validate/check-ledger.ts';
import type { LedgerChecking } from '../validate/check-ledger.ts';
import { backdatedRows, checkShift } from './compare-with-standing.ts';
import { mergeLookups } from './merge/merge-lookups.ts';
import { mergedControl } from './merge/merged-control.ts';
import { reportedRowsChanged } from './reported-rows-changed.ts';
import type { StandingRun } from './standing-run.ts';
import { takeLaterFile } from './take-later-file.ts';

/**
 * The stage between validation and matching: a later file of a source, taken to what stands, or as a ledger
 * of its own that is compared with it. The findings on the ledger that results go to the log. Throws a Problem
 * of kind `validation-halted` for a row in error under `halt`, and `validation.reported-rows-changed` where
 * nobody has said whether what was reported or the file counts.
 */
export function acceptLaterFile(
  standing: StandingRun,
  file: LedgerFile,
  settings: Settings,
  checking: LedgerChecking,
): ValidatedSource {
  const counting = countingLedger(standing, file, settings, checking);
  const source = acceptLedger(file, counting, settings, checking.findings);
  const { increment } = counting;
  if (increment && settings.onChanged === 'halt' && increment.changedRows + increment.goneRows > 0)
    throw reportedRowsChanged(increment, file);
  return source;
}

function countingLedger(
  standing: StandingRun,
  file: LedgerFile,
  settings: Settings,
  checking: LedgerChecking,
): CountingLedger {
  const { findings } = checking;
  const { sheet } = file;
  const later = arrangedLedger(file.ledger);
  const taken = takeLaterFile(standing, later, settings, sheet, findings);
  const found = taken
    ? {
        ledger: taken.merged.ledger,
        control: mergedControl(standing.control, file, taken.merged),
        lookups: mergeLookups(standing.lookups, file.lookups, taken.merged),
        backdated: Array.from(taken.merged.late),
        increment: taken.increment,
      }
    : {
        ledger: later,
        control: file.control,
        lookups: file.lookups,
        backdated: backdatedRows(later, standing, sheet, findings),
        increment: null,
      };
  // New rows are not expected to be as many, or of the same mix, as all that stands.
  if (taken?.merged.kind !== 'new-rows') checkShift(later, standing, sheet, findings);
  const checked = checkLedger(found, settings, sheet, checking, inSheetOrder(found.ledger));
  return {
    ...found,
    asOf: checked.asOf,
    orphanOrders: checked.orphanOrders.sort((a, b) => a - b),
  };
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

import type { CountingLedger, LedgerFile, ValidatedSource } from '../accepted/validated-source.ts';
import type { Settings } from '../contract/settings.ts';
import { outputOrder, rowsInOrder } from '../ledger/arranged-ledger.ts';
import { cutLedger } from '../ledger/cut-ledger.ts';
import type { OpenSource } from '../source/reading/raw-rows.ts';
import { acceptLedger, checkLedger } from './check-ledger.ts';
import type { LedgerChecking } from './check-ledger.ts';
import { cutOffOf } from './cut-off.ts';
import { readLedgerFile } from './read-ledger-file.ts';
import type { LedgerReading } from './read-movements.ts';

/**
 * Reads and validates a source as a ledger of its own (RULES.md section 2). The findings go to the log. Throws a
 * Problem of kind `validation-halted` for a critical finding and, under `halt`, for any error.
 */
export async function validateSource(
  source: OpenSource,
  settings: Settings,
  options: LedgerReading & LedgerChecking,
): Promise<ValidatedSource> {
  return acceptOwnLedger(await readLedgerFile(source, settings, options), settings, options);
}

/** Validates what was read as a ledger of its own; throws as {@link validateSource} does. */
export function acceptOwnLedger(
  file: LedgerFile,
  settings: Settings,
  checking: LedgerChecking,
): ValidatedSource {
  return acceptLedger(file, ownLedger(file, settings, checking), settings, checking.findings);
}

/** The rows stand in the order of the source, in which they are looked at before they are arranged. */
function ownLedger(
  { ledger, control, lookups, sheet }: LedgerFile,
  settings: Settings,
  { findings, endOfToday }: LedgerChecking,
): CountingLedger {
  const { orphanOrders } = checkLedger({ ledger, lookups }, sheet, findings);
  const asOf = cutOffOf(settings, ledger.createdAt, endOfToday);
  const { order, ...cut } = cutLedger(ledger, asOf, outputOrder(ledger));
  const orphans = order === null ? orphanOrders : rowsInOrder(orphanOrders, order);
  return {
    ...cut,
    control,
    lookups,
    orphanOrders: orphans.filter((row) => row < cut.ledger.rows),
    backdated: [],
    asOf,
    reportedUntil: asOf,
    increment: null,
  };
}

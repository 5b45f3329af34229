import { bridgeOf } from '../accepted/bridge.ts';
import { customerLookupOf, orderCustomersOf } from '../accepted/lookup-tables.ts';
import type { CountingLedger, LedgerFile, ValidatedSource } from '../accepted/validated-source.ts';
import type { FindingLog } from '../contract/findings.ts';
import type { Settings } from '../contract/settings.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { movementOrder } from '../ledger/movement-order.ts';
import { logCutOff } from './cut-off.ts';
import { halted } from './halted.ts';
import { checkAccounts, checkMovements } from './ledger-rules.ts';

/** How a ledger is looked at, whichever file its rows are of. */
export interface LedgerChecking {
  readonly findings: FindingLog;
  /** The last wall-clock ms of today, for the default as-of date. */
  readonly endOfToday: number;
}

/**
 * What the rules on single movements find (RULES.md section 2), whether they lie at the cut-off or after it:
 * the rows whose order is an orphan, in the order in which they were looked at: the one given, or as the rows
 * stand.
 */
export function checkLedger(
  { ledger, lookups }: Pick<CountingLedger, 'lookups'> & { readonly ledger: Ledger },
  sheet: string,
  findings: FindingLog,
  inOrder: Int32Array | null = null,
): { orphanOrders: number[] } {
  const known = {
    orders: lookups.sales && orderCustomersOf(lookups.sales),
    customers: lookups.customers && customerLookupOf(lookups.customers),
  };
  return checkMovements(ledger, known, sheet, findings, inOrder);
}

/**
 * A file with the ledger that counts, after the rules on whole accounts, of which only what lies at the
 * cut-off counts. Throws a Problem of kind `validation-halted` where a row is in error and the settings say
 * halt.
 */
export function acceptLedger(
  file: LedgerFile,
  counting: CountingLedger,
  settings: Settings,
  findings: FindingLog,
): ValidatedSource {
  const { ledger, lookups } = counting;
  const bridge = bridgeOf(counting, file.setAside);
  logCutOff(counting.asOf, bridge, settings, file.sheet, findings);
  checkAccounts(ledger, movementOrder(ledger), file.sheet, findings);
  if (file.rejectedRows > 0 && settings.onError === 'halt')
    throw halted(findings, { ...file, asOf: counting.asOf, bridge });
  const groups = lookups.customers;
  return {
    ...file,
    ...counting,
    bridge,
    customerGroups: groups && groups.groupColumns.length > 0 ? customerLookupOf(groups) : null,
    qualityScore: (file.sourceRows - file.rejectedRows) / file.sourceRows,
  };
}

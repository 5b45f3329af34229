import { customerLookupOf, orderCustomersOf } from '../accepted/lookup-tables.ts';
import type { CountingLedger, LedgerFile, ValidatedSource } from '../accepted/validated-source.ts';
import type { FindingLog } from '../contract/findings.ts';
import type { Settings } from '../contract/settings.ts';
import { movementOrder } from '../ledger/movement-order.ts';
import { endOfDay, monthSpan } from '../ledger/time.ts';
import { halted } from './halted.ts';
import { checkAccounts, checkMovements } from './ledger-rules.ts';

/** How a ledger is looked at, whichever file its rows are of. */
export interface LedgerChecking {
  readonly findings: FindingLog;
  /** The last wall-clock ms of today, for the default as-of date. */
  readonly endOfToday: number;
}

/**
 * What the rules on movements find in a ledger (RULES.md section 2): the as-of date that the run counts by,
 * in wall-clock ms, and the rows whose order is an orphan, in the order in which they were looked at: the one
 * given, or as the rows stand.
 */
export function checkLedger(
  { ledger, lookups }: Pick<CountingLedger, 'ledger' | 'lookups'>,
  settings: Settings,
  sheet: string,
  { findings, endOfToday }: LedgerChecking,
  inOrder: Int32Array | null = null,
): { asOf: number; orphanOrders: number[] } {
  const asOf = asOfTime(settings, ledger.createdAt, endOfToday);
  const known = {
    orders: lookups.sales && orderCustomersOf(lookups.sales),
    customers: lookups.customers && customerLookupOf(lookups.customers),
  };
  return { asOf, ...checkMovements(ledger, known, asOf, sheet, findings, inOrder) };
}

/**
 * A file with the ledger that counts, after the rules on whole accounts. Throws a Problem of kind
 * `validation-halted` where a row is in error and the settings say halt.
 */
export function acceptLedger(
  file: LedgerFile,
  counting: CountingLedger,
  settings: Settings,
  findings: FindingLog,
): ValidatedSource {
  const { ledger, lookups } = counting;
  checkAccounts(ledger, movementOrder(ledger), file.sheet, findings);
  if (file.rejectedRows > 0 && settings.onError === 'halt') throw halted(findings, file);
  const groups = lookups.customers;
  return {
    ...file,
    ...counting,
    customerGroups: groups && groups.groupColumns.length > 0 ? customerLookupOf(groups) : null,
    qualityScore: (file.sourceRows - file.rejectedRows) / file.sourceRows,
  };
}

/** The run's as-of: as set, else the end of the period, else the latest CREATEDAT but not after today. */
function asOfTime(settings: Settings, createdAt: Float64Array, endOfToday: number): number {
  if (settings.asOf !== null) return endOfDay(settings.asOf)!;
  if (settings.period !== null) return monthSpan(settings.period)!.end;
  let latest = -Infinity;
  for (let row = 0; row < createdAt.length; row++)
    if (createdAt[row]! > latest) latest = createdAt[row]!;
  const lastDay = endOfDay(new Date(Math.max(latest, 0)).toISOString().slice(0, 10))!;
  return Math.min(lastDay, endOfToday);
}

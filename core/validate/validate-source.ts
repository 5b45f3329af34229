import type { FindingLog } from '../contract/findings.ts';
import { Problem } from '../contract/problem.ts';
import type { Settings } from '../contract/settings.ts';
import type { Increment } from '../accepted/increment.ts';
import { customerLookupOf, lookupTables, orderCustomersOf } from '../accepted/lookup-tables.ts';
import type { LookupTables } from '../accepted/lookup-tables.ts';
import { mergeLookups } from '../later-file/merge/merge-lookups.ts';
import { mergedControl } from '../later-file/merge/merged-control.ts';
import type { StandingRun } from '../later-file/standing-run.ts';
import { arrangeBy, arrangedLedger, outputOrder, rowsInOrder } from '../ledger/arranged-ledger.ts';
import { createIdPool } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { movementOrder } from '../ledger/movement-order.ts';
import { endOfDay, monthSpan } from '../ledger/time.ts';
import { cellText } from '../source/reading/cells.ts';
import { mapHeaders } from '../source/headers.ts';
import { sheetOf } from '../source/open-source.ts';
import { eachRow } from '../source/reading/raw-rows.ts';
import type { ColumnChunk, OpenSource, RawRow, ReadOptions } from '../source/reading/raw-rows.ts';
import { checkAccounts, checkMovements } from './ledger-rules.ts';
import type { Lookups } from './ledger-rules.ts';
import { ledgerRowReader } from './ledger-rows.ts';
import type { LedgerRowReader } from './ledger-rows.ts';
import type { LedgerRows } from './accepted-ledger.ts';
import { readCustomers, readSales } from './lookups.ts';
import type { CustomerLookup, LookupSheet } from './lookups.ts';
import { backdatedRows, checkShift } from '../later-file/previous-run.ts';
import { reportedRowsChanged, takeDelivery } from '../later-file/take-later-file.ts';

export interface ValidatedSource extends LedgerRows {
  /** Ledger rows, which are arranged now, whose ORDERID is not in Sales or belongs to another customer there. */
  readonly orphanOrders: readonly number[];
  /** Ledger rows older than the previous run reached, and not in it. */
  readonly backdated: readonly number[];
  /** The last wall-clock ms that the run counts as past. */
  readonly asOf: number;
  /** The sheet of the movements and its headers, as the source writes them. */
  readonly sheet: string;
  readonly headers: readonly string[];
  readonly sheets: readonly LookupSheet[];
  /** What Sales and Customers say, for a later file that is added to this one. */
  readonly lookups: LookupTables;
  /** What the file was to the run that it stands on; null for a ledger of its own. */
  readonly increment: Increment | null;
  readonly customerGroups: Pick<CustomerLookup, 'groupColumns' | 'groups'> | null;
  /** Share of the source's rows without an error, 0 to 1. */
  readonly qualityScore: number;
}

export interface ValidationOptions extends ReadOptions {
  readonly findings: FindingLog;
  /** The latest completed run of the source, to compare with and to add to. */
  readonly standing: StandingRun | null;
  /** The last wall-clock ms of today, for the default as-of date. */
  readonly endOfToday: number;
}

/**
 * Reads and validates a source (RULES.md section 2). The findings go to the log. Throws a Problem of
 * kind `validation-halted` for a critical finding and, under `halt`, for any error.
 */
export async function validateSource(
  source: OpenSource,
  settings: Settings,
  options: ValidationOptions,
): Promise<ValidatedSource> {
  const { findings } = options;
  const customers = createIdPool();
  const orders = createIdPool();
  const sheet = sheetOf(source, 'TC_Data');
  if (sheet === undefined) {
    const there = source.sheetNames.join(', ') || 'none';
    findings.add('sheet.missing', {
      what: `The sheet TC_Data is missing; the workbook has: ${there}`,
    });
    throw halted(findings);
  }

  let reader: LedgerRowReader | null = null;
  let headers: readonly string[] = [];
  const row = (raw: RawRow): void => {
    if (reader) {
      reader.row(raw);
      return;
    }
    headers = Array.from({ length: raw.width }, (_, c) => cellText(raw, c).trim());
    const header = mapHeaders(headers, settings.mapping);
    reportHeader(header, sheet, raw.rowNumber, findings);
    if (hasCritical(findings)) throw halted(findings);
    reader = ledgerRowReader(header, {
      sheet,
      findings,
      dateSystem: source.notes['dateSystem'] === '1904' ? 1904 : 1900,
      hint: source.rowHint,
      keepRejected: settings.onError === 'quarantine',
      ids: createIdPool(),
      customers,
      orders,
    });
  };
  if (source.readColumns) {
    const chunk = (piece: ColumnChunk): void => {
      if (reader) reader.chunk(piece);
      else eachRow(piece, row);
    };
    await source.readColumns(sheet, { row, chunk }, options);
  } else {
    const { mergedHeader } = await source.readSheet(sheet, row, options);
    for (const range of mergedHeader)
      findings.add('sheet.merged-cells', { sheet, row: 1, value: range });
  }
  // Read through a function, because the compiler does not see the assignment in the callback.
  const rowsOf = ((): LedgerRowReader | null => reader)()?.finish();
  if (rowsOf === undefined || rowsOf.sourceRows === 0) {
    findings.add('sheet.empty', { sheet });
    throw halted(findings);
  }
  if (hasCritical(findings)) throw halted(findings);

  const sales = await readSales(source, orders, customers, findings, options);
  const known = await readCustomers(source, customers, findings, options);
  const found = {
    ...rowsOf,
    lookups: lookupTables(sales?.orders ?? null, known?.customers ?? null),
  };
  const standing = settings.increment === 'off' ? null : options.standing;
  const checked = standing
    ? laterFile(standing, found, settings, sheet, options)
    : firstFile(found, settings, sheet, options);
  checkAccounts(checked.ledger, movementOrder(checked.ledger), sheet, findings);
  if (rowsOf.rejectedRows > 0 && settings.onError === 'halt') throw halted(findings, rowsOf);
  const { increment } = checked;
  if (increment && settings.onChanged === 'halt' && increment.changedRows + increment.goneRows > 0)
    throw reportedRowsChanged(increment, rowsOf);
  const groups = checked.lookups.customers;
  return {
    ...rowsOf,
    ...checked,
    sheet,
    headers,
    sheets: [
      { sheet, rows: rowsOf.sourceRows },
      ...[sales?.sheet, known?.sheet].flatMap((read) => (read ? [read] : [])),
    ],
    customerGroups: groups && groups.groupColumns.length > 0 ? customerLookupOf(groups) : null,
    qualityScore: (rowsOf.sourceRows - rowsOf.rejectedRows) / rowsOf.sourceRows,
  };
}

/** What a ledger is when its movements were looked at: arranged, with the rows that want a look. */
type CheckedLedger = Pick<
  ValidatedSource,
  'ledger' | 'control' | 'orphanOrders' | 'backdated' | 'asOf' | 'lookups' | 'increment'
>;
type FoundRows = Pick<ValidatedSource, 'ledger' | 'control' | 'lookups'>;

/** A ledger of its own, whose rows stand in the order of the source until they are arranged here. */
function firstFile(
  { ledger, control, lookups }: FoundRows,
  settings: Settings,
  sheet: string,
  { findings, endOfToday }: ValidationOptions,
): CheckedLedger {
  const asOf = asOfTime(settings, ledger.createdAt, endOfToday);
  const { orphanOrders } = checkMovements(ledger, lookupsOf(lookups), asOf, sheet, findings);
  const order = outputOrder(ledger);
  return {
    ledger: arrangeBy(ledger, order),
    control,
    lookups,
    orphanOrders: rowsInOrder(orphanOrders, order),
    backdated: [],
    asOf,
    increment: null,
  };
}

/** A later file of a source, taken to what stands; or as a ledger of its own that is compared with it. */
function laterFile(
  standing: StandingRun,
  found: FoundRows,
  settings: Settings,
  sheet: string,
  { findings, endOfToday }: ValidationOptions,
): CheckedLedger {
  const delivered = arrangedLedger(found.ledger);
  const taken = takeDelivery(standing, delivered, settings, sheet, findings);
  const checked = taken
    ? {
        ledger: taken.merged.ledger,
        control: mergedControl(standing.control, found, taken.merged),
        lookups: mergeLookups(standing.lookups, found.lookups, taken.merged),
        backdated: Array.from(taken.merged.late),
        increment: taken.increment,
      }
    : {
        ledger: delivered,
        control: found.control,
        lookups: found.lookups,
        backdated: backdatedRows(delivered, standing, sheet, findings),
        increment: null,
      };
  // New rows are not expected to be as many, or of the same mix, as all that stands.
  if (taken?.merged.kind !== 'new-rows') checkShift(delivered, standing, sheet, findings);
  const asOf = asOfTime(settings, checked.ledger.createdAt, endOfToday);
  const { orphanOrders } = checkMovements(
    checked.ledger,
    lookupsOf(checked.lookups),
    asOf,
    sheet,
    findings,
    inSheetOrder(checked.ledger),
  );
  return { ...checked, asOf, orphanOrders: orphanOrders.sort((a, b) => a - b) };
}

function lookupsOf({ sales, customers }: LookupTables): Lookups {
  return {
    orders: sales && orderCustomersOf(sales),
    customers: customers && customerLookupOf(customers),
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

function reportHeader(
  header: ReturnType<typeof mapHeaders>,
  sheet: string,
  row: number,
  findings: FindingLog,
): void {
  for (const field of header.missing)
    findings.add('column.missing', {
      sheet,
      row,
      column: field,
      what: `The required column ${field} is missing`,
    });
  for (const { field, headers } of header.duplicated)
    findings.add('column.duplicated', {
      sheet,
      row,
      column: field,
      value: headers.join(', '),
      what: `More than one column holds ${field}: ${headers.join(', ')}`,
    });
  for (const name of header.unknown)
    findings.add('column.unknown', {
      sheet,
      row,
      column: name,
      what: `The column ${name} is not known; it is carried along unchanged`,
    });
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

function hasCritical(findings: FindingLog): boolean {
  return findings.counts().some(({ severity }) => severity === 'critical');
}

/** Why the run goes no further, from the findings so far; with what a quarantine would set aside. */
function halted(
  findings: FindingLog,
  rows?: Pick<LedgerRows, 'sourceRows' | 'rejectedRows' | 'rejectedCents'>,
): Problem {
  const critical = findings.kept.find(({ severity }) => severity === 'critical');
  if (critical)
    return new Problem({
      kind: 'validation-halted',
      code: critical.code,
      message: critical.message,
      hint: 'Nothing was published. Mend the source and run again.',
    });
  const errors = findings
    .counts()
    .reduce((sum, { severity, count }) => sum + (severity === 'error' ? count : 0), 0);
  return new Problem({
    kind: 'validation-halted',
    code: 'validation.errors',
    message: `The source has ${errors} ${errors === 1 ? 'error' : 'errors'}; nothing was published.`,
    hint: 'Mend the rows that the findings name, or quarantine them (--on-error quarantine) and go on.',
    details: {
      errors,
      ...(rows && {
        sourceRows: rows.sourceRows,
        rejectedRows: rows.rejectedRows,
        rejectedCents: rows.rejectedCents,
      }),
    },
  });
}

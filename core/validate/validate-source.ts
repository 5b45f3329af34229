import type { FindingLog } from '../contract/findings.ts';
import { Problem } from '../contract/problem.ts';
import type { Settings } from '../contract/settings.ts';
import { arrangeBy, outputOrder, rowsInOrder } from '../ledger/arranged-ledger.ts';
import { createIdPool } from '../ledger/ids.ts';
import { movementOrder } from '../ledger/movement-order.ts';
import { endOfDay, monthSpan } from '../ledger/time.ts';
import { cellText } from '../source/cells.ts';
import { mapHeaders } from '../source/headers.ts';
import { sheetOf } from '../source/open-source.ts';
import { eachRow } from '../source/raw-rows.ts';
import type { ColumnChunk, OpenSource, RawRow, ReadOptions } from '../source/raw-rows.ts';
import { checkAccounts, checkMovements } from './ledger-rules.ts';
import { ledgerRowReader } from './ledger-rows.ts';
import type { LedgerRowReader, LedgerRows } from './ledger-rows.ts';
import { readCustomers, readSales } from './lookups.ts';
import type { CustomerLookup, LookupSheet } from './lookups.ts';
import { checkAgainstPrevious } from './previous-run.ts';
import type { PreviousRun } from './previous-run.ts';

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
  readonly customerGroups: Pick<CustomerLookup, 'groupColumns' | 'groups'> | null;
  /** Share of the source's rows without an error, 0 to 1. */
  readonly qualityScore: number;
}

export interface ValidationOptions extends ReadOptions {
  readonly findings: FindingLog;
  readonly previous: PreviousRun | null;
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

  const { ledger } = rowsOf;
  const sales = await readSales(source, orders, customers, findings, options);
  const known = await readCustomers(source, customers, findings, options);
  const asOf = asOfTime(settings, ledger.createdAt, options.endOfToday);
  const { orphanOrders } = checkMovements(
    ledger,
    { orders: sales?.orders ?? null, customers: known?.customers ?? null },
    asOf,
    sheet,
    findings,
  );
  const backdated = options.previous
    ? checkAgainstPrevious(ledger, options.previous, sheet, findings).backdated
    : [];
  // From here on rows stand by customer; what concerns single rows was told in the order of the source.
  const order = outputOrder(ledger);
  arrangeBy(ledger, order);
  checkAccounts(ledger, movementOrder(ledger), sheet, findings);
  if (rowsOf.rejectedRows > 0 && settings.onError === 'halt') throw halted(findings, rowsOf);
  return {
    ...rowsOf,
    orphanOrders: rowsInOrder(orphanOrders, order),
    backdated: rowsInOrder(backdated, order),
    asOf,
    sheet,
    headers,
    sheets: [
      { sheet, rows: rowsOf.sourceRows },
      ...[sales?.sheet, known?.sheet].flatMap((read) => (read ? [read] : [])),
    ],
    customerGroups: known && known.customers.groupColumns.length > 0 ? known.customers : null,
    qualityScore: (rowsOf.sourceRows - rowsOf.rejectedRows) / rowsOf.sourceRows,
  };
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

import { lookupTables } from '../accepted/lookup-tables.ts';
import type { LedgerFile, LedgerRows } from '../accepted/validated-source.ts';
import type { FindingLog } from '../contract/findings.ts';
import type { Settings } from '../contract/settings.ts';
import { createIdPool } from '../ledger/ids.ts';
import type { IdPool } from '../ledger/ids.ts';
import { mapHeaders } from '../source/headers.ts';
import { sheetOf } from '../source/open-source.ts';
import { cellText } from '../source/reading/cells.ts';
import { eachRow } from '../source/reading/raw-rows.ts';
import type { ColumnChunk, OpenSource, RawRow, ReadOptions } from '../source/reading/raw-rows.ts';
import { assertNoCritical, halted } from './halted.ts';
import { ledgerRowReader } from './rows/ledger-rows.ts';
import type { LedgerRowReader } from './rows/ledger-rows.ts';
import { readCustomers, readSales } from './lookups.ts';

/** How a file is read: where findings go, who is told, when to stop. */
export interface LedgerReading extends ReadOptions {
  readonly findings: FindingLog;
}

/**
 * Reads a source by the rules on sheets, columns and single rows (RULES.md section 2). The findings go to the
 * log. Throws a Problem of kind `validation-halted` for a critical finding.
 */
export async function readLedgerFile(
  source: OpenSource,
  settings: Settings,
  reading: LedgerReading,
): Promise<LedgerFile> {
  const { findings } = reading;
  const pools = { customers: createIdPool(), orders: createIdPool() };
  const sheet = sheetOf(source, 'TC_Data');
  if (sheet === undefined) {
    const there = source.sheetNames.join(', ') || 'none';
    findings.add('sheet.missing', {
      what: `The sheet TC_Data is missing; the workbook has: ${there}`,
    });
    throw halted(findings);
  }
  const { headers, rows } = await readMovements(source, sheet, settings, pools, reading);
  const sales = await readSales(source, pools.orders, pools.customers, findings, reading);
  const known = await readCustomers(source, pools.customers, findings, reading);
  return {
    ...rows,
    sheet,
    headers,
    sheets: [
      { sheet, rows: rows.sourceRows },
      ...[sales?.sheet, known?.sheet].flatMap((read) => (read ? [read] : [])),
    ],
    lookups: lookupTables(sales?.orders ?? null, known?.customers ?? null),
  };
}

/** Reads the sheet of the movements: the first row is its header, and the others are a ledger. */
async function readMovements(
  source: OpenSource,
  sheet: string,
  settings: Settings,
  pools: { readonly customers: IdPool; readonly orders: IdPool },
  reading: LedgerReading,
): Promise<{ headers: readonly string[]; rows: LedgerRows }> {
  const { findings } = reading;
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
    assertNoCritical(findings);
    reader = ledgerRowReader(header, {
      sheet,
      findings,
      dateSystem: source.notes['dateSystem'] === '1904' ? 1904 : 1900,
      hint: source.rowHint,
      keepRejected: settings.onError === 'quarantine',
      ids: createIdPool(),
      ...pools,
    });
  };
  if (source.readColumns) {
    const chunk = (piece: ColumnChunk): void => {
      if (reader) reader.chunk(piece);
      else eachRow(piece, row);
    };
    await source.readColumns(sheet, { row, chunk }, reading);
  } else {
    const { mergedHeader } = await source.readSheet(sheet, row, reading);
    for (const range of mergedHeader)
      findings.add('sheet.merged-cells', { sheet, row: 1, value: range });
  }
  // Read through a function, because the compiler does not see the assignment in the callback.
  const rows = ((): LedgerRowReader | null => reader)()?.finish();
  if (rows === undefined || rows.sourceRows === 0) {
    findings.add('sheet.empty', { sheet });
    throw halted(findings);
  }
  assertNoCritical(findings);
  return { headers, rows };
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

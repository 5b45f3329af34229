import { lookupTables } from '../accepted/lookup-tables.ts';
import type { LedgerFile } from '../accepted/validated-source.ts';
import type { Settings } from '../contract/settings.ts';
import { ledgerSheetOf } from '../source/open-source.ts';
import type { OpenSource } from '../source/reading/raw-rows.ts';
import { halted } from './halted.ts';
import { readCustomers, readSales } from './lookups.ts';
import { readMovements } from './read-movements.ts';
import type { LedgerReading } from './read-movements.ts';

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
  const sheet = ledgerSheetOf(source);
  if (sheet === undefined) {
    const there = source.sheetNames.join(', ') || 'none';
    findings.add('sheet.missing', {
      what: `The sheet TC_Data is missing; the workbook has: ${there}`,
    });
    throw halted(findings);
  }
  const { headers, rows, pools } = await readMovements(source, sheet, settings, reading);
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

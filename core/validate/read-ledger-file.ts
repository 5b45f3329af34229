import { lookupTables } from '../accepted/lookup-tables.ts';
import type { LedgerFile } from '../accepted/validated-source.ts';
import type { Settings } from '../contract/settings.ts';
import { ledgerSheets } from '../source/ledger-sheets.ts';
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
  const sheets = ledgerSheets(source, settings.sheets);
  const there = `the workbook has: ${source.sheetNames.join(', ') || 'none'}`;
  for (const name of sheets.absent)
    findings.add('sheet.chosen-missing', { what: `The sheet ${name} is missing; ${there}` });
  const sheet = sheets.ledger;
  if (sheet === null && sheets.absent.length === 0)
    findings.add('sheet.missing', { what: `The sheet TC_Data is missing; ${there}` });
  if (sheet === null || sheets.absent.length > 0) throw halted(findings);
  const { headers, rows, pools } = await readMovements(source, sheet, settings, reading);
  const lookup = { source, findings, options: reading };
  const sales = await readSales({ ...lookup, sheet: sheets.sales }, pools.orders, pools.customers);
  const known = await readCustomers({ ...lookup, sheet: sheets.customers }, pools.customers);
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

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SHEET_WEIGHT } from './report-share.ts';
import type { ReportPart } from './report-share.ts';
import { analytics } from './outputs/analytics-report.ts';
import { currentBalances } from './figures/balances.ts';
import { hashOf, writeAtomically } from '../disk/publish.ts';
import type { OutputFile } from '../disk/publish.ts';
import type { ReportInput } from './figures/report-input.ts';
import { aging, rollForward } from './figures/roll-forward.ts';
import { exceptionTable, quarantineTable, restatementTable, tableOf } from './tables.ts';
import type { PartitionTables } from './partition-tables.ts';
import { writeReconciliation, writeTableWorkbook } from './workbook/reconciliation.ts';
import { writeCsv } from './files/write-csv.ts';

export interface ReportOptions {
  readonly signal?: { readonly aborted: boolean } | undefined;
  /** Rows of the present file. */
  readonly onProgress?: ((done: number, of: number, words: string) => void) | undefined;
}

/**
 * Writes what RULES.md section 6 has beside the tables of movements, which are there already (`written`):
 * the work lists, the figures, the workbooks; each atomically. Returns all files in the order written.
 * Throws the Problem `run.cancelled`, or whatever the disk refuses.
 */
export async function writeReport(
  input: ReportInput,
  folder: string,
  written: readonly OutputFile[],
  /** All rows of the run's tables, made when they are needed: for the workbooks alone. */
  wholeTables: () => PartitionTables,
  options: ReportOptions = {},
): Promise<OutputFile[]> {
  const { source, settings, matching, exceptions } = input;
  const { ledger } = source;
  const restated = input.delivery?.restatement.accounts ?? [];
  const outputs: OutputFile[] = [...written];
  for (const table of [
    exceptionTable(exceptions.kept),
    quarantineTable(source.headers, source.rejected),
    ...(restated.length > 0 ? [restatementTable(restated)] : []),
  ]) {
    options.onProgress?.(0, table.rows, `Writing ${table.name}.csv`);
    outputs.push(await writeCsv(table, folder, settings.csvBom));
    options.onProgress?.(table.rows, table.rows, `Writing ${table.name}.csv`);
  }

  const balances = currentBalances(ledger, matching, source.asOf);
  const months = rollForward(ledger);
  const aged = aging(ledger, matching, source.asOf);
  const reportName = 'analytics_report.json';
  const report = analytics(input, months, aged, balances, outputs);
  const facts = await writeAtomically(join(folder, reportName), (path) =>
    writeFile(path, `${JSON.stringify(report, null, 2)}\n`),
  );
  outputs.push({ name: reportName, rows: null, ...facts });

  if (settings.xlsx) {
    const whole = wholeTables();
    const main = tableOf(whole.deliverable);
    const dataName = 'tc_data_with_redemptions.xlsx';
    const data = await writeAtomically(join(folder, dataName), (path) =>
      writeTableWorkbook(path, main, 'TC_Data', options),
    );
    outputs.push({ name: dataName, rows: main.rows, ...data });
    const bookName = 'reconciliation.xlsx';
    const tables = {
      deliverable: main,
      allocations: tableOf(whole.allocations),
      balances: tableOf(whole.balances),
    };
    const book = await writeAtomically(join(folder, bookName), (path) =>
      writeReconciliation(path, input, { months, aged, tables, outputs }, options),
    );
    outputs.push({ name: bookName, rows: null, ...book });
  }
  return outputs;
}

/** The sheets with a row for each row of something, of both workbooks. */
export function sheetParts({
  source,
  matching,
  exceptions,
}: Pick<ReportInput, 'source' | 'matching' | 'exceptions'>): ReportPart[] {
  const sheets: readonly [string, number][] = [
    ['TC_Data', source.ledger.rows],
    ['Exceptions', exceptions.kept.length],
    ['Matched rows', source.ledger.rows],
    ['Allocations', matching.allocations.count],
    ['Balances', source.ledger.accounts.count],
  ];
  return sheets.map(([title, rows]) => ({
    words: `Writing sheet ${title}`,
    rows,
    weight: SHEET_WEIGHT,
  }));
}

/** The names of the outputs whose files are missing or not what was written. */
export async function changedOutputs(
  outputs: readonly Pick<OutputFile, 'name' | 'sha256'>[],
  folder: string,
): Promise<string[]> {
  const changed: string[] = [];
  for (const { name, sha256 } of outputs) {
    try {
      if ((await hashOf(join(folder, name))).sha256 !== sha256) changed.push(name);
    } catch {
      changed.push(name);
    }
  }
  return changed;
}

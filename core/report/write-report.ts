import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reportShare, SHEET_WEIGHT, TABLE_WEIGHT } from './report-share.ts';
import type { ReportPart } from './report-share.ts';
import { analytics } from './analytics.ts';
import { balanceHistory, currentBalances } from './balances.ts';
import { hashOf, writeAtomically } from './publish.ts';
import type { OutputFile } from './publish.ts';
import type { ReportInput } from './report-input.ts';
import { aging, rollForward } from './roll-forward.ts';
import {
  allocationTable,
  balanceHistoryTable,
  currentBalancesTable,
  deliverable,
  exceptionTable,
  quarantineTable,
} from './tables.ts';
import { writeReconciliation, writeTableWorkbook } from './write-workbook.ts';
import { prepareTable } from './write-tables.ts';

export interface ReportOptions {
  readonly signal?: { readonly aborted: boolean } | undefined;
  /** Rows of the present file, and how far all of it is, 0 to 1. */
  readonly onProgress?:
    ((done: number, of: number, words: string, share: number) => void) | undefined;
}

/**
 * Writes every file of RULES.md section 6 into a folder, each atomically, and returns them in the
 * order written. Throws the Problem `run.cancelled`, or whatever the disk refuses.
 */
export async function writeReport(
  input: ReportInput,
  folder: string,
  given: ReportOptions = {},
): Promise<OutputFile[]> {
  const { source, settings, draft, matching, movements, exceptions } = input;
  const { ledger } = source;
  const outputs: OutputFile[] = [];
  const main = deliverable(ledger, draft);
  const balances = currentBalances(ledger, matching, source.asOf);
  const tables = [
    {
      name: 'tc_data_with_redemptions',
      rows: main.rows,
      table: () => main,
      formats: ['csv', 'parquet'] as const,
    },
    {
      name: 'allocations',
      rows: draft.allocations.count,
      table: () => allocationTable(ledger, draft),
      formats: ['csv', 'parquet'] as const,
    },
    {
      name: 'customer_balance_history',
      rows: ledger.rows,
      // Made here and not before: at ten million rows these columns alone are 320 MB.
      table: () => balanceHistoryTable(ledger, movements, balanceHistory(ledger, movements)),
      formats: ['csv', 'parquet'] as const,
    },
    {
      name: 'customer_current_balances',
      rows: ledger.accounts.count,
      table: () => currentBalancesTable(ledger, balances),
      formats: ['csv'] as const,
    },
    {
      name: 'exceptions',
      rows: exceptions.kept.length,
      table: () => exceptionTable(exceptions.kept),
      formats: ['csv'] as const,
    },
    {
      name: 'quarantine',
      rows: source.rejected.length,
      table: () => quarantineTable(source.headers, source.rejected),
      formats: ['csv'] as const,
    },
  ];
  const shareOf = reportShare([
    ...tables.flatMap(({ name, rows, formats }) =>
      [`Preparing ${name}`, ...formats.map((format) => `Writing ${name}.${format}`)].map(
        (words) => ({ words, rows, weight: TABLE_WEIGHT }),
      ),
    ),
    ...(settings.xlsx ? sheetParts(input) : []),
  ]);
  const options = {
    signal: given.signal,
    onProgress: (done: number, of: number, words: string) =>
      given.onProgress?.(done, of, words, shareOf(done, of, words)),
  };
  const writing = { ...options, csvBom: settings.csvBom };
  // While DuckDB writes one table, this thread prepares the next.
  let written: Promise<OutputFile[]> = Promise.resolve([]);
  try {
    for (const { table, formats } of tables) {
      const prepared = await prepareTable(table(), formats, folder, writing);
      try {
        outputs.push(...(await written));
      } catch (error) {
        prepared.discard();
        throw error;
      }
      written = prepared.write();
      // It may fail before it is waited for, which would otherwise end the process.
      written.catch(() => undefined);
    }
    outputs.push(...(await written));
  } finally {
    await written.catch(() => undefined);
  }

  const months = rollForward(ledger);
  const aged = aging(ledger, matching, source.asOf);
  const reportName = 'analytics_report.json';
  const report = analytics(input, months, aged, balances, outputs);
  const facts = await writeAtomically(join(folder, reportName), (path) =>
    writeFile(path, `${JSON.stringify(report, null, 2)}\n`),
  );
  outputs.push({ name: reportName, rows: null, ...facts });

  if (settings.xlsx) {
    const dataName = 'tc_data_with_redemptions.xlsx';
    const data = await writeAtomically(join(folder, dataName), (path) =>
      writeTableWorkbook(path, main, 'TC_Data', options),
    );
    outputs.push({ name: dataName, rows: main.rows, ...data });
    const bookName = 'reconciliation.xlsx';
    const book = await writeAtomically(join(folder, bookName), (path) =>
      writeReconciliation(path, input, { months, aged, balances, outputs }, options),
    );
    outputs.push({ name: bookName, rows: null, ...book });
  }
  return outputs;
}

/** The sheets with a row for each row of something, of both workbooks. */
function sheetParts({ source, draft, exceptions }: ReportInput): ReportPart[] {
  const sheets: readonly [string, number][] = [
    ['TC_Data', draft.rows],
    ['Exceptions', exceptions.kept.length],
    ['Matched rows', draft.rows],
    ['Allocations', draft.allocations.count],
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

import type { LedgerRows } from '../accepted/validated-source.ts';
import type { FindingLog } from '../contract/findings.ts';
import type { Settings } from '../contract/settings.ts';
import { createIdPool } from '../ledger/ids.ts';
import type { IdPool } from '../ledger/ids.ts';
import { findHeaderRow, headersOf } from '../source/header-row.ts';
import type { HeaderRow } from '../source/header-row.ts';
import { mapHeaders } from '../source/headers.ts';
import type { HeaderMap } from '../source/headers.ts';
import { eachRow } from '../source/reading/raw-rows.ts';
import type { ColumnChunk, OpenSource, RawRow, ReadOptions } from '../source/reading/raw-rows.ts';
import { askedFormats, decidedFormats } from './column-formats.ts';
import { dateSystemOf, surveySheet } from './column-survey.ts';
import { assertNoCritical, halted } from './halted.ts';
import type { ColumnFormats } from './rows/cell-values.ts';
import { ledgerRowReader } from './rows/ledger-rows.ts';
import type { LedgerRowReader } from './rows/ledger-rows.ts';
import { UNDECIDED } from './rows/undecided-row.ts';
import { logTitles } from './titles.ts';

/** How a file is read: where findings go, who is told, when to stop. */
export interface LedgerReading extends ReadOptions {
  readonly findings: FindingLog;
}

/** The sheet of the movements as it was read, and the pools that number its ids. */
export interface Movements {
  readonly headers: readonly string[];
  readonly rows: LedgerRows;
  readonly pools: { readonly customers: IdPool; readonly orders: IdPool };
}

/** What a reading goes by. It is made anew with more of it where the sheet is not written as usual. */
interface Plan {
  /** Null: the first row is the header, if it names all that is needed. */
  readonly header: HeaderRow | null;
  readonly formats: ColumnFormats;
}

/** Thrown where the first row is no header that could be used. */
const HEADER_BELOW = Symbol('header below');

/**
 * Reads the sheet of the movements. As a rule it is read once: its first row is the header, and its dates
 * and amounts are written in the one way that leaves no doubt. Where that is not so it is begun again, with
 * the row that is the header, and with the formats that all cells of the columns together say (RULES.md
 * section 1). Throws a Problem of kind `validation-halted` where nothing decides, or for want of a column.
 */
export async function readMovements(
  source: OpenSource,
  sheet: string,
  settings: Settings,
  reading: LedgerReading,
): Promise<Movements> {
  const { findings } = reading;
  const forget = findings.checkpoint();
  const asked = askedFormats(settings);
  const again = async (plan: Plan): Promise<Movements> => {
    try {
      return await readOnce(source, sheet, settings, plan, reading);
    } catch (thrown) {
      if (thrown === HEADER_BELOW) {
        forget();
        const header = await findHeaderRow(source, sheet, 'ledger', settings.mapping, reading);
        return again({ ...plan, header });
      }
      if (thrown !== UNDECIDED) throw thrown;
      forget();
      const surveyed = { sheet, mapping: settings.mapping, headerRow: plan.header?.row ?? 1 };
      const { map, verdicts } = await surveySheet(source, surveyed, reading);
      const formats = decidedFormats(asked, verdicts, map, sheet, findings);
      assertNoCritical(findings);
      return again({ ...plan, formats });
    }
  };
  return again({ header: null, formats: { ...asked } });
}

/** Throws {@link HEADER_BELOW} or UNDECIDED where the plan does not suffice. */
async function readOnce(
  source: OpenSource,
  sheet: string,
  settings: Settings,
  { header: known, formats }: Plan,
  reading: LedgerReading,
): Promise<Movements> {
  const { findings } = reading;
  const pools = { customers: createIdPool(), orders: createIdPool() };
  const first = known?.row ?? 1;
  let reader: LedgerRowReader | null = null;
  let headers: readonly string[] = [];
  const row = (raw: RawRow): void => {
    if (reader) {
      reader.row(raw);
      return;
    }
    if (raw.rowNumber < first) return;
    headers = headersOf(raw);
    const header = mapHeaders(headers, settings.mapping);
    if (known === null && header.missing.length > 0 && source.format !== 'parquet')
      throw HEADER_BELOW;
    if (known !== null) logTitles(known, sheet, findings);
    reportHeader(header, sheet, raw.rowNumber, findings);
    assertNoCritical(findings);
    reader = ledgerRowReader(header, {
      sheet,
      findings,
      dateSystem: dateSystemOf(source),
      formats,
      hint: source.rowHint,
      totals: source.format !== 'parquet',
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
    const { mergedHeader } = await source.readSheet(sheet, row, { ...reading, headerRow: first });
    // They touch the first row, which need not be the header.
    if (first === 1)
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
  return { headers, rows, pools };
}

function reportHeader(header: HeaderMap, sheet: string, row: number, findings: FindingLog): void {
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
      what: `More than one column contains ${field}: ${headers.join(', ')}`,
    });
  for (const name of header.unknown)
    findings.add('column.unknown', {
      sheet,
      row,
      column: name,
      what: `The column ${name} is not recognized; it is kept unchanged`,
    });
}

import type { Settings } from '../contract/settings.ts';
import { LOOKUP_COLUMNS, mapHeaders, normalHeader } from './headers.ts';
import { ledgerSheets, roleOf } from './ledger-sheets.ts';
import type { SheetRole } from './ledger-sheets.ts';
import { cellText } from './reading/cells.ts';
import type { OpenSource, RawRow, ReadOptions } from './reading/raw-rows.ts';
import { readUntil } from './reading/read-until.ts';

/** The header stands in one of the first rows; titles may stand above it. */
const LAST_HEADER_ROW = 20;

/** Where the header of a sheet is, and what stands above it. */
export interface HeaderRow {
  readonly row: number;
  /** How many of the columns that are needed it does not name. */
  readonly lacking: number;
  /** The rows above it, each as its texts. */
  readonly titles: readonly string[];
}

/**
 * The row of a sheet that names the most of the columns that its role in a reconciliation asks for. Otherwise
 * as {@link headerRowBy}.
 */
export function findHeaderRow(
  source: OpenSource,
  sheet: string,
  role: SheetRole,
  mapping: Readonly<Record<string, string>>,
  options?: Pick<ReadOptions, 'signal'>,
): Promise<HeaderRow | null> {
  return headerRowBy(source, sheet, (headers) => lackingIn(headers, role, mapping), options);
}

/**
 * The row of a sheet of whose columns the fewest are lacking, the first of them where several are alike; null
 * for a sheet without rows. Reads no further than {@link LAST_HEADER_ROW}. Throws as the reader does.
 */
export async function headerRowBy(
  source: OpenSource,
  sheet: string,
  lackingOf: (headers: readonly string[]) => number,
  options?: Pick<ReadOptions, 'signal'>,
): Promise<HeaderRow | null> {
  const rows: { row: number; texts: readonly string[]; lacking: number }[] = [];
  await readUntil(
    source,
    sheet,
    (raw) => {
      if (rows.length > 0 && raw.rowNumber > LAST_HEADER_ROW) return true;
      const texts = headersOf(raw);
      const lacking = lackingOf(texts);
      rows.push({ row: raw.rowNumber, texts, lacking });
      return lacking === 0 || rows.length >= LAST_HEADER_ROW;
    },
    { ...options, headerRow: LAST_HEADER_ROW + 1 },
  );
  const fewest = Math.min(...rows.map(({ lacking }) => lacking));
  const at = rows.findIndex(({ lacking }) => lacking === fewest);
  if (at < 0) return null;
  const titles = rows.slice(0, at).map(({ texts }) => texts.filter(Boolean).join(' '));
  return { row: rows[at]!.row, lacking: fewest, titles };
}

/**
 * Where the header of a sheet stands, by the role that the sheet has in a reconciliation. Of a sheet without
 * one it is the first row.
 */
export async function headerRowOf(
  source: OpenSource,
  sheet: string,
  { mapping, sheets }: Pick<Settings, 'mapping' | 'sheets'>,
  options?: Pick<ReadOptions, 'signal'>,
): Promise<number> {
  const role = roleOf(ledgerSheets(source, sheets), sheet);
  if (role === undefined || source.format === 'parquet') return 1;
  return (await findHeaderRow(source, sheet, role, mapping, options))?.row ?? 1;
}

/** How many of the columns that a role asks for are not among the headers. */
function lackingIn(
  headers: readonly string[],
  role: SheetRole,
  mapping: Readonly<Record<string, string>>,
): number {
  if (role === 'ledger') return mapHeaders(headers, mapping).missing.length;
  const names = headers.map(normalHeader);
  return LOOKUP_COLUMNS[role].filter((known) => !known.some((name) => names.includes(name))).length;
}

/** The texts of a row as headers: without blanks around them. */
export function headersOf(raw: RawRow): string[] {
  return Array.from({ length: raw.width }, (_, c) => cellText(raw, c).trim());
}

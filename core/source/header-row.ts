import { mapHeaders } from './headers.ts';
import { cellText } from './reading/cells.ts';
import type { OpenSource, RawRow, ReadOptions } from './reading/raw-rows.ts';

/** The header stands in one of the first rows; titles may stand above it. */
const LAST_HEADER_ROW = 20;

/** Where the header of a sheet is, and what stands above it. */
export interface HeaderRow {
  readonly row: number;
  /** The rows above it, each as its texts. */
  readonly titles: readonly string[];
}

/** Thrown to stop a reader that has delivered enough. */
const ENOUGH = Symbol('enough');

/**
 * The row of a sheet that names the most of the columns that a ledger must have, the first of them where
 * several do; null for a sheet without rows. Reads no further than {@link LAST_HEADER_ROW}. Throws as the
 * reader does.
 */
export async function findHeaderRow(
  source: OpenSource,
  sheet: string,
  mapping: Readonly<Record<string, string>>,
  options?: Pick<ReadOptions, 'signal'>,
): Promise<HeaderRow | null> {
  const rows: { row: number; texts: readonly string[]; missing: number }[] = [];
  try {
    await source.readSheet(
      sheet,
      (raw) => {
        if (rows.length > 0 && raw.rowNumber > LAST_HEADER_ROW) throw ENOUGH;
        const texts = headersOf(raw);
        rows.push({
          row: raw.rowNumber,
          texts,
          missing: mapHeaders(texts, mapping).missing.length,
        });
        if (rows.at(-1)!.missing === 0 || rows.length >= LAST_HEADER_ROW) throw ENOUGH;
      },
      { ...options, headerRow: LAST_HEADER_ROW + 1 },
    );
  } catch (thrown) {
    if (thrown !== ENOUGH) throw thrown;
  }
  const fewest = Math.min(...rows.map(({ missing }) => missing));
  const at = rows.findIndex(({ missing }) => missing === fewest);
  if (at < 0) return null;
  const titles = rows.slice(0, at).map(({ texts }) => texts.filter(Boolean).join(' '));
  return { row: rows[at]!.row, titles };
}

/** The texts of a row as headers: without blanks around them. */
export function headersOf(raw: RawRow): string[] {
  return Array.from({ length: raw.width }, (_, c) => cellText(raw, c).trim());
}

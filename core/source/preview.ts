import { headersOf } from './header-row.ts';
import { cellText } from './reading/cells.ts';
import type { OpenSource, ReadOptions } from './reading/raw-rows.ts';
import { readUntil } from './reading/read-until.ts';

/** Some rows of a sheet as a person reads them. */
export interface SheetExcerpt {
  /** Trimmed. A column without one gets its letters where rows are shown. */
  readonly headers: readonly string[];
  /** `row` as Excel numbers it; every row has as many cells as the widest. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  /** Whether the sheet was read to its end. */
  readonly whole: boolean;
  /** Rows below the header, if `whole`. */
  readonly rowCount: number | null;
}

/**
 * The rows of a sheet from Excel's row `from` on, `count` at the most; rows above `headerRow` are titles. Reading
 * stops there, so the head of a large sheet costs little. Throws as the reader does.
 */
export async function sheetExcerpt(
  source: OpenSource,
  sheet: string,
  { from, count }: { readonly from: number; readonly count: number },
  options?: ReadOptions,
): Promise<SheetExcerpt> {
  let headers: string[] | null = null;
  const rows: { row: number; cells: string[] }[] = [];
  let delivered = 0;
  const whole = await readUntil(
    source,
    sheet,
    (raw) => {
      if (headers === null) {
        if (raw.rowNumber >= (options?.headerRow ?? 1)) headers = headersOf(raw);
        return false;
      }
      delivered++;
      if (raw.rowNumber < from) return false;
      if (rows.length >= count) return true;
      const cells = Array.from({ length: raw.width }, (_, c) => cellText(raw, c));
      rows.push({ row: raw.rowNumber, cells });
      return false;
    },
    options,
  );
  const width = Math.max((headers ?? []).length, ...rows.map(({ cells }) => cells.length));
  const named = Array.from({ length: width }, (_, c) => headers?.[c] ?? '');
  return {
    headers: named,
    rows: rows.map(({ row, cells }) => ({ row, cells: named.map((_, c) => cells[c] ?? '') })),
    whole,
    rowCount: whole ? delivered : null,
  };
}

import type { FindingRecord } from '../../../core/contract/run.ts';

/** Excel's letters of a column: 0 → A, 26 → AA. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/** Whether a cell holds nothing but a number: those stand right-aligned, as Excel has them. */
export function isNumber(cell: string | undefined): boolean {
  return cell !== undefined && /^-?\d+([.,]\d+)*$/.test(cell);
}

const AROUND = 6;

/** Which rows of a sheet to show around one of them; the header in row 1 is shown anyway. */
export function surroundings(row: number): { readonly from: number; readonly count: number } {
  const from = Math.max(2, row - AROUND);
  return { from, count: row - from + AROUND + 1 };
}

/**
 * The column of a sheet that a finding is about; null where it cannot be told. A finding names the
 * header or the ledger's column, which an alias or the mapping may have stood for.
 */
export function offendingColumn(
  headers: readonly string[],
  cells: readonly string[],
  finding: Pick<FindingRecord, 'column' | 'value'>,
  mapping: Readonly<Record<string, string>>,
): number | null {
  if (finding.column === null) return null;
  const wanted = plain(finding.column);
  const mapped = Object.entries(mapping).find(([, field]) => plain(field) === wanted)?.[0];
  const at = headers.findIndex((header) =>
    mapped === undefined ? plain(header) === wanted : plain(header) === plain(mapped),
  );
  if (at >= 0) return at;
  const withValue = cells.flatMap((cell, index) => (cell === finding.value ? [index] : []));
  return withValue.length === 1 ? withValue[0]! : null;
}

function plain(header: string): string {
  return header.toLowerCase().replace(/[\s_.-]+/g, '');
}

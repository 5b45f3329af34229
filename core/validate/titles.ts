import type { FindingLog } from '../contract/findings.ts';
import type { HeaderRow } from '../source/header-row.ts';

/** Tells what stands above the header of a sheet and is left out. */
export function logTitles({ row, titles }: HeaderRow, sheet: string, findings: FindingLog): void {
  if (titles.length === 0) return;
  findings.add('sheet.titles', {
    sheet,
    row,
    value: titles.join(' | '),
    what: `The header is in row ${row}; ${titles.length === 1 ? 'the row above it is a title and is' : `the ${titles.length} rows above it are titles and are`} left out`,
  });
}

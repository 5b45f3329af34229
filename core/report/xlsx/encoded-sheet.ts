import type { EncodedRows } from '../files/encoded-rows.ts';
import { longPlaces } from './long-places.ts';
import type { LongList } from './long-places.ts';
import type { Workbook } from './sheet-style.ts';
import { addTemplateSheet } from './template-sheet.ts';
import type { Dress } from './template-sheet.ts';

/** Adds the sheets of a list whose rows are encoded already. */
export function addEncodedSheets(
  workbook: Workbook,
  list: LongList,
  { onSheet }: EncodedRows,
  dress?: Dress,
): void {
  for (const place of longPlaces(list)) {
    addTemplateSheet(workbook, place, dress);
    workbook.bodies.set(place.sheet, { rows: place.rows, deflated: onSheet(place.nth) });
  }
}

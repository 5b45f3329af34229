import type { RejectedRow } from '../../accepted/validated-source.ts';
import { uniqueName } from '../columns/column.ts';
import { eachCount, eachText } from '../columns/of-items.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import { listed } from './listed.ts';

const SHEET_ROW = 'SHEET_ROW';
const FINDINGS = 'FINDINGS';

/** quarantine.csv: the rows set aside as the source had them, and why. */
export const quarantine = listed({
  name: 'quarantine',
  items: ({ source }) => source.rejected,
  columns: ({ source }): ItemColumns<RejectedRow> => {
    const taken = new Set([SHEET_ROW, FINDINGS]);
    return [
      ...source.headers.map((header, c) =>
        eachText(
          uniqueName(header === '' ? `COLUMN_${c + 1}` : header, taken),
          ({ cells }: RejectedRow) => cells[c] ?? '',
        ),
      ),
      eachCount(SHEET_ROW, ({ row }) => row),
      eachText(FINDINGS, ({ codes }) => codes.join(' ')),
    ];
  },
});

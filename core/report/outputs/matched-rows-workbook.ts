import { SHEET_WEIGHT } from '../xlsx/table-sheet.ts';
import { writeTableWorkbook } from '../xlsx/workbook.ts';
import { matchedRows } from './matched-rows.ts';
import type { WholeOutput } from './output.ts';

const TITLE = 'TC_Data';
const NAME = `${matchedRows.name}.xlsx`;

/** tc_data_with_redemptions.xlsx: the same rows and columns as in the CSV, for Excel. */
export const matchedRowsWorkbook: WholeOutput = {
  made: 'at once',
  name: NAME,
  when: ({ settings }) => settings.xlsx,
  parts: ({ source }) => [
    { id: NAME, rows: source.ledger.rows + source.after.rows, weight: SHEET_WEIGHT },
  ],
  write: async (path, report, telling) => {
    const table = report.tableOf(matchedRows);
    await writeTableWorkbook(path, table, TITLE, { ...telling, part: NAME });
    return table.rows;
  },
};

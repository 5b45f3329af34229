import { addEncodedSheets } from '../xlsx/encoded-sheet.ts';
import { JOINING_WEIGHT, writeWorkbook } from '../xlsx/workbook.ts';
import { aboutRun } from './about-run.ts';
import { matchedRows } from './matched-rows.ts';
import type { WholeOutput } from './output.ts';

const TITLE = 'TC_Data';
const NAME = `${matchedRows.name}.xlsx`;

/** tc_data_with_redemptions.xlsx: the same rows and columns as in the CSV, for Excel. */
export const matchedRowsWorkbook: WholeOutput = {
  made: 'at once',
  name: NAME,
  when: ({ settings }) => settings.xlsx,
  joins: [matchedRows],
  parts: (input) => [{ id: NAME, rows: matchedRows.cost.rows(input), weight: JOINING_WEIGHT }],
  write: async (path, report, telling) => {
    const { run } = report;
    const encoded = report.rowsOf(matchedRows);
    const { rows } = encoded;
    const list = {
      title: TITLE,
      columns: matchedRows.of(run).heads,
      rows,
      sheetRows: run.sheetRows,
    };
    await writeWorkbook(
      path,
      aboutRun(report),
      (workbook) => {
        addEncodedSheets(workbook, list, encoded);
        return Promise.resolve();
      },
      { ...telling, part: NAME },
    );
    return rows;
  },
};

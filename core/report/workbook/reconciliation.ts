import type { ReportInput } from '../figures/report-input.ts';
import type { WholeOutput } from '../outputs/output.ts';
import { aboutRun } from '../outputs/about-run.ts';
import type { Sheet } from '../sheets/long/sheet.ts';
import { RECONCILIATION } from '../../run-folder/output-names.ts';
import { JOINING_WEIGHT, writeWorkbook } from '../xlsx/workbook.ts';
import { addCover } from './cover.ts';
import { SHEETS } from './sheets.ts';

/** The outputs whose rows stand on its sheets. */
const JOINED = SHEETS.flatMap((sheet) => ('output' in sheet ? [sheet.output] : []));

/**
 * reconciliation.xlsx: the workbook an auditor receives (RULES.md section 6). Its sheets show what the other
 * outputs are made of, so it stands a storey above them.
 */
export const reconciliation: WholeOutput = {
  made: 'at once',
  name: RECONCILIATION,
  when: ({ settings }) => settings.xlsx,
  joins: JOINED,
  parts: (input) => [
    ...sheetsOf(input).flatMap(({ parts }) => parts(input)),
    {
      id: RECONCILIATION,
      rows: JOINED.reduce((sum, { cost }) => sum + cost.rows(input), 0),
      weight: JOINING_WEIGHT,
    },
  ],
  write: async (path, report, telling) => {
    const sheets = sheetsOf(report);
    await writeWorkbook(
      path,
      aboutRun(report),
      async (workbook) => {
        addCover(workbook, report, sheets);
        for (const { add } of sheets) await add(workbook, report, telling);
      },
      { ...telling, part: RECONCILIATION },
    );
    return null;
  },
};

/** Those of the sheets that have something to show. */
function sheetsOf(input: ReportInput): readonly Sheet[] {
  return SHEETS.filter(({ when }) => when?.(input) ?? true);
}

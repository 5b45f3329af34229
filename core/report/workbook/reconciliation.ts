import type { ReportInput } from '../figures/report-input.ts';
import type { WholeOutput } from '../outputs/output.ts';
import type { Sheet } from '../sheets/sheet.ts';
import { writeWorkbook } from '../xlsx/workbook.ts';
import { SHEETS } from './sheets.ts';

/**
 * reconciliation.xlsx: the workbook an auditor receives (RULES.md section 6). Its sheets show what the other
 * outputs are made of, so it stands a storey above them.
 */
export const reconciliation: WholeOutput = {
  made: 'at once',
  name: 'reconciliation.xlsx',
  when: ({ settings }) => settings.xlsx,
  parts: (input) => sheetsOf(input).flatMap(({ parts }) => parts(input)),
  write: async (path, report, telling) => {
    await writeWorkbook(path, async (workbook) => {
      for (const { add } of sheetsOf(report)) await add(workbook, report, telling);
    });
    return null;
  },
};

/** Those of the sheets that have something to show. */
function sheetsOf(input: ReportInput): readonly Sheet[] {
  return SHEETS.filter(({ when }) => when?.(input) ?? true);
}

import { EXCEPTIONS } from '../../contract/exceptions.ts';
import type { ExceptionCode } from '../../contract/exceptions.ts';
import { EARNED, EXPIRED, SPENT, TYPE_NAMES } from '../../ledger/ledger.ts';
import { eachText } from '../columns/of-items.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import type { ReportInput } from '../figures/report-input.ts';
import type { Report } from '../outputs/output.ts';
import { EXCEPTION_FILLS, FAILED_FILL, PASSED_FILL } from '../xlsx/fills.ts';
import { listSheet } from './sheet.ts';

interface Line {
  readonly control: string;
  readonly result: string;
  readonly detail: string;
  readonly fill?: string;
}

/** Controls: the checks, the control totals, the findings, and what the colours of the workbook mean. */
export const controls = listSheet({
  title: 'Controls',
  items: linesOf,
  columns: (): ItemColumns<Line> => [
    eachText('Control', ({ control }) => control, 44),
    eachText('Result', ({ result }) => result, 12),
    eachText('Detail', ({ detail }) => detail, 110),
  ],
  fillOf: ({ fill }) => fill,
});

function linesOf(report: Report): readonly Line[] {
  const judged = (passed: boolean): string => (passed ? PASSED_FILL : FAILED_FILL);
  return [
    ...report.checks.map(({ title, passed, detail }) => ({
      control: title,
      result: passed ? 'passed' : 'FAILED',
      detail,
      fill: judged(passed),
    })),
    ...controlTotals(report).map(([label, output, wanted]) => ({
      control: `Control total: ${label}`,
      result: output === wanted ? 'equal' : 'DIFFERENT',
      detail: `output ${output}, source ${wanted}`,
      fill: judged(output === wanted),
    })),
    ...report.findings.map(({ code, severity, count }) => ({
      control: `Finding: ${code}`,
      result: severity,
      detail: `${count} times`,
    })),
    ...Object.entries(EXCEPTION_FILLS).map(([code, fill]) => ({
      control: 'Legend',
      result: '',
      detail: EXCEPTIONS[code as ExceptionCode],
      fill,
    })),
  ];
}

/** What is counted in the result, at the cut-off and after it, beside what the source was said to hold. */
function controlTotals({ source, totals }: ReportInput): [string, number, number][] {
  const { control, ledger, after } = source;
  const rows = [0, 0, 0];
  const later = [0, 0, 0];
  for (let row = 0; row < ledger.rows; row++) rows[ledger.type[row]!]!++;
  for (let row = 0; row < after.rows; row++) {
    rows[after.type[row]!]!++;
    later[after.type[row]!]! += Math.abs(after.cents[row]!);
  }
  return [
    ['rows', ledger.rows + after.rows, control.rows],
    [`${TYPE_NAMES[EARNED]} rows`, rows[EARNED]!, control.earnedRows],
    [`${TYPE_NAMES[SPENT]} rows`, rows[SPENT]!, control.spentRows],
    [`${TYPE_NAMES[EXPIRED]} rows`, rows[EXPIRED]!, control.expiredRows],
    ['earned amount', (totals.earned + later[EARNED]!) / 100, control.earnedCents / 100],
    ['spent amount', (totals.spent + later[SPENT]!) / 100, control.spentCents / 100],
    ['expired amount', (totals.expired + later[EXPIRED]!) / 100, control.expiredCents / 100],
  ];
}

import { counted } from '../../counted.ts';
import { EXCEPTIONS } from '../../contract/exceptions.ts';
import type { ExceptionCode } from '../../contract/exceptions.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import { addedSums, rowsOfType, typeSums } from '../../ledger/type-sums.ts';
import type { TypeSum } from '../../ledger/type-sums.ts';
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
      detail: counted(count, 'time'),
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
function controlTotals({ source }: ReportInput): [string, number, number][] {
  const { control, ledger, after } = source;
  const result = addedSums([typeSums(ledger, ledger.rows), typeSums(after, after.rows)], []);
  const currencies = [...new Set([...result, ...control.sums].map(({ currency }) => currency))];
  const centsOf = (sums: readonly TypeSum[], name: string, currency: string): number =>
    sums.find((sum) => sum.type === name && sum.currency === currency)?.cents ?? 0;
  return [
    ['rows', ledger.rows + after.rows, control.rows],
    ...TYPE_NAMES.map((name): [string, number, number] => [
      `${name} rows`,
      rowsOfType(result, name),
      rowsOfType(control.sums, name),
    ]),
    ...(currencies.length > 0 ? currencies.sort() : ['']).flatMap((currency) =>
      TYPE_NAMES.map((name): [string, number, number] => [
        `${name} amount${currencies.length > 1 ? ` ${currency}` : ''}`,
        centsOf(result, name, currency) / 100,
        centsOf(control.sums, name, currency) / 100,
      ]),
    ),
  ];
}

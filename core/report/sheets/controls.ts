import { FINDINGS } from '../../contract/findings.ts';
import type { FindingCount } from '../../contract/findings.ts';
import type { CheckResult } from '../../contract/checks.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import { addedSums, typeSums } from '../../ledger/type-sums.ts';
import type { TypeSum } from '../../ledger/type-sums.ts';
import { computed, count, money, text, textOver } from '../drawn/cells.ts';
import type { Cell } from '../drawn/cells.ts';
import { drawnList, headingRows, titleRows } from '../drawn/drawn-list.ts';
import type { DrawnRow } from '../drawn/drawn-sheet.ts';
import { difference, nothing } from '../drawn/list-rows.ts';
import type { DrawnColumn, RowPlace } from '../drawn/list-rows.ts';
import { countOf, sumOf } from '../drawn/ranges.ts';
import type { Condition } from '../drawn/ranges.ts';
import type { ReportInput } from '../figures/report-input.ts';
import { FAILED_FILL, PASSED_FILL } from '../xlsx/fills.ts';
import { matchedRanges } from './long/matched-rows.ts';
import type { MatchedRanges } from './long/matched-rows.ts';
import { shortSheet } from './short-sheet.ts';

const SHOWS =
  'What was verified before anything was published, and what the source was found to hold';
const TITLE = 'Controls';

/** Controls: the seven checks, the control totals of the source beside the sheet Matched rows, and the findings. */
export const controls = shortSheet({
  title: TITLE,
  shows: SHOWS,
  draw: (report) => {
    const rows: DrawnRow[] = titleRows(TITLE, SHOWS);
    const add = (heading: string, list: (headerRow: number) => DrawnRow[]): void => {
      rows.push(...headingRows(heading));
      rows.push(...list(rows.length + 1));
    };
    add('Checks', (at) =>
      drawnList(
        { items: report.checks, columns: CHECK_COLUMNS, groundOf: ({ passed }) => judged(passed) },
        at,
      ),
    );
    const ranges = matchedRanges(report);
    add('Control totals, rows', (at) =>
      drawnList(
        {
          items: rowTotals(report, ranges),
          columns: totalColumns('count'),
          groundOf: ({ held }) => judged(held),
        },
        at,
      ),
    );
    add('Control totals, amounts', (at) =>
      drawnList(
        {
          items: amountTotals(report, ranges),
          columns: totalColumns('money'),
          groundOf: ({ held }) => judged(held),
        },
        at,
      ),
    );
    add('Findings', (at) => drawnList({ items: report.findings, columns: FINDING_COLUMNS }, at));
    return { rows, frozen: 1, widths: WIDTHS, page: { titleRows: 1 } };
  },
});

/** Of what is told, of four figures or words, and of what is left for sentences. */
const WIDTHS = [58, 18, 18, 18, 14, 14, 14, 14];

function judged(passed: boolean): string {
  return passed ? PASSED_FILL : FAILED_FILL;
}

/** Sentences go on over columns as wide as figures are, which stand beside each other in the lists between. */
const WORDS = 4;

const CHECK_COLUMNS: readonly DrawnColumn<CheckResult>[] = [
  { name: 'Check', is: 'text', cell: ({ title }) => text(title) },
  { name: 'Result', is: 'text', cell: ({ passed }) => text(passed ? '✓ Passed' : '✗ FAILED') },
  { name: 'Failures', is: 'count', cell: ({ failureCount }) => count(failureCount) },
  { name: 'Detail', is: 'text', over: WORDS, cell: ({ detail }) => textOver(detail, WORDS) },
];

/** A control total: in this workbook by formula, in the source as it was read. */
interface ControlTotal {
  readonly label: string;
  readonly formula: string;
  readonly here: Cell;
  readonly wanted: Cell;
  readonly held: boolean;
}

function totalColumns(is: 'count' | 'money'): readonly DrawnColumn<ControlTotal>[] {
  const differs = ({ cell }: RowPlace): string =>
    difference(cell('In Matched rows'), cell('In the source'));
  return [
    { name: 'Control total', is: 'text', cell: ({ label }) => text(label) },
    { name: 'In Matched rows', is, cell: ({ formula, here }) => computed(formula, here) },
    { name: 'In the source', is, cell: ({ wanted }) => wanted },
    {
      name: 'Difference',
      is,
      cell: ({ here, wanted }, at) => computed(differs(at), differenceOf(here, wanted)),
    },
    {
      name: 'Check',
      is: 'text',
      cell: ({ held }, { cell }) =>
        computed(
          `IF(${cell('Difference')}=0,"✓ Equal","✗ DIFFERENT")`,
          text(held ? '✓ Equal' : '✗ DIFFERENT'),
        ),
    },
  ];
}

function differenceOf(here: Cell, wanted: Cell): Cell {
  if (here === null || wanted === null || here.is === 'text' || wanted.is === 'text')
    return nothing(here);
  return { is: here.is, value: here.value - wanted.value };
}

/** What is counted in the result, at the cut-off and after it. */
function sumsOf({ source: { ledger, after } }: ReportInput): readonly TypeSum[] {
  return addedSums([typeSums(ledger, ledger.rows), typeSums(after, after.rows)], []);
}

function rowTotals(report: ReportInput, { type }: MatchedRanges): ControlTotal[] {
  const sums = sumsOf(report);
  const { control, ledger, after } = report.source;
  const rowsOf = (of: readonly TypeSum[], name: string): number =>
    of.reduce((rows, sum) => rows + (sum.type === name ? sum.rows : 0), 0);
  const total = (label: string, formula: string, here: number, wanted: number): ControlTotal => ({
    label,
    formula,
    here: count(here),
    wanted: count(wanted),
    held: here === wanted,
  });
  return [
    total('Rows', `COUNTA(${type.join(',')})`, ledger.rows + after.rows, control.rows),
    ...TYPE_NAMES.map((name) =>
      total(
        `Rows ${name}`,
        countOf([{ of: type, is: name }]),
        rowsOf(sums, name),
        rowsOf(control.sums, name),
      ),
    ),
  ];
}

/** By currency, without signs. */
function amountTotals(
  report: ReportInput,
  { type, amount, currency: currencyRange }: MatchedRanges,
): ControlTotal[] {
  const sums = sumsOf(report);
  const { control } = report.source;
  const currencies = [
    ...new Set([...sums, ...control.sums].map(({ currency }) => currency)),
  ].sort();
  const centsOf = (of: readonly TypeSum[], name: string, currency: string): number =>
    of.find((sum) => sum.type === name && sum.currency === currency)?.cents ?? 0;
  const many = currencies.length > 1;
  return (currencies.length > 0 ? currencies : ['']).flatMap((currency) =>
    TYPE_NAMES.map((name): ControlTotal => {
      const where: Condition[] = [
        { of: type, is: name },
        ...(many && currencyRange ? [{ of: currencyRange, is: currency }] : []),
      ];
      const here = centsOf(sums, name, currency);
      const wanted = centsOf(control.sums, name, currency);
      return {
        label: `Amount ${name}${many ? `, ${currency}` : ''}`,
        formula: `${name === 'earned' ? '' : '-'}(${sumOf(amount, where)})`,
        here: money(here),
        wanted: money(wanted),
        held: here === wanted,
      };
    }),
  );
}

const FINDING_COLUMNS: readonly DrawnColumn<FindingCount>[] = [
  { name: 'Finding', is: 'text', cell: ({ code }) => text(FINDINGS[code].title) },
  { name: 'Severity', is: 'text', cell: ({ severity }) => text(SEVERITIES[severity]) },
  { name: 'Number', is: 'count', cell: (finding) => count(finding.count) },
  {
    name: 'What to do',
    is: 'text',
    over: WORDS,
    cell: ({ code }) => textOver(FINDINGS[code].remedy, WORDS),
  },
];

const SEVERITIES: Readonly<Record<FindingCount['severity'], string>> = {
  critical: 'Critical',
  error: 'Error',
  warning: 'Warning',
  info: 'Information',
};

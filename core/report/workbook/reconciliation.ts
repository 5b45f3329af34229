import type ExcelJS from 'exceljs';
import { EXCEPTIONS } from '../../contract/exceptions.ts';
import type { ExceptionCode } from '../../contract/exceptions.ts';
import { OPEN, PARTLY_MATCHED, UNMATCHED } from '../../ledger/draft.ts';
import { EXPIRED, SPENT, TYPE_NAMES } from '../../ledger/ledger.ts';
import { dayText } from '../../ledger/time.ts';
import { customerCount } from '../outputs/analytics-report.ts';
import { groupTotals } from '../figures/group-totals.ts';
import type { OutputFile } from '../../disk/publish.ts';
import type { ReportInput } from '../figures/report-input.ts';
import type { AgeBucket, Month } from '../figures/roll-forward.ts';
import { fixZipDates } from '../xlsx/zip-dates.ts';
import { addSheet, addTableSheets, addTitleSheet } from '../xlsx/table-sheets.ts';
import type { Section, WorkbookOptions } from '../xlsx/table-sheets.ts';
import { exceptionTable, restatementTable } from '../tables.ts';
import type { Table } from '../tables.ts';

/** Fills by kind of exception, all light enough for black text. */
export const EXCEPTION_FILLS: Readonly<Record<ExceptionCode, string>> = {
  'redemption.unmatched': 'FFF8CBAD',
  'redemption.partly-matched': 'FFFCE4D6',
  'variance.untracked': 'FFFFF2CC',
  'expired.out-of-order': 'FFE4DFEC',
  'balance.negative': 'FFF4B6B6',
  'order.orphan': 'FFDDEBF7',
  'row.quarantined': 'FFD9D9D9',
  'row.backdated': 'FFE2EFDA',
  'row.changed': 'FFD9EAD3',
};
const STATUS_FILLS: Readonly<Record<number, string>> = {
  [UNMATCHED]: EXCEPTION_FILLS['redemption.unmatched'],
  [PARTLY_MATCHED]: EXCEPTION_FILLS['redemption.partly-matched'],
  [OPEN]: 'FFEDEDED',
};

/** reconciliation.xlsx: the workbook an auditor receives (RULES.md section 6). */
export async function writeReconciliation(
  path: string,
  input: ReportInput,
  figures: {
    months: readonly Month[];
    aged: { byAge: readonly AgeBucket[]; byExpiry: readonly AgeBucket[] };
    tables: Readonly<Record<'deliverable' | 'allocations' | 'balances', Table>>;
    outputs: readonly OutputFile[];
  },
  options: WorkbookOptions = {},
): Promise<void> {
  const { source, settings, totals, exceptions } = input;
  const { tables } = figures;
  const status = tables.deliverable.columns.find(({ name }) => name === 'MATCH_STATUS')!;
  const { ledger, control } = source;
  const workbook = await newWorkbook(path);
  const money = (label: string, cents: number): [string, number] => [label, cents / 100];

  addTitleSheet(workbook, 'Summary', 'Thrive Cash reconciliation', [
    [
      'Source',
      [
        ['File', input.place.name],
        ['As of', dayText(source.asOf)],
        ['Period', settings.period ?? 'whole ledger'],
        ['Policy', settings.policy],
        ['Result', input.checks.every(({ passed }) => passed) ? 'verified' : 'NOT VERIFIED'],
      ],
    ],
    [
      'Movements',
      [
        ['Rows in the source', source.sourceRows],
        ['Accepted rows', control.rows],
        ['Quarantined rows', source.rejectedRows],
        money('Quarantined amount', source.rejectedCents),
        ['Quality score', `${(source.qualityScore * 100).toFixed(2)} %`],
        ['Customers', customerCount(input)],
        ['Earned rows', control.earnedRows],
        ['Spent rows', control.spentRows],
        ['Expired rows', control.expiredRows],
      ],
    ],
    ...Object.entries(input.byCurrency ?? { '': totals }).flatMap(([code, sums]): Section[] => [
      [
        code === '' ? 'Balance' : `Balance ${code}`,
        [
          money('Earned', sums.earned),
          money('Spent', -sums.spent),
          money('Expired', -sums.expired),
          money('Closing balance', sums.closing),
        ],
      ],
      [
        code === '' ? 'Explained by' : `Explained by, ${code}`,
        [
          money('Open lots', sums.openLots),
          money('Uncovered redemptions', -sums.uncovered),
          money('Left over in taken lots', sums.untrackedUnused),
          money('Short in paired redemptions', -sums.untrackedUncovered),
          money('Matched', sums.matched),
          money('Untracked variance, gross', sums.untracked),
        ],
      ],
    ]),
    ...(settings.period === null
      ? []
      : [
          [
            `Period ${settings.period}`,
            input.source.ledger.rows === 0
              ? []
              : figures.months
                  .filter(({ month }) => month === settings.period)
                  .flatMap((month): [string, number | string][] => [
                    ...(month.currency
                      ? ([['Currency', month.currency]] as [string, string][])
                      : []),
                    money('Opening', month.opening),
                    money('Earned', month.earned),
                    money('Spent', -month.spent),
                    money('Expired', -month.expired),
                    money('Closing', month.closing),
                  ]),
          ] as Section,
        ]),
    [
      'Exceptions',
      exceptions.counts.map(({ code, count, cents }): [string, string] => [
        EXCEPTIONS[code].title,
        `${count} (${(cents / 100).toFixed(2)})`,
      ]),
    ],
  ]);

  const byCurrency = ledger.currency !== null;
  await addSheet(
    workbook,
    'Roll-forward',
    [
      ...(byCurrency ? [{ header: 'Currency', width: 10 }] : []),
      { header: 'Month', width: 10 },
      ...['Opening', 'Earned', 'Spent', 'Expired', 'Closing'].map((header) => ({
        header,
        width: 16,
        money: true,
      })),
      { header: 'Movements', width: 12 },
    ],
    figures.months.map((month) => ({
      cells: [
        ...(byCurrency ? [month.currency] : []),
        month.month,
        month.opening / 100,
        month.earned / 100,
        -month.spent / 100,
        -month.expired / 100,
        month.closing / 100,
        month.movements,
      ],
    })),
  );
  await addSheet(
    workbook,
    'Open lots by age',
    [
      { header: 'Currency', width: 10 },
      { header: 'Open lots', width: 24 },
      { header: 'Lots', width: 10 },
      { header: 'Amount', width: 16, money: true },
    ],
    [
      ...figures.aged.byAge,
      ...figures.aged.byExpiry.map((b) => ({ ...b, bucket: `expires ${b.bucket}` })),
    ].map(({ currency, bucket, lots, cents }) => ({
      cells: [currency, bucket, lots, cents / 100],
    })),
  );
  const groups = groupTotals(ledger, source.customerGroups);
  if (groups.length > 0)
    await addSheet(
      workbook,
      'Customer groups',
      [
        { header: 'Grouped by', width: 18 },
        { header: 'Group', width: 24 },
        { header: 'Currency', width: 10 },
        { header: 'Movements', width: 12 },
        ...['Earned', 'Spent', 'Expired', 'Closing'].map((header) => ({
          header,
          width: 16,
          money: true,
        })),
      ],
      groups.map((g) => ({
        cells: [
          g.column,
          g.group,
          g.currency,
          g.movements,
          g.earned / 100,
          -g.spent / 100,
          -g.expired / 100,
          g.closing / 100,
        ],
      })),
    );

  if (input.delivery && input.delivery.restatement.months.length > 0) {
    await addSheet(
      workbook,
      'Restated months',
      [
        ...(byCurrency ? [{ header: 'Currency', width: 10 }] : []),
        { header: 'Month', width: 10 },
        ...['Earned', 'Spent', 'Expired', 'Net', 'Closing'].map((header) => ({
          header: `${header}, difference`,
          width: 20,
          money: true,
        })),
        { header: 'Customers', width: 12 },
        { header: 'Rematched redemptions', width: 24 },
      ],
      input.delivery.restatement.months.map((month) => ({
        cells: [
          ...(byCurrency ? [month.currency] : []),
          month.month,
          month.earned / 100,
          month.spent / 100,
          month.expired / 100,
          month.net / 100,
          month.closing / 100,
          month.customers,
          month.rematched,
        ],
      })),
    );
    await addTableSheets(
      workbook,
      'Restated customers',
      restatementTable(input.delivery.restatement.accounts),
      options,
    );
  }

  const listed = exceptionTable(exceptions.kept);
  await addTableSheets(workbook, 'Exceptions', listed, {
    ...options,
    fillOf: (row) => EXCEPTION_FILLS[exceptions.kept[row]!.code],
  });
  await addTableSheets(workbook, 'Matched rows', tables.deliverable, {
    ...options,
    fillOf: (row) => STATUS_FILLS[status.at(row)],
  });
  await addTableSheets(workbook, 'Allocations', tables.allocations, options);
  await addTableSheets(workbook, 'Balances', tables.balances, options);

  await addSheet(
    workbook,
    'Controls',
    [
      { header: 'Control', width: 44 },
      { header: 'Result', width: 12 },
      { header: 'Detail', width: 110 },
    ],
    [
      ...input.checks.map(({ title, passed, detail }) => ({
        cells: [title, passed ? 'passed' : 'FAILED', detail],
        fill: passed ? 'FFE2EFDA' : 'FFF4B6B6',
      })),
      ...controlTotals(input).map(([label, output, wanted]) => ({
        cells: [
          `Control total: ${label}`,
          output === wanted ? 'equal' : 'DIFFERENT',
          `output ${output}, source ${wanted}`,
        ],
        fill: output === wanted ? 'FFE2EFDA' : 'FFF4B6B6',
      })),
      ...input.findings.map(({ code, severity, count }) => ({
        cells: [`Finding: ${code}`, severity, `${count} times`],
      })),
      ...Object.entries(EXCEPTION_FILLS).map(([code, fill]) => ({
        cells: ['Legend', '', EXCEPTIONS[code as ExceptionCode].title],
        fill,
      })),
    ],
  );
  await addSheet(
    workbook,
    'Lineage',
    [
      { header: 'Of', width: 32 },
      { header: 'Value', width: 90 },
    ],
    [
      ['Source file', input.place.name],
      ['Source SHA-256', input.place.sha256],
      ['Source bytes', String(input.place.bytes)],
      ...source.sheets.map(({ sheet, rows }) => [`Sheet ${sheet}`, `${rows} rows`]),
      ['Software version', input.softwareVersion],
      ...Object.entries(settings).map(([name, value]) => [
        `Setting ${name}`,
        typeof value === 'object' ? JSON.stringify(value) : String(value),
      ]),
      ['Output conservation checksum', String(input.checks[0]?.numbers['checksum'] ?? '')],
      ...figures.outputs.map(({ name, sha256, rows }) => [
        `File ${name}`,
        `SHA-256 ${sha256}${rows === null ? '' : `, ${rows} rows`}`,
      ]),
    ].map((cells) => ({ cells })),
  );
  await workbook.commit();
  fixZipDates(path);
}

function controlTotals({ source, totals }: ReportInput): [string, number, number][] {
  const { control, ledger } = source;
  const rows = [0, 0, 0];
  for (let row = 0; row < ledger.rows; row++) rows[ledger.type[row]!]!++;
  return [
    ['rows', ledger.rows, control.rows],
    [`${TYPE_NAMES[0]} rows`, rows[0]!, control.earnedRows],
    [`${TYPE_NAMES[SPENT]} rows`, rows[SPENT]!, control.spentRows],
    [`${TYPE_NAMES[EXPIRED]} rows`, rows[EXPIRED]!, control.expiredRows],
    ['earned amount', totals.earned / 100, control.earnedCents / 100],
    ['spent amount', totals.spent / 100, control.spentCents / 100],
    ['expired amount', totals.expired / 100, control.expiredCents / 100],
  ];
}

/** A table as a workbook of its own, e.g. tc_data_with_redemptions.xlsx. */
export async function writeTableWorkbook(
  path: string,
  table: Table,
  title: string,
  options: WorkbookOptions & { readonly fillOf?: (row: number) => string | undefined } = {},
): Promise<void> {
  const workbook = await newWorkbook(path);
  await addTableSheets(workbook, title, table, options);
  await workbook.commit();
  fixZipDates(path);
}

async function newWorkbook(path: string): Promise<ExcelJS.stream.xlsx.WorkbookWriter> {
  // Loaded when it is needed: it takes a tenth of a second, and most large runs write no workbook.
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    filename: path,
    useStyles: true,
    useSharedStrings: false,
  });
  workbook.creator = 'Thrive Cash Reconciler';
  // The run's time lives in the run record; the same input gives the same workbook.
  workbook.created = new Date(0);
  workbook.modified = new Date(0);
  return workbook;
}

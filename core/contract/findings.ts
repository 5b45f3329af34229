/** The catalogue of validation findings (RULES.md section 2): stable codes, severities, remedies. */
export type Severity = 'critical' | 'error' | 'warning' | 'info';

export const FINDINGS = {
  'source.missing': [
    'critical',
    'The source does not exist',
    'Check the path, or choose the file again.',
  ],
  'source.directory': [
    'critical',
    'The source is a folder',
    'Name the workbook inside the folder.',
  ],
  'source.no-permission': [
    'critical',
    'The source may not be read',
    'Ask its owner for read access, or copy the file to your own folder.',
  ],
  'source.empty': ['critical', 'The source has 0 bytes', 'Export or download the file again.'],
  'source.not-a-workbook': [
    'critical',
    'The file is not a workbook, CSV or Parquet file',
    'Save it as .xlsx, .csv or .parquet and try again.',
  ],
  'source.damaged': [
    'critical',
    'The file is damaged or incomplete',
    'Download or export the file again, then retry.',
  ],
  'source.encrypted': [
    'critical',
    'The workbook is protected by a password',
    'Open it in Excel, remove the password (File, Info, Protect Workbook) and save it.',
  ],
  'source.too-large': [
    'critical',
    'The file is too large when unpacked',
    'Export TC_Data as CSV or Parquet, or split the workbook by period.',
  ],
  'source.unsafe': [
    'critical',
    'The workbook holds XML that no spreadsheet program writes',
    'Do not trust this file; export it again from its origin.',
  ],
  'sheet.missing': [
    'critical',
    'The sheet TC_Data is missing',
    'Name the sheet with the movements TC_Data.',
  ],
  'sheet.empty': [
    'critical',
    'The sheet TC_Data has no rows',
    'Check that the export holds the movements of the period.',
  ],
  'sheet.too-wide': [
    'critical',
    'The sheet has too many columns',
    'Delete the columns that do not belong to the ledger.',
  ],
  'column.missing': [
    'critical',
    'A required column is missing',
    'Add the column, or map the header that holds it.',
  ],
  'column.duplicated': [
    'critical',
    'A column appears twice',
    'Delete or rename one of the two columns.',
  ],
  'ledger.total-too-large': [
    'critical',
    'The amounts add up to more than can be held exactly',
    'Check the amounts; split the file if they are right.',
  ],

  'row.required-blank': ['error', 'A required field is blank', 'Fill in the field.'],
  'row.type-unknown': ['error', 'TCTYPE is not earned, spent or expired', 'Correct the type.'],
  'row.date-invalid': [
    'error',
    'A date cannot be read',
    'Write it as YYYY-MM-DD HH:MM:SS or format the cell as a date.',
  ],
  'row.amount-invalid': [
    'error',
    'AMOUNT is not a number',
    'Write the amount as a plain number such as -16.07.',
  ],
  'row.amount-decimals': [
    'error',
    'AMOUNT has more than 2 decimals',
    'Round the amount to cents at its origin.',
  ],
  'row.amount-too-large': ['error', 'AMOUNT is larger than 100 billion', 'Correct the amount.'],
  'row.amount-zero': ['error', 'AMOUNT is zero', 'Remove the row or correct the amount.'],
  'row.sign-wrong': [
    'error',
    'The sign of AMOUNT contradicts TCTYPE',
    'Earned rows are positive; spent and expired rows are negative.',
  ],
  'row.id-duplicate': [
    'error',
    'TRANS_ID appears more than once',
    'Keep one row for each TRANS_ID.',
  ],
  'row.expires-before-created': [
    'error',
    'EXPIREDAT lies before CREATEDAT',
    'Correct one of the two dates.',
  ],
  'row.currency-invalid': [
    'error',
    'CURRENCY is not a three-letter code',
    'Write an ISO 4217 code such as USD.',
  ],
  'row.formula-without-value': [
    'error',
    'A formula has no stored result',
    'Open the workbook in Excel, let it calculate, and save it.',
  ],
  'row.cell-error': [
    'error',
    'The cell shows an Excel error',
    'Repair the formula, or paste its value.',
  ],

  'row.order-blank': ['warning', 'A spent row has no ORDERID', 'Look the order up and fill it in.'],
  'row.order-not-in-sales': [
    'warning',
    'ORDERID is not in Sales',
    'Check the order, or export Sales for the whole period.',
  ],
  'row.order-other-customer': [
    'warning',
    'ORDERID belongs to another customer in Sales',
    'Check which customer paid with this order.',
  ],
  'row.customer-not-in-customers': [
    'warning',
    'CUSTOMERID is not in Customers',
    'Export Customers again, or check the id.',
  ],
  'row.expiry-blank': [
    'warning',
    'An earned row has no EXPIREDAT',
    'Fill in the expiry if the lot has one.',
  ],
  'row.after-as-of': [
    'warning',
    'CREATEDAT lies after the as-of date',
    'Check the date, or run with a later as-of date.',
  ],
  'row.backdated': [
    'warning',
    'The row is older than the previous run reached and was not in it',
    'Check why it was entered late; it may change an earlier month.',
  ],
  'row.changed': [
    'warning',
    'The row differs from what the previous run reported',
    'Find out why it was changed; choose whether what stands or the file counts.',
  ],
  'row.gone': [
    'warning',
    'A row that the previous run reported is no longer in the file',
    'Find out why it is gone; choose whether what stands or the file counts.',
  ],
  'period.restated': [
    'warning',
    'A month that was reported before changes',
    'The differences by customer are in restatement.csv; tell whoever relied on the month.',
  ],
  'source.not-a-refresh': [
    'warning',
    'The file holds less than half of what the previous run had and was taken as a ledger of its own',
    'If it brings only new rows, run it with the choice “only new rows” (--increment new-rows).',
  ],
  'source.columns-shift': [
    'warning',
    'The columns are not those of the previous run, so nothing was compared row by row',
    'Check that the export is the same as before.',
  ],
  'account.balance-negative': [
    'warning',
    'A balance goes below zero',
    'Look for a missing earned row or a redemption entered too early.',
  ],
  'source.row-count-shift': [
    'warning',
    'The row count differs by more than 10 % from the previous run',
    'Check that the export is complete and not doubled.',
  ],
  'source.type-mix-shift': [
    'warning',
    'The mix of types differs by more than 10 % from the previous run',
    'Check that no type is missing from the export.',
  ],
  'sheet.sales-missing': [
    'warning',
    'The sheet Sales is missing; orders were not checked',
    'Add the sheet Sales to have orders checked.',
  ],
  'sheet.customers-missing': [
    'warning',
    'The sheet Customers is missing; customers were not checked',
    'Add the sheet Customers to have customers checked.',
  ],
  'sheet.lookup-incomplete': [
    'warning',
    'Sales or Customers lacks its id column; its checks were skipped',
    'Add the columns ORDERID and CUSTOMERID.',
  ],
  'sheet.merged-cells': [
    'warning',
    'The header has merged cells',
    'Unmerge the cells of the header row.',
  ],

  'column.unknown': [
    'info',
    'A column is not known; it is carried along unchanged',
    'Nothing to do.',
  ],
  'ledger.id-order': [
    'info',
    'TRANS_ID order contradicts CREATEDAT order',
    'Nothing to do; movements are ordered by CREATEDAT.',
  ],

  'match.expired-early': [
    'warning',
    'An expired row took a lot that had not yet expired',
    'Check the expiry date of the lot and the date of the expired row.',
  ],
  'match.redemption-unmatched': [
    'warning',
    'A redemption found no lot',
    'Look for a missing earned row of this customer.',
  ],
} as const satisfies Record<string, readonly [Severity, string, string]>;

export type FindingCode = keyof typeof FINDINGS;

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly sheet: string | null;
  /** The row number as Excel shows it; null where the finding concerns no single row. */
  readonly row: number | null;
  readonly column: string | null;
  /** The offending value as text, shortened to 200 characters. */
  readonly value: string | null;
  /** One sentence: what is wrong here and how to mend it. */
  readonly message: string;
}

export interface FindingCount {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly count: number;
}

/** Findings kept up to a cap for each code, with the true counts. */
export interface FindingLog {
  add(code: FindingCode, at: FindingPlace): void;
  readonly kept: readonly Finding[];
  counts(): FindingCount[];
  count(code: FindingCode): number;
}

export interface FindingPlace {
  readonly sheet?: string | null;
  readonly row?: number | null;
  readonly column?: string | null;
  readonly value?: string | null;
  /** Replaces the catalogue's sentence where the place knows more. */
  readonly what?: string;
}

const SEVERITY_ORDER: readonly Severity[] = ['critical', 'error', 'warning', 'info'];

/** A log that keeps the first `cap` findings of each code and counts them all. */
export function createFindingLog(cap = 1000): FindingLog {
  const kept: Finding[] = [];
  const totals = new Map<FindingCode, number>();
  return {
    kept,
    add(code, at) {
      const total = (totals.get(code) ?? 0) + 1;
      totals.set(code, total);
      if (total <= cap) kept.push(findingOf(code, at));
    },
    count: (code) => totals.get(code) ?? 0,
    counts: () =>
      [...totals]
        .map(([code, count]) => ({ code, severity: FINDINGS[code][0] as Severity, count }))
        .sort(
          (a, b) =>
            SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) ||
            (a.code < b.code ? -1 : 1),
        ),
  };
}

export function findingOf(code: FindingCode, at: FindingPlace): Finding {
  const [severity, title, mend] = FINDINGS[code];
  return {
    code,
    severity,
    sheet: at.sheet ?? null,
    row: at.row ?? null,
    column: at.column ?? null,
    value: at.value == null ? null : at.value.slice(0, 200),
    message: `${at.what ?? title}. ${mend}`,
  };
}

import type { FindingWords } from './rule/words.ts';

/** What keeps a source, a sheet or a column from being read, or read whole. */
export const SOURCE_FINDINGS = [
  {
    code: 'source.missing',
    severity: 'critical',
    title: 'The source does not exist',
    remedy: 'Check the path, or choose the file again.',
  },
  {
    code: 'source.directory',
    severity: 'critical',
    title: 'The source is a folder',
    remedy: 'Choose the workbook inside the folder.',
  },
  {
    code: 'source.no-permission',
    severity: 'critical',
    title: 'There is no permission to read the source',
    remedy: 'Ask its owner for read access, or copy the file to your own folder.',
  },
  {
    code: 'source.empty',
    severity: 'critical',
    title: 'The source has 0 bytes',
    remedy: 'Export or download the file again.',
  },
  {
    code: 'source.not-a-workbook',
    severity: 'critical',
    title: 'The file is not a workbook, CSV or Parquet file',
    remedy: 'Save it as .xlsx, .csv or .parquet and try again.',
  },
  {
    code: 'source.damaged',
    severity: 'critical',
    title: 'The file is damaged or incomplete',
    remedy: 'Download or export the file again, then retry.',
  },
  {
    code: 'source.encrypted',
    severity: 'critical',
    title: 'The file is protected by a password or encrypted',
    remedy: 'Open it in Excel, remove the password (File, Info, Protect Workbook) and save it.',
  },
  {
    code: 'source.too-large',
    severity: 'critical',
    title: 'The file is too large when unpacked',
    remedy: 'Export TC_Data as CSV or Parquet, or split the workbook by period.',
  },
  {
    code: 'source.unsafe',
    severity: 'critical',
    title: 'The workbook holds XML that no spreadsheet program writes',
    remedy: 'Do not trust this file; export it again from the source system.',
  },
  {
    code: 'source.unsupported',
    severity: 'critical',
    title: 'The file is written in a way that cannot be read',
    remedy: 'Export it again in a more usual way.',
  },
  {
    code: 'sheet.missing',
    severity: 'critical',
    title: 'The sheet TC_Data is missing',
    remedy: 'Say which sheet holds the movements at the preview, or with --sheet NAME.',
  },
  {
    code: 'sheet.chosen-missing',
    severity: 'critical',
    title: 'A sheet that was chosen is missing',
    remedy: 'Choose one that the workbook has.',
  },
  {
    code: 'sheet.empty',
    severity: 'critical',
    title: 'The sheet TC_Data has no rows',
    remedy: 'Check that the export holds the movements of the period.',
  },
  {
    code: 'sheet.too-wide',
    severity: 'critical',
    title: 'The sheet has too many columns',
    remedy: 'Delete the columns that do not belong to the ledger.',
  },
  {
    code: 'column.missing',
    severity: 'critical',
    title: 'A required column is missing',
    remedy: 'Add the column, or map the header that holds it.',
  },
  {
    code: 'column.duplicated',
    severity: 'critical',
    title: 'A column appears twice',
    remedy: 'Delete or rename one of the two columns.',
  },
  {
    code: 'column.currency-signs',
    severity: 'critical',
    title: 'The amounts carry more than one currency sign, and there is no CURRENCY column',
    remedy: 'Add the column CURRENCY, or split the file by currency.',
  },
  {
    code: 'column.dates-ambiguous',
    severity: 'critical',
    title: 'The dates of a column can be read day first or month first',
    remedy:
      'Say which at the preview, or with --dates dmy (31/12/2026) or --dates mdy (12/31/2026).',
  },
  {
    code: 'column.decimals-ambiguous',
    severity: 'critical',
    title: 'The amounts can be read with a decimal comma or a decimal point',
    remedy:
      'Say which at the preview, or with --decimals comma (1.234,50) or --decimals point (1,234.50).',
  },
  {
    code: 'column.format',
    severity: 'info',
    title: 'A column is written in another way than usual',
    remedy: 'No action needed if the example is right.',
  },
  {
    code: 'column.zone',
    severity: 'info',
    title: 'Times carry a time zone; they are read as the clock showed them',
    remedy: 'No action needed if all rows carry the same zone; otherwise export local time.',
  },
  {
    code: 'sheet.sales-missing',
    severity: 'warning',
    title: 'The sheet Sales is missing; orders were not checked',
    remedy: 'Add the sheet Sales to have orders checked.',
  },
  {
    code: 'sheet.customers-missing',
    severity: 'warning',
    title: 'The sheet Customers is missing; customers were not checked',
    remedy: 'Add the sheet Customers to have customers checked.',
  },
  {
    code: 'sheet.lookup-incomplete',
    severity: 'warning',
    title: 'Sales or Customers lacks its id column; its checks were skipped',
    remedy: 'Add the columns ORDERID and CUSTOMERID.',
  },
  {
    code: 'sheet.merged-cells',
    severity: 'warning',
    title: 'The header has merged cells',
    remedy: 'Unmerge the cells of the header row.',
  },
  {
    code: 'sheet.titles',
    severity: 'info',
    title: 'Titles stand above the header; they are left out',
    remedy: 'No action needed.',
  },
  {
    code: 'sheet.totals',
    severity: 'info',
    title: 'Totals stand below the rows; they are left out',
    remedy: 'No action needed.',
  },
  {
    code: 'column.unknown',
    severity: 'info',
    title: 'An unknown column is kept unchanged',
    remedy: 'No action needed.',
  },
  {
    code: 'ledger.total-too-large',
    severity: 'critical',
    title: 'The amounts add up to more than can be held exactly',
    remedy: 'Check the amounts; split the file if they are right.',
  },
] as const satisfies readonly FindingWords[];

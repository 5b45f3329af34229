/**
 * The layouts in which entries are had as files, in the order in which they are offered; `about` says what has to be so
 * for the import to succeed (RULES.md section 9). What the files hold is declared in core/close/layouts.
 */
export const JOURNAL_LAYOUTS = {
  csv: {
    title: 'CSV',
    about: 'One row for each line; dimensions have columns of their own.',
  },
  netsuite: {
    title: 'NetSuite',
    about:
      'Import as Transactions, Journal Entry. Accounts are written as in NetSuite, such as 2150 Store credit; dates as YYYY-MM-DD, unless the user’s preferences say otherwise.',
  },
  quickbooks: {
    title: 'QuickBooks Online',
    about:
      'Turn account numbers off before the import; accounts are told by their names, sub-accounts as Parent:Sub. Choose MM/DD/YYYY as the format of dates.',
  },
  xero: {
    title: 'Xero',
    about:
      'Import under Manual journals, one file after the other. Accounts are told by their codes. Every line has the tax rate Tax Exempt unless the mapping gives it a dimension TAX_RATE.',
  },
  sap: {
    title: 'SAP S/4HANA',
    about:
      'Upload in the app Upload General Journal Entries. COMPANY has to be the company code. SAP publishes no layout but the template that the app itself offers for download, and releases differ: compare the columns with yours before the first upload.',
  },
} as const;
export type LayoutId = keyof typeof JOURNAL_LAYOUTS;
export const LAYOUT_IDS = Object.keys(JOURNAL_LAYOUTS) as [LayoutId, ...LayoutId[]];

/** A file of some entries in a layout. */
export interface EntryFile {
  readonly name: string;
  readonly entries: number;
  readonly lines: number;
}

/** What entries are as files of a layout. */
export interface EntryFiles {
  readonly files: readonly EntryFile[];
  /** Dimensions of the entries for which the layout has no column. */
  readonly leftOut: readonly string[];
}

/** Which entries of a period: those to be booked, or those that were booked in it. */
export const ENTRY_CHOICES = ['to-book', 'booked'] as const;
export type EntryChoice = (typeof ENTRY_CHOICES)[number];

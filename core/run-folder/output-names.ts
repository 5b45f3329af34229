/**
 * The names of those outputs by which a finished run is read again. They are declared where they are written
 * (core/report/outputs); who reads a run knows no more of them than this.
 */
export const MATCHED_ROWS = 'tc_data_with_redemptions';
export const ALLOCATIONS = 'allocations';
export const BALANCE_HISTORY = 'customer_balance_history';
/** Of the outputs that every run has it is written last: without it, the others are not whole. */
export const ANALYTICS_FILE = 'analytics_report.json';

/** The workbook for the auditor. */
export const RECONCILIATION = 'reconciliation.xlsx';

/** The columns that matching adds to those of the source, in their order, at the end of the matched rows. */
export const ADDED_COLUMNS = ['REDEEMID', 'MATCH_STATUS', 'MATCHED_AMOUNT', 'OPEN_AMOUNT'] as const;

import type { Layout } from './dialects/dialect.ts';

/** The tables of a run that nobody sees. */
export const SCRATCH = {
  read: 'tcr_read',
  repeated: 'tcr_repeated',
  sound: 'tcr_sound',
  cutOff: 'tcr_cut_off',
  ledger: 'tcr_ledger',
  numbered: 'tcr_numbered',
  steps: 'tcr_steps',
  lots: 'tcr_lots',
  redemptions: 'tcr_redemptions',
  pairs: 'tcr_pairs',
  taken: 'tcr_taken',
  reckoned: 'tcr_reckoned',
  delivered: 'tcr_delivered',
  book: 'tcr_book',
  entries: 'tcr_entries',
  given: 'tcr_given',
  failures: 'tcr_failures',
} as const;

/** An account is a customer and a currency: everything about it lies in one place. */
export const ACCOUNT = ['tc_customer', 'tc_currency'] as const;
export const CUSTOMER_LAYOUT: Layout = { by: ACCOUNT, sorted: [...ACCOUNT, 'n'] };
export const ACCOUNT_LAYOUT: Layout = { by: ACCOUNT };

/** The cut-off of RULES.md section 2a as a query of one moment. */
export const CUT_OFF = `(SELECT cut_off FROM ${SCRATCH.cutOff})`;
/** Whether a row lies after the cut-off, or at it; one without a moment is none of those after. */
export const AFTER_IT = `tc_at > ${CUT_OFF}`;
export const AT_CUT_OFF = `(tc_at IS NULL OR tc_at <= ${CUT_OFF})`;

/** `PARTITION BY` the account, for windows. */
export const BY_ACCOUNT = `PARTITION BY ${ACCOUNT.join(', ')}`;
/** A window over all of the account up to the row. */
export const RUNNING = `${BY_ACCOUNT} ORDER BY n ROWS UNBOUNDED PRECEDING`;
/** That two tables, by their names in the query, mean the same account. */
export const sameAccount = (a: string, b: string): string =>
  ACCOUNT.map((column) => `${a}.${column} = ${b}.${column}`).join(' AND ');

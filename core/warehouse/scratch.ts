import type { Layout } from './dialects/dialect.ts';

/** The tables of a run that nobody sees. */
export const SCRATCH = {
  read: 'tcr_read',
  repeated: 'tcr_repeated',
  ledger: 'tcr_ledger',
  numbered: 'tcr_numbered',
  steps: 'tcr_steps',
  lots: 'tcr_lots',
  redemptions: 'tcr_redemptions',
  pairs: 'tcr_pairs',
  taken: 'tcr_taken',
  reckoned: 'tcr_reckoned',
  book: 'tcr_book',
  entries: 'tcr_entries',
  given: 'tcr_given',
  failures: 'tcr_failures',
} as const;

/** An account is a customer and a currency: everything about it lies in one place. */
export const ACCOUNT = ['tc_customer', 'tc_currency'] as const;
export const CUSTOMER_LAYOUT: Layout = { by: ACCOUNT, sorted: [...ACCOUNT, 'n'] };
export const ACCOUNT_LAYOUT: Layout = { by: ACCOUNT };

/** `PARTITION BY` the account, for windows. */
export const BY_ACCOUNT = `PARTITION BY ${ACCOUNT.join(', ')}`;
/** A window over all of the account up to the row. */
export const RUNNING = `${BY_ACCOUNT} ORDER BY n ROWS UNBOUNDED PRECEDING`;
/** That two tables, by their names in the query, mean the same account. */
export const sameAccount = (a: string, b: string): string =>
  ACCOUNT.map((column) => `${a}.${column} = ${b}.${column}`).join(' AND ');

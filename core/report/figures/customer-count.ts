import type { ReportInput } from './report-input.ts';

/** Customers, counted once however many currencies they hold. */
export function customerCount({ source }: Pick<ReportInput, 'source'>): number {
  const { customer, count } = source.ledger.accounts;
  let customers = 0;
  for (let a = 0; a < count; a++) if (a === 0 || customer[a] !== customer[a - 1]) customers++;
  return customers;
}

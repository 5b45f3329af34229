import type { ImportedAs } from '../../contract/close/given-files.ts';
import type { BalanceSign, GlBalance } from '../../contract/close/tie-out.ts';
import type { OpenSource, ReadOptions } from '../../source/reading/raw-rows.ts';
import { importTable } from './imported-table.ts';
import type { TableForm } from './imported-table.ts';

/** What a trial balance has in it. */
export const TRIAL_BALANCE: TableForm<
  'ACCOUNT' | 'CURRENCY' | 'COMPANY',
  'DEBIT' | 'CREDIT' | 'BALANCE'
> = {
  name: 'the trial balance',
  aliases: {
    account: 'ACCOUNT',
    accountnumber: 'ACCOUNT',
    accountno: 'ACCOUNT',
    accountcode: 'ACCOUNT',
    glaccount: 'ACCOUNT',
    glaccountnumber: 'ACCOUNT',
    ledgeraccount: 'ACCOUNT',
    mainaccount: 'ACCOUNT',
    currency: 'CURRENCY',
    currencycode: 'CURRENCY',
    company: 'COMPANY',
    companycode: 'COMPANY',
    entity: 'COMPANY',
    legalentity: 'COMPANY',
    subsidiary: 'COMPANY',
    debit: 'DEBIT',
    debits: 'DEBIT',
    debitbalance: 'DEBIT',
    credit: 'CREDIT',
    credits: 'CREDIT',
    creditbalance: 'CREDIT',
    balance: 'BALANCE',
    closingbalance: 'BALANCE',
    endingbalance: 'BALANCE',
    netbalance: 'BALANCE',
    amount: 'BALANCE',
  },
  amounts: ['DEBIT', 'CREDIT', 'BALANCE'],
  needed: [
    ['ACCOUNT', 'BALANCE'],
    ['ACCOUNT', 'DEBIT', 'CREDIT'],
  ],
};

/**
 * The balances of a trial balance, each account, currency and company once: rows of the same one are added up.
 * A row without an account or without an amount is a heading or a total. Where debits and credits have columns of
 * their own, these count; else `sign` says whether what is owed is negative in the one that there is. Throws as
 * {@link importTable} does.
 */
export async function importTrialBalance(
  source: OpenSource,
  sign: BalanceSign,
  asked?: ImportedAs,
  options?: Pick<ReadOptions, 'signal'>,
): Promise<readonly GlBalance[]> {
  const rows = await importTable(source, TRIAL_BALANCE, asked, options);
  const sums = new Map<string, GlBalance>();
  for (const { ACCOUNT, CURRENCY, COMPANY, DEBIT, CREDIT, BALANCE } of rows) {
    const cents = owed(DEBIT, CREDIT, BALANCE, sign);
    if (ACCOUNT === '' || cents === null) continue;
    const place = { account: ACCOUNT, currency: CURRENCY.toUpperCase(), company: COMPANY };
    const key = JSON.stringify(place);
    sums.set(key, { ...place, cents: (sums.get(key)?.cents ?? 0) + cents });
  }
  return [...sums.values()];
}

function owed(
  debit: number | null,
  credit: number | null,
  balance: number | null,
  sign: BalanceSign,
): number | null {
  if (debit !== null || credit !== null) return (credit ?? 0) - (debit ?? 0);
  if (balance === null) return null;
  // Adding 0 turns −0 into 0.
  return (sign === 'credit-positive' ? balance : -balance) + 0;
}

import type { ImportedAs } from '../../contract/close/given-files.ts';
import type { CustomerBalance } from '../../contract/close/customers.ts';
import type { OpenSource, ReadOptions } from '../../source/reading/raw-rows.ts';
import { importTable } from './imported-table.ts';
import type { TableForm } from './imported-table.ts';

/** What a list of customers has in it. */
export const CUSTOMER_LIST: TableForm<'CUSTOMERID' | 'CURRENCY', 'BALANCE'> = {
  name: 'the list of customers',
  aliases: {
    customerid: 'CUSTOMERID',
    custid: 'CUSTOMERID',
    customer: 'CUSTOMERID',
    customernumber: 'CUSTOMERID',
    currency: 'CURRENCY',
    currencycode: 'CURRENCY',
    balance: 'BALANCE',
    currentbalance: 'BALANCE',
    storecredit: 'BALANCE',
    storecreditbalance: 'BALANCE',
    amount: 'BALANCE',
  },
  amounts: ['BALANCE'],
  needed: [['CUSTOMERID', 'BALANCE']],
};

/**
 * What the platform says that its customers have, row by row. `only` is the currency of rows that name none. A row
 * without a customer or without a balance is left out. Throws as {@link importTable} does.
 */
export async function importCustomerList(
  source: OpenSource,
  only: string,
  asked?: ImportedAs,
  options?: Pick<ReadOptions, 'signal'>,
): Promise<readonly CustomerBalance[]> {
  const rows = await importTable(source, CUSTOMER_LIST, asked, options);
  return rows.flatMap(({ CUSTOMERID, CURRENCY, BALANCE }) =>
    CUSTOMERID === '' || BALANCE === null
      ? []
      : [{ customer: CUSTOMERID, currency: CURRENCY.toUpperCase() || only, cents: BALANCE }],
  );
}

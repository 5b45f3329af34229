import type { Exception } from '../../contract/exceptions.ts';
import { eachMoney, eachText, eachTime } from '../columns/of-items.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import { exceptionsFrom } from '../figures/exception-list.ts';
import { listed } from './listed.ts';

/** What is told of an exception, here and wherever else exceptions are exported. */
export const EXCEPTION_COLUMNS: ItemColumns<Exception> = [
  eachText('CODE', ({ code }) => code),
  eachText('CUSTOMERID', ({ customer }) => customer),
  eachText('CURRENCY', ({ currency }) => currency),
  eachText('TRANS_IDS', ({ ids }) => ids.join(' ')),
  eachText('SHEET_ROWS', ({ rows }) => rows.join(' ')),
  eachMoney('AMOUNT_AT_STAKE', ({ cents }) => cents),
  eachTime('CREATEDAT', ({ createdAt }) => createdAt),
  eachText('MESSAGE', ({ message }) => message),
];

/** exceptions.csv: the work list, all of it. */
export const exceptions = listed({
  name: 'exceptions',
  items: ({ exceptions: list }) => ({
    length: list.length,
    slice: (from, to) => exceptionsFrom(list, from, to),
  }),
  columns: () => EXCEPTION_COLUMNS,
});

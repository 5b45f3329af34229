import type { Exception } from '../../contract/exceptions.ts';
import type { IdForm } from '../columns/column.ts';
import { eachId, eachMoney, eachNumber, eachText, eachTime } from '../columns/of-items.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import { exceptionsFrom } from '../figures/exception-list.ts';
import { listed } from './listed.ts';

/** What an exception concerns, a value each: one row of the ledger, or the two of a pair. */
export const CONCERNED = {
  id: ({ ids }: Concerning): string => ids[0] ?? '',
  pairedId: ({ ids }: Concerning): string => ids[1] ?? '',
  /** As the source numbers it; null for one that the present file does not have. */
  row: ({ rows }: Concerning): number | null => rows[0] || null,
  pairedRow: ({ rows }: Concerning): number | null => rows[1] || null,
} as const;
type Concerning = Pick<Exception, 'ids' | 'rows'>;

/** What is told of an exception, here and wherever else exceptions are exported; the forms are those of their ids. */
export function exceptionColumns(forms: {
  readonly id: IdForm;
  readonly customer: IdForm;
}): ItemColumns<Exception> {
  return [
    eachText('CODE', ({ code }) => code),
    eachId('CUSTOMERID', ({ customer }) => customer, forms.customer),
    eachText('CURRENCY', ({ currency }) => currency),
    eachId('TRANS_ID', CONCERNED.id, forms.id),
    eachId('PAIRED_TRANS_ID', CONCERNED.pairedId, forms.id),
    eachNumber('SHEET_ROW', CONCERNED.row),
    eachNumber('PAIRED_SHEET_ROW', CONCERNED.pairedRow),
    eachMoney('AMOUNT_AT_STAKE', ({ cents }) => cents),
    eachTime('CREATEDAT', ({ createdAt }) => createdAt),
    eachText('MESSAGE', ({ message }) => message),
  ];
}

/** CSV has no types: an id is the same there either way. */
const PLAIN: IdForm = { asText: false, sheetText: false };
const COLUMNS = exceptionColumns({ id: PLAIN, customer: PLAIN });

/** exceptions.csv: the work list, all of it. */
export const exceptions = listed({
  name: 'exceptions',
  items: ({ exceptions: list }) => ({
    length: list.length,
    slice: (from, to) => exceptionsFrom(list, from, to),
  }),
  columns: () => COLUMNS,
});

import { centsOfAmount } from '../../formats/decimal-mark.ts';
import { DEFAULT_CURRENCY, isCurrencyCode } from '../../ledger/money.ts';
import { mapHeaders } from '../../source/headers.ts';
import type { ValidatedSource } from '../../accepted/validated-source.ts';
import type { QuarantinedRow } from './exception-list.ts';

/** The rows set aside, with what of their id, customer, currency and amount can be read. */
export function quarantinedRows({
  headers,
  rejected,
  decimals,
  mapping,
}: Pick<ValidatedSource, 'headers' | 'rejected' | 'decimals'> & {
  mapping?: Readonly<Record<string, string>>;
}): QuarantinedRow[] {
  const { fields } = mapHeaders(headers, mapping);
  const [idAt, customerAt, amountAt, currencyAt] = (
    ['TRANS_ID', 'CUSTOMERID', 'AMOUNT', 'CURRENCY'] as const
  ).map((field) => fields.indexOf(field)) as [number, number, number, number];
  return rejected.map(({ row, codes, cells }) => {
    const amount = centsOfAmount(cells[amountAt] ?? '', decimals ?? 'point');
    return {
      row,
      codes,
      id: (cells[idAt] ?? '').trim(),
      customer: (cells[customerAt] ?? '').trim(),
      currency: currencyAt < 0 ? '' : currencyText(cells[currencyAt] ?? ''),
      cents: 'cents' in amount ? Math.abs(amount.cents) : NaN,
    };
  });
}

/** The code in a cell of the currency; empty where it is none. */
function currencyText(cell: string): string {
  const code = cell.trim().toUpperCase() || DEFAULT_CURRENCY;
  return isCurrencyCode(code) ? code : '';
}

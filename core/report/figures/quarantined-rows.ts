import { centsOfAmount } from '../../formats/decimal-mark.ts';
import { mapHeaders } from '../../source/headers.ts';
import type { ValidatedSource } from '../../accepted/validated-source.ts';
import type { QuarantinedRow } from './exception-list.ts';

/** The rows set aside, with what of their id, customer and amount can be read. */
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

/** A code as accounts are kept by; empty where it is none. A blank means USD (RULES.md section 1). */
function currencyText(cell: string): string {
  const code = cell.trim().toUpperCase();
  if (code === '') return 'USD';
  return /^[A-Z]{3}$/.test(code) ? code : '';
}

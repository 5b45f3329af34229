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
  const [idAt, customerAt, amountAt] = (['TRANS_ID', 'CUSTOMERID', 'AMOUNT'] as const).map(
    (field) => fields.indexOf(field),
  ) as [number, number, number];
  return rejected.map(({ row, codes, cells }) => {
    const amount = centsOfAmount(cells[amountAt] ?? '', decimals ?? 'point');
    return {
      row,
      codes,
      id: (cells[idAt] ?? '').trim(),
      customer: (cells[customerAt] ?? '').trim(),
      cents: 'cents' in amount ? Math.abs(amount.cents) : 0,
    };
  });
}

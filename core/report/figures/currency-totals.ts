import type { Totals } from '../../ledger/draft.ts';
import type { ReportInput } from './report-input.ts';

/** The totals of a currency, of which a workbook shows each by itself: they are never added up. */
export interface CurrencyTotals {
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  /** The ledger holds no other: no row has to be told from another by its currency. */
  readonly only: boolean;
  /** `Total`, `Total EUR`. */
  readonly label: string;
  readonly totals: Totals;
}

/** In the order of the codes; one, of nothing, where nothing lies at the cut-off. */
export function currencyTotals({ totals, source }: ReportInput): CurrencyTotals[] {
  const codes = Object.keys(totals).sort();
  if (codes.length > 1)
    return codes.map((currency) => ({
      currency,
      only: false,
      label: `Total ${currency}`,
      totals: totals[currency]!,
    }));
  const { currency: column, accounts } = source.ledger;
  const currency = column && accounts.count > 0 ? column.pool[accounts.currency[0]!]! : '';
  return [{ currency, only: true, label: `Total ${currency}`.trim(), totals: totals[codes[0]!]! }];
}

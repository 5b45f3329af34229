import type { ReportInput } from './report-input.ts';

/** What reported months differ by in a currency, all together, in cents; spent and expired are unsigned amounts. */
export interface RestatedTotal {
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  /** `Total`, `Total EUR`. */
  readonly label: string;
  readonly earned: number;
  readonly spent: number;
  readonly expired: number;
  readonly net: number;
}

/** By currency the sums over restated customers (`accounts`) or over months, which come to the same. */
export function restatedTotals(
  { laterFile }: ReportInput,
  over: 'accounts' | 'months',
): RestatedTotal[] {
  if (laterFile === null) return [];
  const { restatement } = laterFile;
  const currencies = [...new Set(restatement.months.map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const total = { earned: 0, spent: 0, expired: 0, net: 0 };
    for (const one of restatement[over]) {
      if (one.currency !== currency) continue;
      total.earned += one.earned;
      total.spent += one.spent;
      total.expired += one.expired;
      total.net += one.net;
    }
    return { currency, label: `Total ${currency}`.trim(), ...total };
  });
}

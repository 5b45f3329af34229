import type { MoneyTotals, RunTotals } from './run.ts';

/**
 * The totals of a run that are money: of each currency in the order of their codes, or of the only one
 * (with an empty name). Currencies are never added up.
 */
export function totalsByCurrency(
  totals: RunTotals,
): readonly { readonly currency: string; readonly totals: MoneyTotals }[] {
  if (!('byCurrency' in totals)) return [{ currency: '', totals }];
  const { byCurrency } = totals;
  return Object.keys(byCurrency)
    .sort()
    .map((currency) => ({ currency, totals: byCurrency[currency]! }));
}

/** The other way round: totals by currency, the only one with an empty name, as a run has them. */
export function runTotals(totals: Readonly<Record<string, MoneyTotals>>): RunTotals {
  return totals[''] ?? { byCurrency: { ...totals } };
}

/**
 * The match rate of RULES.md section 6, of one currency: matched ÷ redeemed, by value, 0 to 1. Null where
 * nothing was redeemed.
 */
export function matchRate({
  matched,
  spent,
  expired,
}: Pick<MoneyTotals, 'matched' | 'spent' | 'expired'>): number | null {
  const redeemed = spent + expired;
  return redeemed === 0 ? null : matched / redeemed;
}

/**
 * The two halves of the untracked variance, in cents: their sum is `untracked`, and their difference is
 * what closes the balance (closing = open lots − uncovered + unused − short).
 */
export function unusedAndShort({
  closing,
  openLots,
  uncovered,
  untracked,
}: Pick<MoneyTotals, 'closing' | 'openLots' | 'uncovered' | 'untracked'>): {
  readonly unused: number;
  readonly short: number;
} {
  const difference = closing - openLots + uncovered;
  return { unused: (untracked + difference) / 2, short: (untracked - difference) / 2 };
}

/** What a closing balance is made of, in signed cents: the lines add up to it (RULES.md section 4.5). */
export function explanation(
  totals: Pick<MoneyTotals, 'closing' | 'openLots' | 'uncovered' | 'untracked'>,
): readonly { readonly name: string; readonly cents: number }[] {
  const { unused, short } = unusedAndShort(totals);
  // Adding 0 turns −0 into 0.
  return [
    { name: 'Open lots', cents: totals.openLots },
    { name: 'Unapplied redemptions', cents: -totals.uncovered + 0 },
    { name: 'Unused in matched lots', cents: unused },
    { name: 'Short in matched redemptions', cents: -short + 0 },
  ];
}

/** A share of 1 as per cent with two decimals, never 100 % for what is not all of it. */
export function shareText(share: number): string {
  const percent = share < 1 ? Math.min(99.99, Math.round(share * 10_000) / 100) : 100;
  return `${percent.toFixed(2)} %`;
}

import type { Chart } from '../../contract/close/chart.ts';
import type { ActivityLine } from '../../contract/close/journal.ts';
import type { Calendar } from '../../periods/period-kind.ts';
import type { Activity } from '../activity/activity.ts';
import type { SubLedgerBalance } from '../tie-out/sub-ledger.ts';
import { chartOn, lineFinder } from './charts.ts';
import { postingIn } from './journal.ts';

/**
 * What the sub-ledger says is owed in each liability account of a chart, by currency and company: all of its
 * activity up to the cut-off, mapped as its entries are. Where an amount has no account: those amounts.
 */
export function mappedBalances(
  { lines }: Activity,
  charts: readonly Chart[],
  calendar: Calendar,
):
  | { readonly isComplete: true; readonly balances: readonly SubLedgerBalance[] }
  | { readonly isComplete: false; readonly unmapped: readonly ActivityLine[] } {
  const finders = new Map<string, ReturnType<typeof lineFinder> | null>();
  const finderOf = (period: string): ReturnType<typeof lineFinder> | null => {
    let finder = finders.get(period);
    if (finder === undefined) {
      const chart = chartOn(charts, postingIn(period, calendar).date);
      finders.set(period, (finder = chart && lineFinder(chart)));
    }
    return finder;
  };
  const sums = new Map<string, SubLedgerBalance>();
  const unmapped: ActivityLine[] = [];
  for (const of of lines) {
    const line = finderOf(of.period)?.(of) ?? null;
    if (line === null) {
      unmapped.push(of);
      continue;
    }
    const [account, change] =
      of.type === 'earned' ? [line.credit, of.cents] : [line.debit, -of.cents];
    const { currency } = of;
    const company = of.groups.COMPANY ?? '';
    const key = JSON.stringify([account, currency, company]);
    sums.set(key, {
      account,
      currency,
      company,
      cents: (sums.get(key)?.cents ?? 0) + change,
    });
  }
  if (unmapped.length > 0) return { isComplete: false, unmapped };
  return { isComplete: true, balances: [...sums.keys()].sort().map((key) => sums.get(key)!) };
}

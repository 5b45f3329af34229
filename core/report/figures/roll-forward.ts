import { EARNED, EXPIRED, SPENT } from '../../ledger/ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { DAY_MS, monthText } from '../../ledger/time.ts';

/** A month of the roll-forward: opening + earned − spent − expired = closing. Cents, unsigned but the balances. */
export interface Month {
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly opening: number;
  readonly earned: number;
  readonly spent: number;
  readonly expired: number;
  readonly closing: number;
  readonly movements: number;
}

/** Every month from the first movement to the last, those without movement included, by currency. */
export function rollForward(ledger: Ledger): Month[] {
  const byCurrency = new Map<string, Map<number, [number, number, number, number]>>();
  for (let row = 0; row < ledger.rows; row++) {
    const currency = currencyOf(ledger, row);
    let months = byCurrency.get(currency);
    if (!months) byCurrency.set(currency, (months = new Map()));
    const day = Math.floor(ledger.createdAt[row]! / DAY_MS);
    let sums = months.get(day);
    if (!sums) months.set(day, (sums = [0, 0, 0, 0]));
    sums[ledger.type[row]! as 0 | 1 | 2] += Math.abs(ledger.cents[row]!);
    sums[3]++;
  }
  return [...byCurrency.keys()].sort().flatMap((currency) => {
    const days = byCurrency.get(currency)!;
    const sums = new Map<string, [number, number, number, number]>();
    for (const [day, parts] of days) {
      const month = monthText(day * DAY_MS);
      const sum = sums.get(month) ?? [0, 0, 0, 0];
      sums.set(month, sum.map((value, i) => value + parts[i]!) as [number, number, number, number]);
    }
    const names = [...sums.keys()].sort();
    const months: Month[] = [];
    let opening = 0;
    for (let month = names[0]!; month <= names[names.length - 1]!; month = nextMonth(month)) {
      const sum = sums.get(month) ?? [0, 0, 0, 0];
      const [earned, spent, expired] = [sum[EARNED], sum[SPENT], sum[EXPIRED]];
      const closing = opening + earned - spent - expired;
      months.push({ currency, month, opening, earned, spent, expired, closing, movements: sum[3] });
      opening = closing;
    }
    return months;
  });
}

/**
 * A month of the roll-forward in each currency, whose closing is the run's where the period ends at the
 * cut-off. One in which nothing has moved, or that lies before the first movement, is quiet.
 */
export function ofPeriod(months: readonly Month[], period: string): Month[] {
  const currencies = [...new Set(months.map(({ currency }) => currency))];
  return (currencies.length === 0 ? [''] : currencies).map((currency) => {
    const upTo = months.filter((month) => month.currency === currency && month.month <= period);
    const last = upTo[upTo.length - 1];
    if (last?.month === period) return last;
    const balance = last?.closing ?? 0;
    const quiet = { earned: 0, spent: 0, expired: 0, movements: 0 };
    return { currency, month: period, opening: balance, ...quiet, closing: balance };
  });
}

function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12
    ? `${String(year + 1).padStart(4, '0')}-01`
    : `${String(year).padStart(4, '0')}-${String(number + 1).padStart(2, '0')}`;
}

function currencyOf(ledger: Ledger, row: number): string {
  return ledger.currency ? ledger.currency.pool[ledger.currency.codes[row]!]! : '';
}

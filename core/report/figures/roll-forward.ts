import { EARNED, EXPIRED, SPENT } from '../../ledger/ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { DAY_MS } from '../../ledger/time.ts';
import type { Calendar, Span } from '../../periods/period-kind.ts';
import { kindOf } from '../../periods/periods.ts';
import type { RollForwardKind } from '../../periods/periods.ts';

/** A period of the roll-forward: opening + earned − spent − expired = closing. Cents, unsigned but the balances. */
export interface RolledPeriod {
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  /** Its name: `2026-06`, `2026-W23`. */
  readonly period: string;
  readonly opening: number;
  readonly earned: number;
  readonly spent: number;
  readonly expired: number;
  readonly closing: number;
  readonly movements: number;
}

/** By type code unsigned cents, and the number of movements. */
export type DaySums = [earned: number, spent: number, expired: number, movements: number];

/**
 * Every period of a kind from that of the first movement to that of the last, those without movement included,
 * by currency.
 */
export function rollForward(
  days: DailySums,
  id: RollForwardKind,
  calendar: Calendar,
): RolledPeriod[] {
  const kind = kindOf(id);
  return [...days.keys()].sort().flatMap((currency) => {
    const ofCurrency = days.get(currency)!;
    const inOrder = [...ofCurrency.keys()].sort((a, b) => a - b);
    const periods: RolledPeriod[] = [];
    let balance = 0;
    let next = 0;
    for (let day = inOrder[0]!; next < inOrder.length;) {
      const period = kind.at(day * DAY_MS, calendar);
      const after = Math.floor(kind.spanOf(period, calendar)!.end / DAY_MS) + 1;
      const sums: DaySums = [0, 0, 0, 0];
      for (; next < inOrder.length && inOrder[next]! < after; next++)
        add(sums, ofCurrency.get(inOrder[next]!)!);
      const rolled = rolledFrom(currency, period, balance, sums);
      periods.push(rolled);
      balance = rolled.closing;
      day = after;
    }
    return periods;
  });
}

/**
 * One period in each currency, whose closing is the run's where it ends at the cut-off. One in which nothing has
 * moved, or that lies before the first movement, is quiet.
 */
export function rolledPeriod(
  days: DailySums,
  period: string,
  { start, end }: Span,
): RolledPeriod[] {
  return (days.size === 0 ? [''] : [...days.keys()].sort()).map((currency) => {
    const before: DaySums = [0, 0, 0, 0];
    const within: DaySums = [0, 0, 0, 0];
    for (const [day, sums] of days.get(currency) ?? [])
      if (day * DAY_MS < start) add(before, sums);
      else if (day * DAY_MS <= end) add(within, sums);
    const opening = before[EARNED] - before[SPENT] - before[EXPIRED];
    return rolledFrom(currency, period, opening, within);
  });
}

function rolledFrom(
  currency: string,
  period: string,
  opening: number,
  [earned, spent, expired, movements]: DaySums,
): RolledPeriod {
  const closing = opening + earned - spent - expired;
  return { currency, period, opening, earned, spent, expired, closing, movements };
}

function add(to: DaySums, sums: DaySums): void {
  for (let i = 0; i < sums.length; i++) to[i]! += sums[i]!;
}

/** What moved on each day (since 1970), by currency. */
export type DailySums = ReadonlyMap<string, ReadonlyMap<number, DaySums>>;

/** The sums from which periods of any kind are drawn up. */
export function dailySums(ledger: Ledger): DailySums {
  const byCurrency = new Map<string, Map<number, DaySums>>();
  for (let row = 0; row < ledger.rows; row++) {
    const currency = currencyOf(ledger, row);
    let days = byCurrency.get(currency);
    if (!days) byCurrency.set(currency, (days = new Map()));
    const day = Math.floor(ledger.createdAt[row]! / DAY_MS);
    let sums = days.get(day);
    if (!sums) days.set(day, (sums = [0, 0, 0, 0]));
    sums[ledger.type[row]! as 0 | 1 | 2] += Math.abs(ledger.cents[row]!);
    sums[3]++;
  }
  return byCurrency;
}

function currencyOf(ledger: Ledger, row: number): string {
  return ledger.currency ? ledger.currency.pool[ledger.currency.codes[row]!]! : '';
}

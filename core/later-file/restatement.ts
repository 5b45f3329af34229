import { compareIdTexts, idText } from '../ledger/ids.ts';
import { EARNED, EXPIRED, SPENT } from '../ledger/ledger.ts';
import type { Ledger, TextColumn } from '../ledger/ledger.ts';
import type { Merged } from './merge/merge-later-file.ts';

/** Differences in cents: what is reported now less what was. Spent and expired are unsigned amounts. */
interface Differences {
  readonly earned: number;
  readonly spent: number;
  readonly expired: number;
  /** Of the activity: earned − spent − expired. */
  readonly net: number;
  /** Of the balance at the month's end: the net differences of this month and all before it. */
  readonly closing: number;
}

/** A month of an account whose activity is another one than was reported. */
export interface RestatedAccountMonth extends Differences {
  readonly customer: string;
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  /** `YYYY-MM`. */
  readonly month: string;
}

/** A month in which the total of all customers, or what redemptions took, differs from what was reported. */
export interface RestatedMonth extends Differences {
  readonly currency: string;
  readonly month: string;
  /** Customers whose activity of this month differs. */
  readonly customers: number;
  /** Redemptions of this month that take other lots, or other amounts of them, than was reported. */
  readonly rematched: number;
}

export interface Restatement {
  /** By customer in output order, currency, month. */
  readonly accounts: readonly RestatedAccountMonth[];
  /** By currency, month; also those where only the closing balance differs, because an earlier month does. */
  readonly months: readonly RestatedMonth[];
}

/**
 * What a run changes in months that the run it stands on has reported: movements added, changed or taken
 * away up to `reportedUntil` (wall-clock ms, inclusive), and redemptions up to then that were rematched
 * (merged rows). Both lists are empty where nothing that was reported changes. A month whose changes
 * cancel out is listed only where customers or redemptions differ.
 */
export function restatement(
  merged: RestatedBy,
  rematchedRedemptions: Int32Array,
  reportedUntil: number,
): Restatement {
  const months = createMonthSums();
  const accounts = restatedAccounts(merged, reportedUntil, months);
  const { ledger } = merged;
  for (const m of rematchedRedemptions)
    if (ledger.createdAt[m]! <= reportedUntil)
      months.of(ledger.currency?.codes[m] ?? -1, monthNumber(ledger.createdAt[m]!)).rematched++;
  const lastMonth = monthNumber(reportedUntil);
  return {
    accounts,
    months: currenciesByText(months.byCurrency.keys(), ledger.currency).flatMap(
      ({ code, currency }) => restatedMonths(months.byCurrency.get(code)!, currency, lastMonth),
    ),
  };
}

/** The last ms of the month that a moment is in (wall-clock ms): for whom the whole month counts as reported. */
export function endOfMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) - 1;
}

type RestatedBy = Pick<Merged, 'ledger' | 'added' | 'replaced' | 'takenAway'>;

interface Sums {
  /** By type code, unsigned amounts of what came less what was taken away. */
  readonly cents: [number, number, number];
  customers: number;
  rematched: number;
}

interface MonthSums {
  readonly byCurrency: Map<number, Map<number, Sums>>;
  of(currency: number, month: number): Sums;
}

function createMonthSums(): MonthSums {
  const byCurrency = new Map<number, Map<number, Sums>>();
  return {
    byCurrency,
    of(currency, month) {
      let months = byCurrency.get(currency);
      if (!months) byCurrency.set(currency, (months = new Map()));
      let sums = months.get(month);
      if (!sums) months.set(month, (sums = { cents: [0, 0, 0], customers: 0, rematched: 0 }));
      return sums;
    },
  };
}

/**
 * Both what came and what was taken away stand by customer, so they are walked along together and no
 * more than one customer's sums are held at a time. The months' sums of all are added to `total`.
 */
function restatedAccounts(
  { ledger, added, replaced, takenAway }: RestatedBy,
  reportedUntil: number,
  total: MonthSums,
): RestatedAccountMonth[] {
  const { values, pool } = ledger.customer;
  const came = new Int32Array(added.length + replaced.length);
  came.set(added);
  came.set(replaced, added.length);
  came.sort();
  const restated: RestatedAccountMonth[] = [];
  for (let i = 0, j = 0; i < came.length || j < takenAway.rows;) {
    const customer = earlierId(values[came[i]!], takenAway.customer.values[j], pool);
    const own = createMonthSums();
    const add = (
      side: Pick<Ledger, 'createdAt' | 'type' | 'cents' | 'currency'>,
      row: number,
      sign: 1 | -1,
    ): void => {
      if (side.createdAt[row]! > reportedUntil) return;
      const month = monthNumber(side.createdAt[row]!);
      const sums = own.of(side.currency?.codes[row] ?? -1, month).cents;
      sums[side.type[row] as 0 | 1 | 2] += sign * Math.abs(side.cents[row]!);
    };
    for (; i < came.length && values[came[i]!] === customer; i++) add(ledger, came[i]!, 1);
    for (; j < takenAway.rows && takenAway.customer.values[j] === customer; j++)
      add(takenAway, j, -1);
    for (const { code, currency } of currenciesByText(own.byCurrency.keys(), ledger.currency)) {
      let closing = 0;
      for (const [month, { cents }] of byMonth(own.byCurrency.get(code)!)) {
        const differences = differencesOf(cents, closing);
        closing = differences.closing;
        if (cents.every((sum) => sum === 0)) continue;
        restated.push({
          customer: idText(pool, customer),
          currency,
          month: monthName(month),
          ...differences,
        });
        const sums = total.of(code, month);
        cents.forEach((sum, type) => (sums.cents[type as 0 | 1 | 2] += sum));
        sums.customers++;
      }
    }
  }
  return restated;
}

function restatedMonths(
  sums: Map<number, Sums>,
  currency: string,
  lastMonth: number,
): RestatedMonth[] {
  const restated: RestatedMonth[] = [];
  const first = byMonth(sums)[0]![0];
  let closing = 0;
  for (let month = first; month <= lastMonth; month++) {
    const { cents, customers, rematched } = sums.get(month) ?? NOTHING;
    const differences = differencesOf(cents, closing);
    closing = differences.closing;
    if (closing !== 0 || customers > 0 || rematched > 0)
      restated.push({ currency, month: monthName(month), ...differences, customers, rematched });
  }
  return restated;
}

const NOTHING: Sums = { cents: [0, 0, 0], customers: 0, rematched: 0 };

function differencesOf(cents: readonly number[], closingBefore: number): Differences {
  const [earned, spent, expired] = [cents[EARNED]!, cents[SPENT]!, cents[EXPIRED]!];
  const net = earned - spent - expired;
  return { earned, spent, expired, net, closing: closingBefore + net };
}

/** The id that comes first in output order, of two of which one may be missing. */
function earlierId(a: number | undefined, b: number | undefined, pool: readonly string[]): number {
  if (a === undefined || b === undefined) return (a ?? b)!;
  if (a >= 0 && b >= 0) return Math.min(a, b);
  return compareIdTexts(idText(pool, a), idText(pool, b)) <= 0 ? a : b;
}

function currenciesByText(
  codes: Iterable<number>,
  currency: TextColumn | null,
): { code: number; currency: string }[] {
  return [...codes]
    .map((code) => ({ code, currency: currency?.pool[code] ?? '' }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function byMonth(sums: Map<number, Sums>): [number, Sums][] {
  return [...sums].sort(([a], [b]) => a - b);
}

/** Months since year 0. */
function monthNumber(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function monthName(month: number): string {
  const year = Math.floor(month / 12);
  return `${String(year).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

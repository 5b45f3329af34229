import type { Matching } from '../../ledger/draft.ts';
import { currenciesOf } from '../../ledger/accounts.ts';
import { EARNED, EXPIRED, SPENT } from '../../ledger/ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { DAY_MS, monthText } from '../../ledger/time.ts';
import { openCents } from './balances.ts';

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

function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12
    ? `${String(year + 1).padStart(4, '0')}-01`
    : `${String(year).padStart(4, '0')}-${String(number + 1).padStart(2, '0')}`;
}

function currencyOf(ledger: Ledger, row: number): string {
  return ledger.currency ? ledger.currency.pool[ledger.currency.codes[row]!]! : '';
}

export interface AgeBucket {
  readonly currency: string;
  readonly bucket: string;
  readonly lots: number;
  readonly cents: number;
}

const AGES: readonly [number, string][] = [
  [30, '0–30 days'],
  [60, '31–60 days'],
  [90, '61–90 days'],
  [180, '91–180 days'],
  [365, '181–365 days'],
  [Infinity, 'over 365 days'],
];
const EXPIRIES: readonly [number, string][] = [
  [-1, 'past its expiry'],
  [30, 'within 30 days'],
  [60, 'within 31–60 days'],
  [90, 'within 61–90 days'],
  [Infinity, 'later'],
];
const NO_EXPIRY = 'no expiry';

/** Open lots by age and by time to expiry, as of a moment. Lots past their expiry are breakage to come. */
export function aging(
  ledger: Ledger,
  matching: Matching,
  asOf: number,
): { byAge: AgeBucket[]; byExpiry: AgeBucket[] } {
  // One place for each currency and bucket: a text made for each of millions of lots takes far longer.
  const currencies = ledger.currency ? currenciesOf(ledger) : [['', -1] as [string, number]];
  const placeOf = new Int32Array((ledger.currency?.pool.length ?? 0) + 1);
  currencies.forEach(([, code], c) => (placeOf[code + 1] = c));
  const expiryNames = [...EXPIRIES.map(([, name]) => name), NO_EXPIRY];
  const tally = (names: readonly string[]) => ({
    names,
    lots: new Float64Array(currencies.length * names.length),
    cents: new Float64Array(currencies.length * names.length),
  });
  const ages = tally(AGES.map(([, name]) => name));
  const expiries = tally(expiryNames);
  const count = (
    into: ReturnType<typeof tally>,
    currency: number,
    bucket: number,
    cents: number,
  ) => {
    const place = currency * into.names.length + bucket;
    into.lots[place]!++;
    into.cents[place]! += cents;
  };
  for (let row = 0; row < ledger.rows; row++) {
    const cents = openCents(ledger, matching, row);
    if (cents === 0) continue;
    const age = Math.floor((asOf - ledger.createdAt[row]!) / DAY_MS);
    const expires = ledger.expiresAt[row]!;
    const left = expires < asOf ? -1 : Math.floor((expires - asOf) / DAY_MS);
    const currency = placeOf[(ledger.currency?.codes[row] ?? -1) + 1]!;
    count(ages, currency, bucketOf(AGES, age), cents);
    count(
      expiries,
      currency,
      Number.isNaN(expires) ? EXPIRIES.length : bucketOf(EXPIRIES, left),
      cents,
    );
  }
  const buckets = ({ names, lots, cents }: ReturnType<typeof tally>): AgeBucket[] =>
    currencies.flatMap(([currency], c) =>
      names.map((bucket, b) => ({
        currency,
        bucket,
        lots: lots[c * names.length + b]!,
        cents: cents[c * names.length + b]!,
      })),
    );
  return { byAge: buckets(ages), byExpiry: buckets(expiries) };
}

/** The first bucket whose limit is not exceeded; the last has none. */
function bucketOf(buckets: readonly (readonly [number, string])[], value: number): number {
  let bucket = 0;
  while (bucket < buckets.length - 1 && value > buckets[bucket]![0]) bucket++;
  return bucket;
}

import { currenciesOf } from '../../ledger/accounts.ts';
import type { Matching } from '../../ledger/draft.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { DAY_MS } from '../../ledger/time.ts';
import { openCents } from './balances.ts';

/** Open lots of an age, or of a time to expiry. */
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
  [60, 'in 31–60 days'],
  [90, 'in 61–90 days'],
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

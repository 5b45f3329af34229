import type { AnomalyKind } from '../../../core/contract/anomalies/anomalies.ts';
import { accountsOf } from '../../../core/ledger/accounts.ts';
import { arrangedLedger } from '../../../core/ledger/arranged-ledger.ts';
import { EARNED, SPENT } from '../../../core/ledger/ledger.ts';
import type { Ledger } from '../../../core/ledger/ledger.ts';
import { DAY_MS } from '../../../core/ledger/time.ts';
import { generateLedger } from '../../../main/generate/ledger/ledger-model.ts';
import { seededRandom } from '../../../main/generate/ledger/random.ts';
import { REASONS } from '../../../main/generate/ledger/reasons.ts';

/** A ledger, and of which customers what was planted in it. */
export interface PlantedLedger {
  readonly ledger: Ledger;
  readonly planted: readonly { readonly kind: AnomalyKind; readonly customer: string }[];
}

interface Row {
  type: number;
  at: number;
  expires: number;
  customer: number;
  cents: number;
  reason: number;
}

/** Into its last two months the generator squeezes what customers who come back late still do: out of line in truth. */
const FIRST_SQUEEZED = Date.UTC(2026, 8, 1);
const PRICED = REASONS.indexOf('Refund');
const ROUND_CENTS = [1000, 2000, 3000, 4000, 5000, 1500, 2500];

/**
 * The generated ledger of a seed with so many faults of each kind, each with a customer of its own that has at most 15
 * movements and has been there for four months: an amount 100 to 200 times what it was, as where the decimal point was
 * lost; 32 to 47 redemptions within a month; a lot that lasts 4 to 9 years; 20 to 29 lots of round amounts; a lot booked
 * twice on a day, of an amount that no other has.
 */
export function plantedLedger(seed: number, rows: number, each: number, times = 1): PlantedLedger {
  const model = generateLedger({ rows, seed });
  const random = seededRandom(seed, 99);
  const below = (most: number): number => Math.floor(random() * most);
  const generated = Array.from({ length: rows }, (_, r): Row => ({
    type: model.type[r]!,
    at: model.createdAt[r]!,
    expires: model.expiresAt[r]!,
    customer: model.customer[r]!,
    cents: model.cents[r]!,
    reason: model.reason[r]!,
  }));
  const all = generated.filter(({ at }) => at < FIRST_SQUEEZED);
  const customers = new Map<number, { count: number; first: number }>();
  for (const { customer, at } of all) {
    const of = customers.get(customer);
    customers.set(customer, {
      count: (of?.count ?? 0) + 1,
      first: Math.min(of?.first ?? at, at),
    });
  }
  const amounts = new Set(all.map(({ cents }) => cents));
  const taken = new Set<number>();
  const planted: { kind: AnomalyKind; customer: string }[] = [];
  const plant = (kind: AnomalyKind, change: (row: Row) => void): void => {
    for (let n = 0; n < each;) {
      const row = all[below(all.length)]!;
      if (row.type !== EARNED || row.reason !== PRICED || taken.has(row.customer)) continue;
      const { count, first } = customers.get(row.customer)!;
      if (count > 15 || row.at - first < 120 * DAY_MS) continue;
      taken.add(row.customer);
      planted.push({ kind, customer: String(row.customer) });
      change(row);
      n++;
    }
  };
  plant('size', (row) => (row.cents *= 100 + below(100)));
  plant('expiry', (row) => (row.expires = row.at + (1460 + below(1800)) * DAY_MS));
  plant('duplicate', (row) => {
    while (amounts.has(row.cents)) row.cents = 4000 + below(15_000);
    amounts.add(row.cents);
    all.push({ ...row });
  });
  const further = (row: Row, least: number, change: () => Partial<Row>): void => {
    const count = least + below(least / 2);
    for (let n = 0; n < count; n++) all.push({ ...row, ...change() });
  };
  plant('round', (row) =>
    further(row, 20, () => {
      const at = model.createdAt[0]! + below(600) * DAY_MS;
      return { at, expires: at + 365 * DAY_MS, cents: ROUND_CENTS[below(ROUND_CENTS.length)]! };
    }),
  );
  plant('frequency', (row) => {
    const month = new Date(row.at);
    const start = Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), 1);
    further(row, 32, () => ({
      type: SPENT,
      at: start + below(27 * DAY_MS),
      expires: NaN,
      cents: -(200 + below(1800)),
      reason: 0,
    }));
  });
  return { ledger: ledgerOfRows(all, times), planted };
}

/** The arranged ledger of rows, each amount taken so many times. */
function ledgerOfRows(all: readonly Row[], times: number): Ledger {
  const float64 = (of: (row: Row, r: number) => number): Float64Array => Float64Array.from(all, of);
  const customer = { values: float64((row) => row.customer), pool: [] };
  return arrangedLedger({
    rows: all.length,
    id: { values: float64((_, r) => r + 1), pool: [] },
    type: Uint8Array.from(all, ({ type }) => type),
    createdAt: float64(({ at }) => at),
    expiresAt: float64(({ expires }) => expires),
    customer,
    order: { values: float64(() => NaN), pool: [] },
    cents: float64(({ cents }) => cents * times),
    reason: { codes: Int32Array.from(all, ({ reason }) => reason - 1), pool: REASONS.slice(1) },
    currency: null,
    extras: [],
    sheetRow: Int32Array.from(all, (_, r) => r + 2),
    columns: [],
    ...accountsOf(customer, null, all.length),
  });
}

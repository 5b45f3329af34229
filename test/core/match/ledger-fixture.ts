import fc from 'fast-check';
import { accountsOf } from '../../../core/ledger/accounts.ts';
import { arrangedLedger } from '../../../core/ledger/arranged-ledger.ts';
import { createIdPool } from '../../../core/ledger/ids.ts';
import type { Ledger } from '../../../core/ledger/ledger.ts';
import type { Movement } from './naive-reference.ts';

/** An arranged ledger of the movements; the sheet's rows count from 2 in the order given. */
export function ledgerOf(movements: readonly Movement[]): Ledger {
  const ids = createIdPool();
  const customers = createIdPool();
  const currencies = [...new Set(movements.map(({ currency }) => currency))];
  const n = movements.length;
  const shared = <A>(make: new (buffer: SharedArrayBuffer) => A, bytes: number): A =>
    new make(new SharedArrayBuffer(n * bytes));
  const ledger = {
    rows: n,
    id: { values: shared(Float64Array, 8), pool: ids.texts },
    type: shared(Uint8Array, 1),
    createdAt: shared(Float64Array, 8),
    expiresAt: shared(Float64Array, 8).fill(NaN),
    customer: { values: shared(Float64Array, 8), pool: customers.texts },
    order: { values: shared(Float64Array, 8).fill(NaN), pool: [] },
    cents: shared(Float64Array, 8),
    reason: { codes: shared(Int32Array, 4).fill(-1), pool: [] },
    currency: { codes: shared(Int32Array, 4), pool: currencies },
    extras: [],
    sheetRow: shared(Int32Array, 4),
    columns: [],
  };
  movements.forEach((movement, r) => {
    ledger.id.values[r] = ids.ofText(movement.id);
    ledger.type[r] = ['earned', 'spent', 'expired'].indexOf(movement.type);
    ledger.createdAt[r] = movement.at;
    ledger.customer.values[r] = customers.ofText(movement.customer);
    ledger.cents[r] = movement.type === 'earned' ? movement.cents : -movement.cents;
    ledger.currency.codes[r] = currencies.indexOf(movement.currency);
    ledger.sheetRow[r] = r + 2;
  });
  return arrangedLedger({ ...ledger, ...accountsOf(ledger.customer, ledger.currency, n) });
}

/**
 * Ledgers that are small and full of trouble: few customers, few instants, so ties everywhere; ids as
 * numbers, texts, with leading zeros, beyond 2^53; redemptions before any lot; equal and one-cent amounts.
 */
export const ledgers: fc.Arbitrary<Movement[]> = fc
  .uniqueArray(
    fc.record({
      id: fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: 0, max: 30 }).map(String) },
        fc.integer({ min: 0, max: 12 }).map((n) => `0${n}`),
        fc.constantFrom(
          'A',
          'B1',
          'b',
          '-5',
          'Z\u{1F600}',
          '90071992547409931',
          '12345678901234567890',
        ),
      ),
      type: fc.constantFrom('earned', 'earned', 'spent', 'expired'),
      at: fc.integer({ min: 0, max: 5 }).map((n) => 1_700_000_000_000 + n * 1000),
      customer: fc.constantFrom('1', '1', '2', '007', 'c'),
      currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR'),
      cents: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(100, 250, 1)),
    }),
    { selector: ({ id }) => id, maxLength: 14, size: 'max' },
  )
  .map((rows) => rows as Movement[]);

import fc from 'fast-check';
import type { CustomerGroups } from '../../../core/close/tie-out/sub-ledger.ts';
import { createIdPool, idText } from '../../../core/ledger/ids.ts';
import type { Ledger } from '../../../core/ledger/ledger.ts';
import { DAY_MS } from '../../../core/ledger/time.ts';
import { ledgerOf } from '../match/ledger-fixture.ts';
import type { Movement } from '../match/naive-reference.ts';

/** A movement with what the close looks at besides. */
export interface CloseMovement extends Movement {
  readonly reason: string;
  /** Wall-clock ms; null for none. */
  readonly expires: number | null;
}

const FIRST_DAY = Date.UTC(2025, 0, 1);
/** `YYYY-MM-DD`: no movement of the fixtures lies after it. */
export const LAST_DAY = '2026-03-31';
const REASONS = ['Refund', 'Goodwill', 'Reward', ''] as const;

/** Ledgers of fifteen months, with several currencies, reasons, companies and expiries, and redemptions without lots. */
export const closeLedgers: fc.Arbitrary<CloseMovement[]> = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 500 }).map(String),
      type: fc.constantFrom('earned', 'earned', 'earned', 'spent', 'spent', 'expired'),
      day: fc.integer({ min: 0, max: 450 }),
      customer: fc.constantFrom('1', '2', '3', '4'),
      currency: fc.constantFrom('USD', 'USD', 'EUR'),
      cents: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(1000, 2500)),
      reason: fc.constantFrom(...REASONS),
      validity: fc.option(fc.constantFrom(0, 30, 90, 365), { nil: null }),
    }),
    { selector: ({ id }) => id, maxLength: 40, size: 'max' },
  )
  .map((rows) =>
    rows.map(({ day, validity, ...row }): CloseMovement => {
      const at = FIRST_DAY + day * DAY_MS + (Number(row.id) % 24) * 3_600_000;
      const isLot = row.type === 'earned' && validity !== null;
      return {
        ...row,
        type: row.type as Movement['type'],
        at,
        expires: isLot ? at + validity * DAY_MS : null,
      };
    }),
  );

/** The arranged ledger of the movements. */
export function closeLedgerOf(movements: readonly CloseMovement[]): Ledger {
  const ledger = ledgerOf(movements);
  const byId = new Map(movements.map((movement) => [movement.id, movement]));
  const pool = [...new Set(movements.map(({ reason }) => reason))].filter((text) => text !== '');
  const codes = new Int32Array(ledger.rows);
  const expiresAt = new Float64Array(ledger.rows);
  for (let r = 0; r < ledger.rows; r++) {
    const { reason, expires } = byId.get(idText(ledger.id.pool, ledger.id.values[r]!))!;
    codes[r] = pool.indexOf(reason);
    expiresAt[r] = expires ?? NaN;
  }
  return { ...ledger, reason: { codes, pool }, expiresAt };
}

/** Customers 1 and 2 are of one company, 3 of another, 4 of none; customer 1 has a region. */
export function customerGroupsOf(ledger: Ledger): CustomerGroups {
  const { ofText } = createIdPool(ledger.customer.pool);
  return {
    groupColumns: ['COMPANY', 'REGION'],
    groups: new Map([
      [ofText('1'), ['North', 'Coast']],
      [ofText('2'), ['North', '']],
      [ofText('3'), ['South', '']],
    ]),
  };
}

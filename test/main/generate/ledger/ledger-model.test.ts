import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exceptionCount, generateLedger } from '../../../../main/generate/ledger/ledger-model.ts';
import type { LedgerModel } from '../../../../main/generate/ledger/ledger-model.ts';
import { customerRows, salesRows } from '../../../../main/generate/ledger/lookup-sheets.ts';
import { FIRST_MOMENT, LAST_MOMENT } from '../../../../main/generate/ledger/moments.ts';
import { REASONS } from '../../../../main/generate/ledger/reasons.ts';
import { naiveFifo, overdueLots } from './naive-fifo.ts';
import { drawn } from '../../../amount.ts';

const EARNED = 0;
const SPENT = 1;
const EXPIRED = 2;
const wishes = fc
  .record({
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    rows: fc.integer({ min: 1, max: 3000 }),
    rowsPerCustomer: fc.integer({ min: 1, max: 200 }),
  })
  .map(({ seed, rows, rowsPerCustomer }) => ({
    seed,
    rows,
    customers: Math.ceil(rows / rowsPerCustomer),
  }));
const rowsOfKind = (ledger: LedgerModel, ...kinds: string[]): number[] =>
  ledger.exceptions.flatMap(({ kind, row }) => (kinds.includes(kind) ? [row] : [])).sort();

describe('a generated ledger', () => {
  it('is determined by its seed', () => {
    const wish = { rows: 3000, seed: 11 };
    expect(generateLedger(wish)).toEqual(generateLedger(wish));
    expect(generateLedger(wish).cents).not.toEqual(generateLedger({ ...wish, seed: 12 }).cents);
  });

  it('holds the rules of a ledger', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const ledger = generateLedger(wish);
        expect(ledger.rows).toBe(wish.rows);
        expect(new Set(ledger.customerIds).size).toBe(ledger.customerIds.length);
        expect(new Set(ledger.customer)).toEqual(new Set(ledger.customerIds));
        for (let r = 0; r < wish.rows; r++) {
          const type = ledger.type[r]!;
          const created = ledger.createdAt[r]!;
          const cents = ledger.cents[r]!;
          const fine =
            (r === 0 || ledger.id[r]! > ledger.id[r - 1]!) &&
            [EARNED, SPENT, EXPIRED].includes(type) &&
            created >= FIRST_MOMENT &&
            created <= LAST_MOMENT &&
            Number.isInteger(created) &&
            (type === EARNED ? cents > 0 : cents < 0) &&
            Math.abs(cents) < 10_000_000 &&
            (type === EARNED
              ? ledger.expiresAt[r]! > created
              : Number.isNaN(ledger.expiresAt[r])) &&
            (type === EARNED) === (REASONS[ledger.reason[r]!] !== '') &&
            (type === SPENT || ledger.order[r] === 0);
          if (!fine) expect.fail(`row ${r} of ${JSON.stringify(wish)}`);
        }
        expect(rowsOfKind(ledger, 'order-blank')).toEqual(
          [...ledger.type.keys()].filter((r) => ledger.type[r] === SPENT && ledger.order[r] === 0),
        );
      }),
      drawn(60),
    );
  });

  it('surprises the matching on its honest exceptions only', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const ledger = generateLedger(wish);
        const exact = naiveFifo(ledger, false);
        const oneToOne = naiveFifo(ledger, true);
        const early = rowsOfKind(ledger, 'expired-early');
        const unmatched = rowsOfKind(ledger, 'redemption-unmatched');
        expect(exact.expiredEarly.sort()).toEqual(early);
        expect(oneToOne.expiredEarly.sort()).toEqual(early);
        expect(exact.unmatched.sort()).toEqual(unmatched);
        expect(oneToOne.unmatched.sort()).toEqual(unmatched);
        // An account that went below zero by an unmatched redemption may do so again.
        const broken = new Set(
          rowsOfKind(ledger, 'over-redeemed', 'redemption-unmatched').map(
            (r) => ledger.customer[r]!,
          ),
        );
        for (const r of exact.negative) expect(broken).toContain(ledger.customer[r]!);
        expect(new Set(exact.negative.map((r) => ledger.customer[r]!))).toEqual(broken);
        expect(overdueLots(ledger, LAST_MOMENT)).toBe(0);
      }),
      drawn(100),
    );
  });

  it('keeps the order of lots of one moment, though the older of them was entered late', () => {
    // Seeds whose late entries once swapped two lots of different expiry.
    for (const [seed, rows, customers] of [
      [461, 2660, 1070],
      [475, 1526, 202],
      [704, 2977, 835],
    ] as const) {
      const ledger = generateLedger({ seed, rows, customers });
      const early = rowsOfKind(ledger, 'expired-early');
      expect(naiveFifo(ledger, false).expiredEarly.sort()).toEqual(early);
      expect(overdueLots(ledger, LAST_MOMENT)).toBe(0);
    }
  });

  it('plants one honest exception in 2,000 rows, and each kind in 2,000', () => {
    expect(exceptionCount(100)).toBe(0);
    const sample = generateLedger({ rows: 2000, seed: 7, customers: 200 });
    expect(sample.exceptions).toHaveLength(6);
    expect(new Set(sample.exceptions.map(({ kind }) => kind)).size).toBe(5);
    expect(generateLedger({ rows: 100_000, seed: 3 }).exceptions).toHaveLength(50);
    expect(generateLedger({ rows: 2000, seed: 7, lifelike: false }).exceptions).toEqual([]);
  });

  it('is skewed like life: most customers have a handful of rows, a few have thousands', () => {
    const ledger = generateLedger({ rows: 200_000, seed: 5 });
    const counts = new Map<number, number>();
    for (const customer of ledger.customer) counts.set(customer, (counts.get(customer) ?? 0) + 1);
    const sorted = [...counts.values()].sort((a, b) => b - a);
    expect(sorted).toHaveLength(20_000);
    expect(sorted[10_000]).toBeLessThanOrEqual(6);
    expect(sorted[0]).toBeGreaterThan(1500);
    expect(sorted[200]).toBeLessThan(300);
  });

  it('has the proportions of a real one', () => {
    const ledger = generateLedger({ rows: 100_000, seed: 5 });
    const share = (test: (r: number) => boolean): number =>
      [...ledger.id.keys()].filter(test).length / ledger.rows;
    expect(share((r) => ledger.type[r] === EARNED)).toBeGreaterThan(0.6);
    expect(share((r) => ledger.type[r] === SPENT)).toBeGreaterThan(0.2);
    expect(share((r) => ledger.type[r] === EXPIRED)).toBeGreaterThan(0.01);
    // Most credits last a year.
    const year = 365 * 86_400_000;
    expect(share((r) => ledger.expiresAt[r]! - ledger.createdAt[r]! === year)).toBeGreaterThan(0.6);
    // Ids rise with the clock, but for what was entered late.
    const late = share((r) => r > 0 && ledger.createdAt[r]! < ledger.createdAt[r - 1]! - 1000);
    expect(late).toBeGreaterThan(0);
    expect(late).toBeLessThan(0.05);
    // Customers sleep.
    const hour = (r: number): number => new Date(ledger.createdAt[r]!).getUTCHours();
    expect(share((r) => hour(r) === 3)).toBeLessThan(share((r) => hour(r) === 20) / 5);
  });

  it('refuses what cannot be', () => {
    expect(() => generateLedger({ rows: 0, seed: 1 })).toThrow(RangeError);
    expect(() => generateLedger({ rows: 10, seed: 1, customers: 11 })).toThrow(RangeError);
  });
});

describe('the lookup sheets', () => {
  const ledger = generateLedger({ rows: 5000, seed: 21 });
  const sales = [...salesRows(ledger)];

  it('hold every order but the orphans, under its customer', () => {
    const owner = new Map(sales.map(([order, customer]) => [order, customer]));
    expect(owner.size).toBe(sales.length);
    const strangers = [...ledger.order.keys()].filter(
      (r) => ledger.order[r] !== 0 && owner.get(ledger.order[r]!) !== ledger.customer[r],
    );
    expect(strangers.sort()).toEqual(rowsOfKind(ledger, 'orphan-order'));
    const paid = new Set(ledger.order);
    expect(sales.filter(([order]) => !paid.has(order)).length).toBeGreaterThan(50);
  });

  it('value an order above the credit that paid for it, to the cent', () => {
    const credit = new Map(
      [...ledger.order.keys()].map((r) => [ledger.order[r]!, ledger.cents[r]!]),
    );
    for (const [order, , gross, weight] of sales) {
      expect(gross * 100).toBeGreaterThan(-(credit.get(order) ?? 0));
      expect(gross).toBe(Number(gross.toFixed(2)));
      expect(weight).toBe(Number(weight.toFixed(2)));
    }
  });

  it('hold every customer, at an address that leads nowhere', () => {
    const customers = [...customerRows(ledger.customerIds, ledger.seed)];
    expect(customers.map(([id]) => id)).toEqual([...ledger.customerIds]);
    for (const [, email] of customers) expect(email).toMatch(/^[a-z]+\.\d+@example\.com$/);
  });
});

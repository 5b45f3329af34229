import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GridCell } from '../../../core/contract/api/grid.ts';
import { POLICIES } from '../../../core/contract/settings.ts';
import { neutralText } from '../../../core/contract/spreadsheet/neutral-text.ts';
import { problemOf, SAMPLES, scratch } from '../app/application-fixture.ts';
import { csvText, ledgerKinds, writeLedger } from './generated-ledger.ts';
import { gridOf, output, reconciled } from './grid-fixture.ts';
import { byName, readTable } from './run-tables.ts';
import { drawn } from '../../amount.ts';

describe('the flags of the grid', () => {
  it('are the exceptions of the run, row by row, under every policy', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(ledgerKinds, async (kind) => {
        for (const policy of POLICIES) {
          const dataDir = scratch();
          const source = join(dataDir, 'ledger.csv');
          writeLedger(source, kind);
          const runId = await reconciled(dataDir, source, { policy, toleranceCents: 150 });
          const grid = gridOf(dataDir);
          const expected = new Set(
            // A row that was set aside is in no grid.
            (await grid.exceptions(runId))
              .filter(({ code }) => code !== 'row.quarantined')
              .flatMap(({ code, ids }) => ids.map((id) => JSON.stringify([id, code]))),
          );
          const rows = await grid.all(runId);
          const found = rows.flatMap(({ cells, flags }) =>
            flags.map((code) => JSON.stringify([cells[0], code])),
          );
          expect(new Set(found)).toEqual(expected);
          expect(found).toHaveLength(expected.size);
          const quick = await grid.all(runId, { quick: 'exceptions' });
          expect(quick).toEqual(rows.filter(({ flags }) => flags.length > 0));
          for (const { flags } of rows) for (const code of flags) seen.add(code);
          await grid.app.close();
        }
      }),
      { ...drawn(3, 2), endOnFailure: true },
    );
    expect(seen.size).toBeGreaterThan(3);
  });

  it('include orders that Sales does not know', async () => {
    const dataDir = scratch();
    const runId = await reconciled(dataDir, join(SAMPLES, 'messy.xlsx'));
    const grid = gridOf(dataDir);
    const orphans = (await grid.exceptions(runId)).filter(({ code }) => code === 'order.orphan');
    const rows = await grid.all(runId);
    const flagged = rows.filter(({ flags }) => flags.includes('order.orphan'));
    expect(orphans.length).toBeGreaterThan(0);
    const column = (await grid.call('grid.open', { runId })).columns.findIndex(
      ({ field }) => field === 'TRANS_ID',
    );
    expect(new Set(flagged.map(({ cells }) => cells[column]))).toEqual(
      new Set(orphans.flatMap(({ ids }) => ids)),
    );
  });
});

/** The whole ledger, or what of it lies at a date in its midst. */
const AS_OF = fc.constantFrom(null, '2024-12-20');

describe('the trail of a customer', () => {
  it('is the balance history, the allocations and the balances of the run, to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(
        ledgerKinds,
        fc.constantFrom(...POLICIES),
        AS_OF,
        async (kind, policy, asOf) => {
          const dataDir = scratch();
          const source = join(dataDir, 'ledger.csv');
          writeLedger(source, kind);
          const runId = await reconciled(dataDir, source, { policy, asOf });
          const grid = gridOf(dataDir);
          const read = async (name: string) =>
            byName(await readTable(output(dataDir, runId, name)));
          const history = await read('customer_balance_history.parquet');
          const allocations = await read('allocations.parquet');
          const balances = await read('customer_current_balances.csv');
          const rows = new Map((await grid.all(runId)).map((row) => [String(row.cells[0]), row]));
          const customerAt = (await grid.call('grid.open', { runId })).columns.findIndex(
            ({ field }) => field === 'CUSTOMERID',
          );
          const customers = [
            ...new Set([...rows.values()].map(({ cells }) => String(cells[customerAt]))),
          ];
          const matched = new Map<string, number>();
          for (const { EARNED_ID, REDEEMER_ID, AMOUNT } of allocations)
            for (const id of [String(EARNED_ID), String(REDEEMER_ID)])
              matched.set(id, (matched.get(id) ?? 0) + Number(AMOUNT));
          for (const customer of customers) {
            const trail = await grid.call('customers.trail', { runId, customer });
            const own = ({ CUSTOMERID }: Record<string, GridCell>) =>
              String(CUSTOMERID) === customer;
            expect(trail).toMatchObject({ customer, more: 0, facts: {}, name: null });
            expect(
              trail.movements.map(({ id, type, createdAt, cents, currency, balance }) => ({
                TRANS_ID: id,
                TCTYPE: type,
                CREATEDAT: createdAt,
                AMOUNT: cents,
                CURRENCY: currency,
                CURRENT_BALANCE: balance,
              })),
            ).toEqual(
              history.filter(own).map((row) => ({
                TRANS_ID: row['TRANS_ID'],
                TCTYPE: row['TCTYPE'],
                CREATEDAT: row['CREATEDAT'],
                AMOUNT: row['AMOUNT'],
                CURRENCY: row['CURRENCY'] ?? '',
                CURRENT_BALANCE: row['CURRENT_BALANCE'],
              })),
            );
            for (const movement of trail.movements) {
              const row = rows.get(movement.id)!;
              expect(movement.n).toBe(row.n);
              expect(movement.flags).toEqual(row.flags);
              expect([movement.redeemId, movement.status, movement.matched, movement.open]).toEqual(
                row.cells.slice(-4),
              );
              expect(movement.matched).toBe(matched.get(movement.id) ?? 0);
              expect(movement.matched + movement.open).toBe(Math.abs(movement.cents));
            }
            expect(trail.later.map(({ id, n }) => [id, n])).toEqual(
              [...rows.values()]
                .filter(
                  ({ cells }) => cells[customerAt] === customer && cells.at(-3) === 'after cut-off',
                )
                .map(({ cells, n }) => [cells[0], n]),
            );
            expect(trail.pairs).toEqual(
              allocations.filter(own).map((row) => ({
                earnedId: String(row['EARNED_ID']),
                redeemerId: String(row['REDEEMER_ID']),
                cents: row['AMOUNT'],
                seq: row['SEQ'],
              })),
            );
            const cents = (text: GridCell | undefined): number => Math.round(Number(text) * 100);
            expect(trail.totals).toEqual(
              balances
                .filter((row) => row['CUSTOMERID'] === neutralText(customer))
                .map((row) => ({
                  currency: String(row['CURRENCY'] ?? ''),
                  earned: cents(row['CUMULATIVE_EARNED']),
                  spent: cents(row['CUMULATIVE_SPENT']),
                  expired: cents(row['CUMULATIVE_EXPIRED']),
                  balance: cents(row['CURRENT_BALANCE']),
                  openLots: Number(row['OPEN_LOTS']),
                  openAmount: cents(row['OPEN_LOT_AMOUNT']),
                }))
                .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
            );
            expect(new Set(trail.exceptions.map(({ key }) => key))).toEqual(
              new Set((await grid.exceptions(runId, { customer })).map(({ key }) => key)),
            );
          }
          const found = await grid.call('customers.search', { runId, text: '', limit: 100 });
          expect(found.map(({ customer }) => customer).sort()).toEqual([...customers].sort());
          for (const { customer, movements, balances: sums } of found) {
            const trail = await grid.call('customers.trail', { runId, customer });
            expect(movements).toBe(trail.movements.length);
            // A currency in which all lies after the cut-off has a balance of nothing.
            expect(sums.filter(({ cents }) => cents !== 0)).toEqual(
              trail.totals
                .map(({ currency, balance }) => ({ currency, cents: balance }))
                .filter(({ cents }) => cents !== 0),
            );
            const begins = await grid.call('customers.search', { runId, text: customer });
            expect(begins.map((one) => one.customer)).toContain(customer);
          }
          await grid.app.close();
        },
      ),
      { ...drawn(4, 2), endOnFailure: true },
    );
  });

  it('of a customer that the run does not have is empty', async () => {
    const dataDir = scratch();
    const source = join(dataDir, 'ledger.csv');
    writeFileSync(
      source,
      csvText([
        ['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'CUSTOMERID', 'AMOUNT'],
        ['1', 'earned', '2025-01-01', '7', '5.00'],
      ]),
    );
    const runId = await reconciled(dataDir, source);
    const { call } = gridOf(dataDir);
    for (const customer of ['8', '007', `' OR 1=1 --`, '', '7\0'])
      expect(await call('customers.trail', { runId, customer })).toEqual({
        customer,
        name: null,
        facts: {},
        totals: [],
        movements: [],
        more: 0,
        later: [],
        pairs: [],
        exceptions: [],
      });
    expect(await call('customers.search', { runId, text: '%' })).toEqual([]);
    expect(await problemOf(call('customers.trail', { runId: 'none', customer: '7' }))).toBe(
      'run.unknown',
    );
  });

  it('tells what the sheet Customers says of the customer', async () => {
    const dataDir = scratch();
    const runId = await reconciled(dataDir, join(SAMPLES, 'messy.xlsx'));
    const { call } = gridOf(dataDir);
    const found = await call('customers.search', { runId, text: '', limit: 100 });
    const facts = await Promise.all(
      found.map(async ({ customer }) => (await call('customers.trail', { runId, customer })).facts),
    );
    expect(facts.some((one) => Object.keys(one).length > 0)).toBe(true);
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { POLICIES } from '../../../core/contract/settings.ts';
import { matchLedger } from '../../../core/match/match.ts';
import { ledgerOf, ledgers } from './ledger-fixture.ts';
import { byText } from './naive-reference.ts';
import { matchingSql, sqlPairs } from './sql-matching.ts';
import type { SqlRow } from './sql-matching.ts';
import { amount, SEED } from '../../amount.ts';

/** Ledgers that go through the SQL in one query for each policy. */
const LEDGERS = amount(9000);

const TOLD = POLICIES.filter((policy) => matchingSql(policy) !== null);

it.each(TOLD)(`%s equals the same matching in SQL on ${LEDGERS} ledgers`, async (policy) => {
  const rows: SqlRow[] = [];
  const found: string[] = [];
  let accounts = 0;
  for (const movements of fc.sample(ledgers, { numRuns: LEDGERS, seed: SEED })) {
    const ledger = ledgerOf(movements);
    // The SQL knows ids by their place in the order of ids.
    const ordered = movements.map(({ id }) => id).sort(byText);
    const movementOf = (row: number): number => ledger.sheetRow[row]! - 2;
    const place = (row: number): number => ordered.indexOf(movements[movementOf(row)]!.id);
    Array.from(ledger.sheetRow, (_, r) => movements[movementOf(r)]!).forEach(
      ({ type, at, cents }, r) =>
        rows.push({
          account: accounts + ledger.account[r]!,
          id: place(r),
          earned: type === 'earned',
          at,
          cents,
        }),
    );
    const { allocations } = matchLedger(ledger, policy);
    for (let i = 0; i < allocations.count; i++) {
      const lot = allocations.earnedRow[i]!;
      found.push(
        `${accounts + ledger.account[lot]!} ${place(lot)} ${place(allocations.redeemerRow[i]!)} ${allocations.cents[i]!}`,
      );
    }
    accounts += ledger.accounts.count;
  }
  const expected = await sqlPairs(rows, policy);
  expect(found.length, `seed ${SEED}`).toBeGreaterThan(LEDGERS / 2);
  expect(found.sort(), `seed ${SEED}`).toEqual(expected.sort());
});

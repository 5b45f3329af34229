import { expect, it } from 'vitest';
import { sheetTexts } from '../../../../core/report/partition/text-ids.ts';
import { cutLedger } from '../../../../core/ledger/cut-ledger.ts';
import { ledgerOf } from '../../match/ledger-fixture.ts';

/** Which families stand as text where a ledger has these ids, in their order, a day each. */
function families(ids: readonly string[], customers: readonly string[], cutOff = Infinity) {
  const movements = ids.map((id, day) => ({
    id,
    type: 'earned' as const,
    at: day,
    customer: customers[day]!,
    currency: 'EUR',
    cents: 100,
  }));
  return sheetTexts(cutLedger(ledgerOf(movements), cutOff));
}

it('ids of a family are text on all sheets where one of them is none, or has more digits than Excel keeps', () => {
  expect(families(['1', '2'], ['7', '8'])).toEqual({ id: false, customer: false, order: false });
  expect(families(['1', '0002'], ['7', '8'])).toMatchObject({ id: true, customer: false });
  expect(families(['1', '999999999999999'], ['7', '8'])).toMatchObject({ id: false });
  expect(families(['1', '1000000000000000'], ['7', '8'])).toMatchObject({ id: true });
  expect(families(['1', '2'], ['7', 'Ann'])).toMatchObject({ id: false, customer: true });
});

it('also where that one comes after the cut-off', () => {
  expect(families(['1', 'b'], ['7', '8'], 0)).toMatchObject({ id: true });
});

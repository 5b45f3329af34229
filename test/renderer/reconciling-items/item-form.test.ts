import { expect, it } from 'vitest';
import type { ReconcilingItem } from '../../../core/contract/close/tie-out.ts';
import {
  explainedBy,
  formOfItem,
  itemOf,
  newItem,
} from '../../../renderer/reconciling-items/item-form.ts';
import { formatOf } from '../../../renderer/format/format.ts';

const SETTINGS = {
  dateFormat: 'DD.MM.YYYY',
  numberFormat: '1.234,56',
  negatives: 'parentheses',
} as const;
const FORMAT = formatOf(SETTINGS);
const PLACE = { account: '2150', currency: 'EUR', company: '' };
const ITEM: ReconcilingItem = {
  ...PLACE,
  id: 'a',
  kind: 'unposted',
  cents: -123_450,
  reference: 'JE-9',
  explanation: 'Not posted yet',
  openedOn: '2026-07-31',
  expectedBy: '2026-08-05',
  clearedOn: null,
  exception: null,
  attachment: null,
};

it('an exception fills in its amount where it is known which ledger has less', () => {
  expect(explainedBy({ code: 'redemption.unmatched', cents: 1250 })).toBe(1250);
  // A row that was set aside may be earned or spent: a wrong sign would be worse than none.
  expect(explainedBy({ code: 'row.quarantined', cents: 1250 })).toBeNull();
  expect(explainedBy({ code: 'balance.negative', cents: null })).toBeNull();
});

it('a new item is for the amount that is known', () => {
  const form = newItem(PLACE, 1250, FORMAT);
  expect(form).toMatchObject({ place: PLACE, kind: 'timing', amount: '12,50' });
  expect(newItem(PLACE, null, FORMAT).amount).toBe('');
});

it('an item comes back from its fields as it was put there', () => {
  const { kind, cents, reference, explanation, expectedBy } = ITEM;
  expect(itemOf(formOfItem(ITEM, FORMAT, SETTINGS), SETTINGS)).toEqual({
    ok: true,
    item: { ...PLACE, kind, cents, reference, explanation, expectedBy },
  });
});

it('says by field why an item cannot be entered', () => {
  const form = formOfItem(ITEM, FORMAT, SETTINGS);
  const wrong = itemOf(
    { ...form, amount: '0,00', explanation: ' ', expectedBy: '31.02.2026' },
    SETTINGS,
  );
  expect(wrong).toMatchObject({ ok: false });
  expect(Object.keys((wrong as { wrong: object }).wrong)).toEqual([
    ...['amount', 'explanation', 'expectedBy'],
  ]);
});

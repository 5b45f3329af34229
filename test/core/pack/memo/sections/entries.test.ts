import { expect, it } from 'vitest';
import type { PackInput } from '../../../../../core/pack/input/pack-input.ts';
import { entries } from '../../../../../core/pack/memo/sections/entries.ts';

it('an amount without an account is listed once, whatever the groups of its customers', () => {
  const of = { period: '2026-02', type: 'earned', currency: 'USD', movements: 1 };
  const unmapped = [
    { ...of, reason: 'Contest', groups: { COMPANY: 'North' }, cents: 100 },
    { ...of, reason: 'Contest', groups: { COMPANY: 'South' }, cents: 250 },
    { ...of, reason: '', groups: {}, cents: 5 },
  ];
  const input = {
    books: { booked: [], posted: new Map() },
    run: { period: '2026-02' },
    close: { toBook: [], journal: { isComplete: false, unmapped } },
  } as unknown as PackInput;
  expect(entries.blocks(input).at(-1)).toMatchObject({
    rows: [
      ['earned', 'Contest', 'USD', '3.50'],
      ['earned', '(none)', 'USD', '0.05'],
    ],
  });
});

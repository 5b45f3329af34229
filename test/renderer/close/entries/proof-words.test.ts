import { expect, it } from 'vitest';
import { proofSentence } from '../../../../renderer/close/entries/proof-words.ts';

const format = { amount: (cents: number | null | undefined) => (cents! / 100).toFixed(2) };
const PROOF = {
  period: '2026-02',
  currency: 'USD',
  booked: 0,
  posted: 5500,
  movement: 5500,
  agrees: true,
};

it('says that the entries are the movement of the roll-forward', () => {
  expect(proofSentence(PROOF, format)).toBe(
    '2026-02: the entries raise the liability by 55.00 USD, which is the movement of the roll-forward.',
  );
  const lower = { ...PROOF, currency: '', booked: -600, posted: 100, movement: -500 };
  expect(proofSentence(lower, format)).toMatch(/lower the liability by 5\.00, which/);
  const none = { ...PROOF, posted: 0, movement: 0 };
  expect(proofSentence(none, format)).toMatch(/leave the liability as it is, which/);
});

it('says by how much they differ where they do', () => {
  const wrong = { ...PROOF, movement: 5250, agrees: false };
  expect(proofSentence(wrong, format)).toBe(
    '2026-02: the entries raise the liability by 55.00 USD, but the roll-forward moved by 52.50 USD: they differ by 2.50 USD.',
  );
});

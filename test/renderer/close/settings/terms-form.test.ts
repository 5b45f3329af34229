import { describe, expect, it } from 'vitest';
import { closeTermsSchema } from '../../../../core/contract/close/close-log.ts';
import { formOf, termsOf } from '../../../../renderer/close/settings/terms-form.ts';
import type { TermsForm } from '../../../../renderer/close/settings/terms-form.ts';
import { formatOf } from '../../../../renderer/format/format.ts';

const FORMAT = formatOf({
  dateFormat: 'YYYY-MM-DD',
  numberFormat: '1.234,56',
  negatives: 'parentheses',
});
const TERMS = closeTermsSchema.parse({
  accounts: [{ account: '2150', thresholdCents: 2500 }],
  breakage: { by: ['REASON'], classes: [] },
  flux: { thresholdBasisPoints: 1250, deviations: 2.5 },
  graceDays: 30,
  materialityCents: 100_000,
  people: [
    { name: 'Ann', roles: ['preparer'] },
    { name: 'Bo', roles: ['reviewer'] },
  ],
});
const read = (change: Partial<TermsForm>): ReturnType<typeof termsOf> =>
  termsOf({ ...formOf(TERMS, FORMAT), ...change }, TERMS, '1.234,56');

describe('the settings of a close', () => {
  it('come back from the fields as they were put there', () =>
    expect(read({})).toEqual({ ok: true, terms: TERMS }));

  it('are read as they are typed, without rows that are blank', () => {
    const taken = read({
      accounts: [
        { account: ' 2150 ', threshold: '1.000,50' },
        { account: ' ', threshold: '0' },
      ],
      people: [{ name: ' ', roles: ['reviewer'] }],
      fluxPercent: '7,5',
      remoteAfterMonths: '24',
    });
    expect(taken).toMatchObject({
      ok: true,
      terms: {
        accounts: [{ account: '2150', thresholdCents: 100_050 }],
        people: [],
        flux: { thresholdBasisPoints: 750 },
        breakage: { remoteAfterMonths: 24 },
      },
    });
  });

  it('say by field what is wrong', () => {
    const { ok, ...rest } = read({
      accounts: [{ account: '', threshold: 'much' }],
      graceDays: '1,5',
      materiality: '-1',
      people: [
        { name: 'Ann', roles: [] },
        { name: 'ann', roles: [] },
      ],
    });
    expect(ok).toBe(false);
    expect(Object.keys((rest as { wrong: object }).wrong).sort()).toEqual([
      ...['account 0', 'graceDays', 'materiality', 'people', 'threshold 0'],
    ]);
  });
});

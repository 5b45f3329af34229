import { describe, expect, it } from 'vitest';
import { closeTermsSchema } from '../../../../core/contract/close/close-log.ts';
import type { FluxView } from '../../../../core/contract/close/close-view.ts';
import type { TieOutLine } from '../../../../core/contract/close/tie-out.ts';
import {
  balancesToType,
  balanceWords,
  centsTyped,
  typedBalances,
} from '../../../../renderer/close/tie-out/ledger-balances.ts';
import { formatOf } from '../../../../renderer/format/format.ts';

const FORMAT = formatOf({
  dateFormat: 'YYYY-MM-DD',
  numberFormat: '1,234.56',
  negatives: 'parentheses',
});
const flux = (currency: string, company: string): FluxView =>
  ({ currency, column: 'COMPANY', value: company, measure: 'closing' }) as FluxView;
const line = (currency: string, company: string, gl: number | null): TieOutLine =>
  ({ account: '2150', currency, company, gl, subLedger: 1 }) as TieOutLine;
const TERMS = closeTermsSchema.parse({ accounts: [{ account: '2150', thresholdCents: 0 }] });
const VIEW = {
  terms: TERMS,
  tieOut: [line('EUR', '', -1250), line('USD', '', null)],
  flux: [flux('EUR', 'North'), flux('USD', 'North'), flux('USD', 'South')],
};

describe('the balance of a liability account', () => {
  const typed = (text: string, side: 'credit' | 'debit' = 'credit'): number | null | undefined =>
    centsTyped({ text, side }, '1,234.56');

  it('is positive where something is owed, on the credit side', () => {
    expect(typed('4,811.13')).toBe(481_113);
    expect(typed('12.50', 'debit')).toBe(-1250);
    expect(typed('-12.50')).toBe(-1250);
    expect(typed('(12.50)', 'debit')).toBe(1250);
    expect(typed('0.00', 'debit')).toBe(0);
  });
  it('has the side that is written behind it', () => {
    expect(typed('12.50 Dr')).toBe(-1250);
    expect(typed('12.50cr.', 'debit')).toBe(1250);
  });
  it('is none where nothing is typed, and wrong where it is no amount', () => {
    expect(typed(' ')).toBeUndefined();
    expect(typed('Cr')).toBeNull();
    expect(typed('twelve')).toBeNull();
  });
  it('is shown with its side', () => {
    expect(balanceWords(481_113, FORMAT)).toBe('4,811.13 Cr');
    expect(balanceWords(-1250, FORMAT)).toBe('12.50 Dr');
    expect(balanceWords(0, FORMAT)).toBe('0.00');
    expect(balanceWords(null, FORMAT)).toBe('–');
  });
});

describe('the balances of a period', () => {
  it('are typed for each currency, or for each company of each', () => {
    expect(balancesToType(VIEW, false, FORMAT)).toEqual([
      { account: '2150', currency: 'EUR', company: '', text: '12.50', side: 'debit' },
      { account: '2150', currency: 'USD', company: '', text: '', side: 'credit' },
    ]);
    expect(
      balancesToType(VIEW, true, FORMAT).map(({ currency, company }) => `${currency} ${company}`),
    ).toEqual(['EUR North', 'USD North', 'USD South']);
  });
  it('leave out what is blank, and are not taken with what is no amount', () => {
    const [first, second] = balancesToType(VIEW, false, FORMAT);
    expect(typedBalances([first!, second!], '1,234.56')).toEqual([
      { account: '2150', currency: 'EUR', company: '', cents: -1250 },
    ]);
    expect(typedBalances([first!, { ...second!, text: 'x' }], '1,234.56')).toBeNull();
  });
});

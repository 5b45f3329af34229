import { describe, expect, it } from 'vitest';
import { bridgeSentences, setAsideByCurrency } from '../../../core/contract/bridge.ts';
import type { BridgeLine } from '../../../core/contract/bridge.ts';
import {
  explanation,
  matchRate,
  shareText,
  totalsByCurrency,
} from '../../../core/contract/totals.ts';

import { decimalText } from '../../../core/ledger/money.ts';

// Lots of 100 and 50; one redemption of 30 takes the first, another of 80 the second. Cents.
const TOTALS = {
  earned: 150_00,
  spent: 110_00,
  expired: 0,
  closing: 40_00,
  matched: 80_00,
  openLots: 0,
  uncovered: 0,
  untracked: 100_00,
};

describe('the totals of a run', () => {
  it('have a match rate by value, and none where nothing was redeemed', () => {
    expect(matchRate(TOTALS)).toBe(80 / 110);
    expect(matchRate({ matched: 0, spent: 0, expired: 0 })).toBeNull();
  });

  it('explain the closing balance line by line', () => {
    expect(explanation(TOTALS)).toEqual([
      { name: 'Open lots', cents: 0 },
      { name: 'Unapplied redemptions', cents: 0 },
      { name: 'Unused in matched lots', cents: 70_00 },
      { name: 'Short in matched redemptions', cents: -30_00 },
    ]);
  });

  it('are never added up over currencies', () => {
    expect(totalsByCurrency(TOTALS)).toEqual([{ currency: '', totals: TOTALS }]);
    const eur = { ...TOTALS, earned: 10 };
    const usd = { ...TOTALS, earned: 20 };
    expect(totalsByCurrency({ ...TOTALS, byCurrency: { USD: usd, EUR: eur } })).toEqual([
      { currency: 'EUR', totals: eur },
      { currency: 'USD', totals: usd },
    ]);
  });

  it('tell rows set aside by currency, and those of unknown amount', () => {
    const line = (currency: string, rows: number, cents: number, unreadable: number) => ({
      currency,
      setAside: { rows, cents, unreadable },
    });
    expect(
      setAsideByCurrency([
        line('', 2, 0, 2),
        line('EUR', 1, 5, 0),
        line('EUR', 2, 7, 1),
        line('USD', 0, 0, 0),
      ]),
    ).toEqual([
      { currency: '', rows: 2, cents: 0, unreadable: 2 },
      { currency: 'EUR', rows: 3, cents: 12, unreadable: 1 },
    ]);
  });

  it('have the bridge from the file in one line of each currency, net, with what is not known by its number', () => {
    const line = (
      currency: string,
      type: BridgeLine['type'],
      at: number,
      after: number,
      aside: number,
      unreadable = 0,
    ): BridgeLine => {
      const sum = (cents: number) => ({ rows: cents === 0 ? 0 : 1, cents });
      const { rows, cents } = sum(aside);
      return {
        currency,
        type,
        atCutOff: sum(at),
        afterCutOff: sum(after),
        setAside: { rows: rows + unreadable, cents, unreadable },
      };
    };
    const words = { amount: decimalText, count: String };
    expect(
      bridgeSentences(
        [
          line('EUR', 'earned', 130_00, 50_00, 0),
          line('EUR', 'spent', 0, 100_00, 5_00, 1),
          line('EUR', 'unknown', 0, 0, 3_00),
          line('USD', 'earned', 7_00, 0, 0),
        ],
        words,
      ),
    ).toEqual([
      'EUR: File 75.00 and 2 of unknown amount in 6 rows = at the cut-off 130.00 in 1 row + after it -50.00 in 2 rows + set aside -5.00 and 2 of unknown amount in 3 rows',
      'USD: File 7.00 in 1 row, all at the cut-off',
    ]);
    const none = line('', 'earned', 7_00, 0, 0);
    expect(bridgeSentences([none], words)).toEqual(['File 7.00 in 1 row, all at the cut-off']);
    expect(bridgeSentences([none, line('USD', 'spent', 1_00, 0, 0)], words)).toEqual([
      'No currency given: File 7.00 in 1 row, all at the cut-off',
      'USD: File -1.00 in 1 row, all at the cut-off',
    ]);
    expect(bridgeSentences([], words)).toEqual([]);
  });

  it('never show all of it for what is not', () => {
    expect([0.5, 0.999_999, 1].map(shareText)).toEqual(['50.00 %', '99.99 %', '100.00 %']);
  });
});

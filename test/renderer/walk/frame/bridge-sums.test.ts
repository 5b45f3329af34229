import { describe, expect, it } from 'vitest';
import type { BridgeLine } from '../../../../core/contract/bridge.ts';
import { DEFAULT_APP_SETTINGS } from '../../../../core/contract/api/settings.ts';
import { formatOf } from '../../../../renderer/format/format.ts';
import {
  bridgeGroups,
  bridgeNet,
  bridgeSums,
} from '../../../../renderer/walk/frame/bridge-sums.ts';

const format = formatOf(DEFAULT_APP_SETTINGS);

describe('the bridge as it is shown', () => {
  it('has an amount with its rows beneath', () => {
    expect(bridgeSums({ rows: 1, cents: 1_250 }, format)).toEqual({
      amount: '12.50',
      rows: '1 row',
    });
    expect(bridgeSums({ rows: 1_200, cents: 0 }, format)).toEqual({
      amount: '0.00',
      rows: '1,200 rows',
    });
  });

  it('does not take an unknown amount for nothing', () => {
    expect(bridgeSums({ rows: 3, cents: 500, unreadable: 2 }, format)).toEqual({
      amount: '5.00',
      rows: '3 rows, 2 of unknown amount',
    });
    expect(bridgeSums({ rows: 2, cents: 0, unreadable: 2 }, format)).toEqual({
      amount: 'unknown',
      rows: '2 rows',
    });
  });

  it('is net of what is spent and expired, with rows of unknown type among the unknown', () => {
    const line = (type: BridgeLine['type'], rows: number, cents: number): BridgeLine => ({
      currency: '',
      type,
      atCutOff: { rows, cents },
      afterCutOff: { rows: 0, cents: 0 },
      setAside: { rows: 2, cents, unreadable: 1 },
    });
    const lines = [line('earned', 3, 18_000), line('spent', 1, 10_000), line('expired', 1, 500)];
    expect(bridgeNet(lines, ({ atCutOff }) => atCutOff)).toEqual({
      rows: 5,
      cents: 7_500,
      unreadable: 0,
    });
    expect(bridgeNet([...lines, line('unknown', 0, 7)], ({ setAside }) => setAside)).toEqual({
      rows: 8,
      cents: 7_500,
      unreadable: 5,
    });
  });

  it('keeps currencies apart, in their order', () => {
    const none = { rows: 0, cents: 0 };
    const line = (currency: string, type: BridgeLine['type']): BridgeLine => ({
      currency,
      type,
      atCutOff: none,
      afterCutOff: none,
      setAside: { ...none, unreadable: 0 },
    });
    const groups = bridgeGroups([
      line('', 'unknown'),
      line('EUR', 'earned'),
      line('EUR', 'spent'),
      line('USD', 'earned'),
    ]);
    expect(groups.map(({ currency, lines }) => [currency, lines.length])).toEqual([
      ['', 1],
      ['EUR', 2],
      ['USD', 1],
    ]);
  });
});

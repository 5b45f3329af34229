import { describe, expect, it } from 'vitest';
import type { PictureMovement } from '../../../../core/contract/api/policies.ts';
import { DEFAULT_APP_SETTINGS } from '../../../../core/contract/api/settings.ts';
import { LEGIBLE_SLOT, lotAmounts } from '../../../../renderer/components/lots/lot-amounts.ts';
import {
  lotPictureLayout,
  matchedOf,
  movementsWithin,
} from '../../../../renderer/components/lots/lot-picture-layout.ts';
import { formatOf } from '../../../../renderer/format/format.ts';

const movement = (id: string, cents: number): PictureMovement => ({
  id,
  type: cents > 0 ? 'earned' : 'spent',
  createdAt: 0,
  cents,
  currency: '',
});
const MOVEMENTS = [movement('a', 123_456), movement('b', -100_000), movement('c', 500)];
const PAIRS = [{ earnedId: 'a', redeemerId: 'b', cents: 100_000 }];

const amountsAt = (width: number) =>
  lotAmounts(
    lotPictureLayout({ movements: MOVEMENTS, pairs: PAIRS, from: 0, count: 3, width }),
    MOVEMENTS,
    matchedOf(PAIRS),
    formatOf(DEFAULT_APP_SETTINGS),
  );

describe('the amounts of lots', () => {
  it('can be read over as many movements as a picture begins with', () => {
    for (const width of [300, 445, 683, 1128]) {
      const count = movementsWithin(width, LEGIBLE_SLOT);
      const movements = Array.from({ length: count }, (_, i) => movement(String(i), 500));
      const layout = lotPictureLayout({ movements, pairs: [], from: 0, count, width });
      const format = formatOf(DEFAULT_APP_SETTINGS);
      expect(lotAmounts(layout, movements, new Map(), format).look).not.toBe('none');
    }
  });

  it('say what each lot earned, what is used of it and what is left', () => {
    expect(amountsAt(600).lots.map(({ id, texts }) => [id, texts])).toEqual([
      ['a', ['1,234.56', '1,000.00', '234.56']],
      ['c', ['5.00', '0.00', '5.00']],
    ]);
  });

  it('are turned where bars are narrow, and left to the label where no letter fits', () => {
    expect([600, 200, 100].map((width) => amountsAt(width).look)).toEqual([
      'across',
      'upright',
      'none',
    ]);
    const { look, line, height } = amountsAt(200);
    // Turned text is as high as it would be wide.
    expect(line).toBeGreaterThan('1,234.56'.length * 6);
    expect([look, height]).toEqual(['upright', line * 3]);
    expect(amountsAt(100).height).toBe(0);
  });
});

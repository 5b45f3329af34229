import { describe, expect, it } from 'vitest';
import type { PictureMovement, PicturePair } from '../../../../core/contract/api/policies.ts';
import {
  HUES,
  lotPictureLayout,
  matchedOf,
  movementAt,
  windowAround,
} from '../../../../renderer/components/lots/lot-picture-layout.ts';

const movement = (id: string, cents: number): PictureMovement => ({
  id,
  type: cents > 0 ? 'earned' : 'spent',
  createdAt: Date.UTC(2025, 1, 20),
  cents,
  currency: 'USD',
});
// The worked example of the rules: the 110.00 takes three lots, the 20.00 takes the last.
const MOVEMENTS = [
  movement('1', 40_00),
  movement('2', 40_00),
  movement('3', 30_00),
  movement('4', -110_00),
  movement('5', 20_00),
  movement('6', -20_00),
];
const PAIRS: PicturePair[] = [
  { earnedId: '1', redeemerId: '4', cents: 40_00 },
  { earnedId: '2', redeemerId: '4', cents: 40_00 },
  { earnedId: '3', redeemerId: '4', cents: 30_00 },
  { earnedId: '5', redeemerId: '6', cents: 20_00 },
];
const all = { movements: MOVEMENTS, pairs: PAIRS, from: 0, count: 6, width: 612 };
const numbersOf = (path: string) => path.match(/-?\d+(\.\d+)?/g)!.map(Number);

describe('the picture of lots and redemptions', () => {
  it('puts lots above the bands and redemptions below, in movement order and as high as their amounts', () => {
    const { bars, bandTop, bandBottom } = lotPictureLayout(all);
    expect(bars.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6']);
    for (const [place, bar] of bars.entries()) {
      if (bar.type === 'earned') expect(bar.y + bar.height).toBeCloseTo(bandTop);
      else expect(bar.y).toBe(bandBottom);
      if (place > 0) expect(bar.x).toBeGreaterThanOrEqual(bars[place - 1]!.x + bars[0]!.width);
    }
    expect(bars[3]!.height / bars[0]!.height).toBeCloseTo(110 / 40);
  });

  it('lets the bands of a redemption share its width by their amounts, without gap or overlap', () => {
    const { bars, bands } = lotPictureLayout(all);
    const taker = bars[3]!;
    const ends = bands
      .filter(({ redeemerId }) => redeemerId === '4')
      // M a top L b top C .. c bottom L d bottom: d to c is the lower edge.
      .map(({ path }) => numbersOf(path))
      .map((numbers) => ({ from: numbers[10]!, to: numbers[8]! }));
    expect(ends[0]!.from).toBeCloseTo(taker.x, 0);
    expect(ends[0]!.to).toBeCloseTo(ends[1]!.from, 0);
    expect(ends[1]!.to).toBeCloseTo(ends[2]!.from, 0);
    expect(ends[2]!.to).toBeCloseTo(taker.x + taker.width, 0);
    expect(ends[0]!.to - ends[0]!.from).toBeCloseTo((40 / 110) * taker.width, 0);
  });

  it('fills of each bar what pairs cover', () => {
    const oneToOne = [{ earnedId: '1', redeemerId: '4', cents: 40_00 }];
    const { bars } = lotPictureLayout({ ...all, pairs: oneToOne });
    expect(bars[0]!.matchedHeight).toBeCloseTo(bars[0]!.height);
    expect(bars[1]!.matchedHeight).toBe(0);
    expect(bars[3]!.matchedHeight / bars[3]!.height).toBeCloseTo(40 / 110);
  });

  it('gives the band the colour of its redemption, the same on every page', () => {
    const { bars, bands } = lotPictureLayout(all);
    for (const { redeemerId, hue } of bands)
      expect(hue).toBe(bars.find(({ id }) => id === redeemerId)!.hue);
    const later = lotPictureLayout({ ...all, from: 4, count: 2 });
    expect(later.bars[1]!.hue).toBe(bars[5]!.hue);
    expect(bars[5]!.hue).toBeLessThan(HUES);
  });

  it('lets a band run out at the side when its partner is outside, and drops what is wholly outside', () => {
    const { bands, width, slot, left } = lotPictureLayout({
      ...all,
      from: 2,
      count: 2,
      width: 150,
    });
    expect(bands.map(({ earnedId }) => earnedId)).toEqual(['1', '2', '3']);
    const start = numbersOf(bands[0]!.path)[0]!;
    expect(start).toBeLessThan(left);
    expect(start).toBeGreaterThan(left - 2 * slot);
    expect(width).toBe(150);
  });

  it('draws the balance from what was before the picture, with zero in the field', () => {
    const { balance } = lotPictureLayout({ ...all, from: 3, count: 3 });
    // 110.00 before; 0, 20.00, 0 after.
    expect(balance.highest).toBe(110_00);
    expect(balance.lowest).toBe(0);
    expect(balance.zeroY).toBe(balance.bottom);
    const numbers = numbersOf(balance.path);
    expect(numbers[1]).toBeCloseTo(balance.top);
    expect(numbers[3]).toBeCloseTo(balance.bottom);
  });

  it('shows a balance below zero below the line', () => {
    const { balance } = lotPictureLayout({
      movements: [movement('1', -50_00)],
      pairs: [],
      from: 0,
      count: 1,
      width: 300,
    });
    expect(balance.lowest).toBe(-50_00);
    expect(balance.zeroY).toBe(balance.top);
  });

  it('finds the movement at a place, and none beside them', () => {
    const layout = lotPictureLayout({ ...all, from: 2, count: 3 });
    expect(movementAt(layout, layout.bars[1]!.x + 1)).toBe(3);
    expect(movementAt(layout, layout.left + 3 * layout.slot + 1)).toBeNull();
    expect(movementAt(layout, 0)).toBeNull();
    const empty = lotPictureLayout({ movements: [], pairs: [], from: 0, count: 80, width: 300 });
    expect(movementAt(empty, 50)).toBeNull();
  });

  it('ignores pairs of movements it does not have', () => {
    const strange = [{ earnedId: 'x', redeemerId: '4', cents: 1 }];
    expect(lotPictureLayout({ ...all, pairs: strange }).bands).toEqual([]);
  });
});

describe('windowAround', () => {
  it('has the movement in its middle, and never leaves the movements', () => {
    expect(windowAround(100, 80, 500)).toBe(60);
    expect(windowAround(3, 80, 500)).toBe(0);
    expect(windowAround(499, 80, 500)).toBe(420);
    expect(windowAround(3, 80, 10)).toBe(0);
  });
});

describe('matchedOf', () => {
  it('sums what a lot gave and what a redemption took', () => {
    const matched = matchedOf(PAIRS);
    expect(matched.get('4')).toBe(110_00);
    expect(matched.get('3')).toBe(30_00);
    expect(matched.get('nobody')).toBeUndefined();
  });
});
